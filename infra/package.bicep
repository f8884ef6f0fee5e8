import { closedAccount } from 'storage-account.bicep'

@description('Name of the storage account of the package.')
param name string

@description('Object id of the identity that fetches the package, and replaces it where somebody deploys.')
param principalId string

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

@description('Resource id of the Log Analytics workspace that is told who reads, writes and deletes the package; blank for none.')
param workspaceId string

var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

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

resource package 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = {
  parent: blobs
  name: 'app-package'
  properties: { publicAccess: 'None' }
}

// The role goes to a separate identity: the one that the app works with has no right on the package that the app is made of.
resource mayDeploy 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(package.id, principalId, storageBlobDataContributor)
  scope: package
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}

resource access 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (workspaceId != '') {
  name: 'access'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: map(['StorageRead', 'StorageWrite', 'StorageDelete'], category => { category: category, enabled: true })
  }
}

@description('Resource id of the storage account.')
output id string = account.id

@description('Name of the storage account.')
output name string = account.name
