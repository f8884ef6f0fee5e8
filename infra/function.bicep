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

@description('Name of Application Insights.')
param applicationInsightsName string

@description('Resource id of the subnet that calls leave by; blank for none.')
param subnetId string

@description('false answers only private endpoints.')
param publicAccess bool

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

// A group of triggers goes by its word, any other function by its name:
// https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#always-ready-instances
var alwaysReady = [
  { name: 'http', instanceCount: alwaysReadyInstances }
  { name: 'function:deliver-job', instanceCount: alwaysReadyDeliveries }
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
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
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    virtualNetworkSubnetId: subnetId == '' ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
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
      // The service knows it, the types of the compiler do not yet:
      // https://learn.microsoft.com/azure/azure-functions/flex-consumption-site-updates
      #disable-next-line BCP037
      siteUpdateStrategy: { type: updateStrategy }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}app-package'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
    }
  }
}

// All that the app is told. What is not here has its default in the app; docs/deploy.md says how to set more.
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
    settings
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
