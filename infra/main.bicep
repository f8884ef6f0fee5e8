targetScope = 'subscription'

@description('Name of the azd environment; all names of resources are derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of all resources. Flex Consumption has to be offered there.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Comma-separated list of the destinations that are switched on.')
param destinations string = 'graph'

@description('The profile: JSON, or the path of a JSON file in the app such as profiles/generic.json. Blank for the default one.')
param profile string = ''

@description('Further app settings by name, as text. They win over those that the template sets.')
param settings object = {}

@description('true puts the app in a virtual network and closes the storage account to the internet.')
param privateNetwork bool = false

@description('Address space of the virtual network, a /23 or larger; unused without privateNetwork.')
param addressSpace string = '10.90.0.0/23'

@description('Memory of an instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances for each function that scales by itself.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances that are always ready for HTTP. 0 costs nothing while nothing arrives, and has cold starts.')
@minValue(0)
@maxValue(20)
param alwaysReadyInstances int = 0

@description('Redundancy of the storage account, which holds queued and parked indicators.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_LRS'

@description('For how many days a deleted blob, such as a dropped parked job, can be restored.')
@minValue(1)
@maxValue(365)
param deletedBlobDays int = 7

@description('For how many days logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Most GB of logs a day; then ingestion stops until the next day, and alert rules see nothing. -1 for no limit.')
param logDailyLimitGB int = 5

@description('Who gets the alerts by e-mail. Blank for nobody: alerts then show in the portal only.')
param alertEmail string = ''

@description('Object id of a user, group or service principal that may send to the topic and take outcomes from their queue. Blank for nobody.')
param operatorPrincipalId string = ''

@description('What operatorPrincipalId is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'User'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var networkName = 'vnet-${token}'

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module storage 'storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    redundancy: storageRedundancy
    deletedBlobDays: deletedBlobDays
    privateNetwork: privateNetwork
  }
}

module network 'network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: networkName
    location: location
    tags: tags
    addressSpace: addressSpace
    storageAccountName: storage.outputs.name
  }
}

module telemetry 'telemetry.bicep' = {
  name: 'telemetry'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyLimitGB: logDailyLimitGB
  }
}

module roles 'roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageAccountName: storage.outputs.name
    applicationInsightsName: telemetry.outputs.applicationInsightsName
  }
}

module gateway 'function.bicep' = {
  name: 'function'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    identityName: identity.outputs.name
    storageAccountName: storage.outputs.name
    applicationInsightsName: telemetry.outputs.applicationInsightsName
    virtualNetworkName: privateNetwork ? networkName : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    destinations: destinations
    profile: profile
    settings: settings
  }
  dependsOn: [
    roles
    network
  ]
}

module events 'event-grid.bicep' = {
  name: 'event-grid'
  scope: group
  params: {
    name: 'evgt-${token}'
    location: location
    tags: tags
    storageAccountName: storage.outputs.name
  }
}

module operator 'operator.bicep' = if (operatorPrincipalId != '') {
  name: 'operator'
  scope: group
  params: {
    principalId: operatorPrincipalId
    principalType: operatorPrincipalType
    storageAccountName: storage.outputs.name
    topicName: events.outputs.topicName
  }
}

module actionGroup 'action-group.bicep' = {
  name: 'action-group'
  scope: group
  params: { token: token, tags: tags, email: alertEmail }
}

module workbook 'monitor/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: { location: location, tags: tags, workspaceId: telemetry.outputs.workspaceId }
}

module alerts 'monitor/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    actionGroupId: actionGroup.outputs.id
  }
}

// What azd keeps in its environment, for the hooks and for people; docs/deploy.md explains each.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_TENANT_ID string = tenant().tenantId
output GATEWAY_FUNCTION_NAME string = gateway.outputs.name
output GATEWAY_URL string = gateway.outputs.url
output GATEWAY_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output GATEWAY_IDENTITY_CLIENT_ID string = identity.outputs.clientId
output GATEWAY_STORAGE_NAME string = storage.outputs.name
output GATEWAY_TOPIC_ENDPOINT string = events.outputs.endpoint
output GATEWAY_DESTINATIONS string = destinations
output GATEWAY_WORKSPACE_ID string = telemetry.outputs.workspaceId
output GATEWAY_APPLICATION_INSIGHTS_ID string = telemetry.outputs.applicationInsightsId
output GATEWAY_ACTION_GROUP_ID string = actionGroup.outputs.id
