import { closedAccount } from 'storage-account.bicep'

@description('Name of the storage account.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Redundancy, as the name of a SKU.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param redundancy string

@description('true encrypts twice; only a new account can be made so.')
param infrastructureEncryption bool

@description('For how many days a deleted blob can be restored.')
param deletedBlobDays int

@description('true closes the account to all but its private endpoints and trusted Azure services.')
param privateNetwork bool

@description('true keeps the account from being deleted.')
param lock bool

// The names are those of functions/names.ts. The app would create what is missing; made here, they exist before the first event.
var queueNames = [
  'indicator-events'
  'indicator-events-poison'
  'indicator-jobs'
  'indicator-jobs-poison'
  'indicator-outcomes'
]
var tableNames = [
  'indicatorparked'
  'indicatorledger'
  'indicatorlimits'
  'indicatoroutcomes'
  'indicatorshadows'
]
// indicator-dead-letters holds what Event Grid could not deliver. The package has an account of its own.
var containerNames = [
  'indicator-parked'
  'indicator-dead-letters'
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: closedAccount(privateNetwork, infrastructureEncryption)
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: deletedBlobDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: deletedBlobDays
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for container in containerNames: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queue in queueNames: {
    parent: queueService
    name: queue
  }
]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-01-01' = [
  for table in tableNames: {
    parent: tableService
    name: table
  }
]

resource keep 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Queued and parked indicators have no other copy.'
  }
}

@description('Resource id of the storage account.')
output id string = account.id

@description('Name of the storage account.')
output name string = account.name
