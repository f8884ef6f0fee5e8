@description('Name of the storage account.')
param storageAccountName string

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }

  resource queues 'queueServices' existing = {
    name: 'default'
  }

  resource tables 'tableServices' existing = {
    name: 'default'
  }
}

var logs = map(['StorageRead', 'StorageWrite', 'StorageDelete'], category => { category: category, enabled: true })

resource ofBlobs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: account::blobs
  properties: { workspaceId: workspaceId, logs: logs }
}

resource ofQueues 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: account::queues
  properties: { workspaceId: workspaceId, logs: logs }
}

resource ofTables 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'access'
  scope: account::tables
  properties: { workspaceId: workspaceId, logs: logs }
}
