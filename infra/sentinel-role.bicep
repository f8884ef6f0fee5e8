@description('Object id of the app\'s managed identity.')
param principalId string

@description('Name of the Log Analytics workspace that has Microsoft Sentinel.')
param workspaceName string

// Microsoft Sentinel Contributor on the workspace itself, which the upload API requires
// (https://learn.microsoft.com/azure/sentinel/connect-threat-intelligence-upload-api; its id:
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#microsoft-sentinel-contributor).
var microsoftSentinelContributor = 'ab8e14d6-4a74-4a29-9ba8-549422addade'

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource mayUpload 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, principalId, microsoftSentinelContributor)
  scope: workspace
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', microsoftSentinelContributor)
  }
}
