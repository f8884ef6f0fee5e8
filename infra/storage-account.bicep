// What all storage accounts here have in common: no keys, no public blobs, nothing but TLS.
@export()
@description('Properties of a storage account: closed to all but its private endpoints and trusted Azure services, and encrypted twice, where that is asked for.')
func closedAccount(privateNetwork bool, infrastructureEncryption bool) resourceInput<'Microsoft.Storage/storageAccounts@2025-01-01'>.properties => {
  accessTier: 'Hot'
  allowSharedKeyAccess: false
  allowBlobPublicAccess: false
  allowCrossTenantReplication: false
  defaultToOAuthAuthentication: true
  isLocalUserEnabled: false
  minimumTlsVersion: 'TLS1_2'
  supportsHttpsTrafficOnly: true
  // Exceptions for trusted services stay in effect when public access is disabled, and Event Grid is let in as one, by its identity:
  // https://learn.microsoft.com/azure/storage/common/storage-network-security
  publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  networkAcls: {
    defaultAction: privateNetwork ? 'Deny' : 'Allow'
    bypass: 'AzureServices'
  }
  ...(infrastructureEncryption
    ? {
        encryption: {
          keySource: 'Microsoft.Storage'
          requireInfrastructureEncryption: true
          services: {
            blob: { enabled: true, keyType: 'Account' }
            file: { enabled: true, keyType: 'Account' }
          }
        }
      }
    : {})
}
