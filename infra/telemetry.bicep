@description('Name of the Log Analytics workspace.')
param workspaceName string

@description('Name of Application Insights.')
param applicationInsightsName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('For how many days logs and metrics are kept.')
param retentionDays int

@description('Most GB a day; -1 for no limit.')
param dailyLimitGB int

@description('false takes logs and queries only from an Azure Monitor private link scope.')
param publicAccess bool

var access = publicAccess ? 'Enabled' : 'Disabled'

// These tables keep their rows for 90 days whatever the workspace says, unless each is told otherwise:
// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
var applicationTables = ['AppDependencies', 'AppExceptions', 'AppMetrics', 'AppRequests', 'AppTraces']

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    workspaceCapping: { dailyQuotaGb: dailyLimitGB }
    publicNetworkAccessForIngestion: access
    publicNetworkAccessForQuery: access
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
    publicNetworkAccessForIngestion: access
    publicNetworkAccessForQuery: access
  }
}

resource tables 'Microsoft.OperationalInsights/workspaces/tables@2025-02-01' = [
  for table in applicationTables: {
    parent: workspace
    name: table
    properties: {
      plan: 'Analytics'
      retentionInDays: retentionDays
    }
    dependsOn: [insights]
  }
]

@description('Resource id of the Log Analytics workspace.')
output workspaceId string = workspace.id

@description('Resource id of Application Insights.')
output applicationInsightsId string = insights.id

@description('Name of Application Insights.')
output applicationInsightsName string = insights.name
