@description('Unique part of names.')
param token string

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

@description('Name of the virtual network; blank for none.')
param virtualNetworkName string

@description('Memory of an instance, in MB.')
param instanceMemoryMB int

@description('Most instances for each function that scales by itself.')
param maximumInstanceCount int

@description('Instances that are always ready for HTTP.')
param alwaysReadyInstances int

@description('The setting DESTINATIONS.')
param destinations string

@description('The setting PROFILE.')
param profile string

@description('Further app settings, which win over those below.')
param settings object

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
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-${token}'
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
    virtualNetworkSubnetId: virtualNetworkName == ''
      ? null
      : resourceId('Microsoft.Network/virtualNetworks/subnets', virtualNetworkName, 'app')
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
        alwaysReady: alwaysReadyInstances == 0
          ? []
          : [
              {
                name: 'http'
                instanceCount: alwaysReadyInstances
              }
            ]
      }
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

@description('Name of the function app.')
output name string = app.name

@description('Address of the function app.')
output url string = 'https://${app.properties.defaultHostName}'
