@description('Name of the function app.')
param name string

@description('Name of its plan.')
param planName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Name of the user-assigned identity.')
param identityName string

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the storage account that the package is in.')
param packageAccountName string

@description('Name of the identity that fetches the package.')
param packageIdentityName string

@description('Name of Application Insights.')
param applicationInsightsName string

@description('Resource id of the subnet that calls leave by; blank for none.')
param subnetId string

@description('false answers only private endpoints.')
param publicAccess bool

@description('true asks every caller for a client certificate.')
param clientCertificates bool

@description('Service tags that may call; with none of them and no network, everybody may.')
param allowedServiceTags string[]

@description('Networks that may call, in CIDR notation.')
param allowedNetworks string[]

@description('Memory of an instance, in MB.')
param instanceMemoryMB int

@description('Most instances for each function that scales by itself.')
param maximumInstanceCount int

@description('Instances that are always ready for HTTP.')
param alwaysReadyInstances int

@description('Instances that are always ready for the function deliver-job.')
param alwaysReadyDeliveries int

@description('true spreads the plan over zones.')
param zoneRedundant bool

@description('How instances are replaced.')
@allowed(['RollingUpdate', 'Recreate'])
param updateStrategy string

@description('The setting DESTINATIONS.')
param destinations string

@description('The setting PROFILE.')
param profile string

@description('Further app settings, which win over those below.')
param settings object

// A group of triggers is named by a word such as http, any other function by its own name:
// https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#always-ready-instances
var alwaysReady = [
  { name: 'http', instanceCount: alwaysReadyInstances }
  { name: 'function:deliver-job', instanceCount: alwaysReadyDeliveries }
]

// The plan evaluates the lowest priority first, and refuses the rest: https://learn.microsoft.com/azure/app-service/app-service-ip-restrictions
var allowedCallers = concat(
  map(allowedServiceTags, tag => { ipAddress: tag, tag: 'ServiceTag' }),
  map(allowedNetworks, network => { ipAddress: network, tag: 'Default' })
)
var accessRestrictions = [
  for (caller, index) in allowedCallers: {
    name: 'allowed-${index + 1}'
    action: 'Allow'
    priority: 100 + index
    ...caller
  }
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource packageIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: packageIdentityName
}

resource packageAccount 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: packageAccountName
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'gateway' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
      '${packageIdentity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    clientCertEnabled: clientCertificates
    // Where a certificate is optional, the platform also forwards one whose key the caller may lack: MicrosoftDocs/azure-docs, issue 111230.
    clientCertMode: 'Required'
    virtualNetworkSubnetId: subnetId == '' ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
      ipSecurityRestrictions: accessRestrictions
      ipSecurityRestrictionsDefaultAction: empty(accessRestrictions) ? 'Allow' : 'Deny'
      // Whoever deploys signs in to Entra ID, and may do so from anywhere.
      scmIpSecurityRestrictionsUseMain: false
    }
    functionAppConfig: {
      runtime: {
        name: 'node'
        version: '24'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: filter(alwaysReady, ready => ready.instanceCount > 0)
      }
      // The service knows this member; the compiler's types do not yet:
      // https://learn.microsoft.com/azure/azure-functions/flex-consumption-site-updates
      #disable-next-line BCP037
      siteUpdateStrategy: { type: updateStrategy }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${packageAccount.properties.primaryEndpoints.blob}app-package'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: packageIdentity.id
          }
        }
      }
    }
  }
}

// All settings that the template gives the app. Any other has its default in the app; docs/deploy.md says how to set more.
resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    {
      AzureWebJobsStorage__accountName: account.name
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.properties.clientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
      CREDENTIAL: 'managed-identity'
      MANAGED_IDENTITY_CLIENT_ID: identity.properties.clientId
      DESTINATIONS: destinations
      PROFILE: profile
    },
    settings,
    // This comes last, as no other setting may override it: the app believes the header with a certificate where the platform asks for one.
    { CLIENT_CERTIFICATES: clientCertificates ? 'required' : 'off' }
  )
}

// No password for publishing: whoever deploys signs in to Entra ID. There is no FTP in this plan.
resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

@description('Resource id of the function app.')
output id string = app.id

@description('Name of the function app.')
output name string = app.name

@description('Address of the function app.')
output url string = 'https://${app.properties.defaultHostName}'
