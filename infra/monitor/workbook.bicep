@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the Log Analytics workspace that the queries read.')
param workspaceId string

@description('Name of the workbook in the portal.')
param displayName string = 'Indicator gateway'

// The JSON names no resource, so that it can be imported by hand; its workspace is filled in here.
var content = union(json(loadTextContent('workbook.json')), { fallbackResourceIds: [workspaceId] })

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // The name is the same at every deployment, so that the workbook is replaced and not created again.
  name: guid(resourceGroup().id, 'indicator-gateway')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    description: 'What comes in, what becomes of it, and what waits.'
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: workspaceId
    serializedData: string(content)
  }
}

@description('Resource id of the workbook.')
output id string = workbook.id
