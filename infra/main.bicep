targetScope = 'subscription'

import { resourceNames } from 'names.bicep'

@description('Name of the azd environment; all names of resources are derived from it.')
@minLength(1)
@maxLength(64)
param environmentName string

// What Microsoft's own template of a Flex Consumption app offers (functions-quickstart-typescript-azd @ 157d2ce, infra/main.bicep;
// read on 2026-11-29, without the region for previews). `az functionapp list-flexconsumption-locations` has the last word.
@description('Region of all resources: one that offers Flex Consumption.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({ azd: { type: 'location' } })
param location string

@description('Resource group that is there already. Blank: the template makes rg-ENVIRONMENT.')
@maxLength(90)
param resourceGroupName string = ''

@description('Tags of every resource, by name; azd adds its own.')
param tags { *: string } = {}

@description('Names of resources, for those that must not have a derived one.')
param names resourceNames = {}

// It has no default: the former one, Graph, very likely takes nothing any more. azd asks for it.
@description('Where indicators go, comma-separated: sentinel, defender, graph (announced for removal in April 2026), or names of the profile.')
@minLength(1)
param destinations string

@description('Resource ids of the Log Analytics workspaces that Sentinel is on, comma-separated, in any resource group or subscription: the app gets its role there. Blank for none.')
param sentinelWorkspaceIds string = ''

@description('The profile, as an object. Empty: profileFile, or the default one.')
param profile object = {}

@description('Path of the profile in the app, such as profiles/generic.json; it wins over profile.')
param profileFile string = ''

@description('Further app settings by name, as text. They win over those that the template sets.')
param settings { *: string } = {}

@description('true puts the app in a virtual network and closes the storage account to the internet.')
param privateNetwork bool = false

@description('Address space of the virtual network, a /23 or larger; unused without privateNetwork.')
param addressSpace string = '10.90.0.0/23'

@description('Resource id of a NAT gateway for the subnet of the app. Blank for none.')
param natGatewayId string = ''

@description('Resource id of a route table for both subnets, such as one through a firewall. Blank for none.')
param routeTableId string = ''

@description('Resource id of a network security group for both subnets. Blank for none.')
param networkSecurityGroupId string = ''

@description('false closes the app and the topic to the internet: senders, and who deploys, then come through the network. Needs privateNetwork.')
param publicAccess bool = true

@description('true asks every caller for a client certificate, and lets senders prove themselves by it. Who sends without one is refused.')
param clientCertificates bool = false

@description('Service tags that may call the app, comma-separated, such as AzureEventGrid. With none of them and no network everybody may.')
param allowedServiceTags string = ''

@description('Networks that may call the app, comma-separated, in CIDR notation. With none of them and no service tag everybody may.')
param allowedNetworks string = ''

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

@description('Instances that are always ready for the function deliver-job, which works off what is queued.')
@minValue(0)
@maxValue(20)
param alwaysReadyDeliveries int = 0

@description('true spreads the plan over zones. Needs a region with zones and a storageRedundancy with a Z.')
param zoneRedundant bool = false

@description('How instances are replaced: one after the other (a preview of Azure), or all at once.')
@allowed(['RollingUpdate', 'Recreate'])
param updateStrategy string = 'RollingUpdate'

@description('Redundancy of the storage account, which holds queued and parked indicators.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageRedundancy string = 'Standard_LRS'

@description('true encrypts the storage account twice. Only a new account can be made so.')
param infrastructureEncryption bool = false

@description('For how many days a deleted blob, such as a dropped parked job, can be restored.')
@minValue(1)
@maxValue(365)
param deletedBlobDays int = 7

@description('For how many days logs and metrics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Most GB of logs a day; then ingestion stops until the next day, and alert rules see nothing. -1 for no limit.')
@minValue(-1)
param logDailyLimitGB int = 5

@description('false takes logs and queries only from an Azure Monitor private link scope, which has to be there and is not made here.')
param logPublicAccess bool = true

@description('true also logs who reads, writes and deletes in the storage account. These logs cost.')
param storageLogs bool = false

@description('Who gets the alerts by e-mail. Blank for nobody: alerts then show in the portal only.')
param alertEmail string = ''

@description('Object id of a user, group or service principal that may send to the topic, take outcomes from their queue and replay dead letters. Blank for nobody.')
param operatorPrincipalId string = ''

@description('What operatorPrincipalId is.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'User'

@description('true keeps the storage account and the identity from being deleted, with azd down too.')
param resourceLock bool = false

@description('Budget of the resource group a month, in the currency of the subscription; the action group is told at 80 and 100 %. 0 for none.')
@minValue(0)
param budgetAmount int = 0

@description('First day of the month in which the budget begins, as 2026-12-01. It has to stay the same from then on.')
param budgetStart string = ''

var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union(tags, { 'azd-env-name': environmentName })
var groupName = resourceGroupName == '' ? 'rg-${environmentName}' : resourceGroupName
var storageServices = ['blob', 'queue', 'table']
var workspaceIds = listed(sentinelWorkspaceIds)

@description('What stands between commas.')
func listed(text string) string[] => map(filter(split(text, ','), one => trim(one) != ''), one => trim(one))

resource newGroup 'Microsoft.Resources/resourceGroups@2025-04-01' = if (resourceGroupName == '') {
  name: groupName
  location: location
  tags: allTags
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' existing = {
  name: groupName
}

module identity 'identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: names.?identity ?? 'id-${token}', location: location, tags: allTags, lock: resourceLock }
  dependsOn: [newGroup]
}

module packageIdentity 'identity.bicep' = {
  name: 'identity-package'
  scope: group
  params: {
    name: names.?packageIdentity ?? 'id-package-${token}'
    location: location
    tags: allTags
    lock: false
  }
  dependsOn: [newGroup]
}

module storage 'storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: names.?storage ?? 'st${token}'
    location: location
    tags: allTags
    redundancy: storageRedundancy
    infrastructureEncryption: infrastructureEncryption
    deletedBlobDays: deletedBlobDays
    privateNetwork: privateNetwork
    lock: resourceLock
  }
  dependsOn: [newGroup]
}

module package 'package.bicep' = {
  name: 'package'
  scope: group
  params: {
    name: names.?packageStorage ?? 'stpackage${token}'
    principalId: packageIdentity.outputs.principalId
    location: location
    tags: allTags
    redundancy: storageRedundancy
    infrastructureEncryption: infrastructureEncryption
    deletedBlobDays: deletedBlobDays
    privateNetwork: privateNetwork
    workspaceId: storageLogs ? telemetry.outputs.workspaceId : ''
  }
  dependsOn: [newGroup]
}

module telemetry 'telemetry.bicep' = {
  name: 'telemetry'
  scope: group
  params: {
    workspaceName: names.?workspace ?? 'log-${token}'
    applicationInsightsName: names.?applicationInsights ?? 'appi-${token}'
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    dailyLimitGB: logDailyLimitGB
    publicAccess: logPublicAccess
  }
  dependsOn: [newGroup]
}

module network 'network.bicep' = if (privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: names.?network ?? 'vnet-${token}'
    location: location
    tags: allTags
    addressSpace: addressSpace
    natGatewayId: natGatewayId
    routeTableId: routeTableId
    networkSecurityGroupId: networkSecurityGroupId
  }
  dependsOn: [newGroup]
}

module storageEndpoints 'private-endpoint.bicep' = [
  for service in storageServices: if (privateNetwork) {
    name: 'private-endpoint-${service}'
    scope: group
    params: {
      targetName: storage.outputs.name
      targetId: storage.outputs.id
      subresource: service
      zoneName: 'privatelink.${service}.${environment().suffixes.storage}'
      makesZone: true
      location: location
      tags: allTags
      networkId: network!.outputs.id
      subnetId: network!.outputs.endpointsSubnetId
    }
  }
]

module packageEndpoint 'private-endpoint.bicep' = if (privateNetwork) {
  name: 'private-endpoint-package'
  scope: group
  params: {
    targetName: package.outputs.name
    targetId: package.outputs.id
    subresource: 'blob'
    zoneName: 'privatelink.blob.${environment().suffixes.storage}'
    makesZone: false
    location: location
    tags: allTags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
  }
  dependsOn: [storageEndpoints]
}

module events 'event-grid.bicep' = {
  name: 'event-grid'
  scope: group
  params: {
    name: names.?topic ?? 'evgt-${token}'
    location: location
    tags: allTags
    storageAccountName: storage.outputs.name
    workspaceId: telemetry.outputs.workspaceId
    publicAccess: publicAccess
  }
}

module topicEndpoint 'private-endpoint.bicep' = if (privateNetwork && !publicAccess) {
  name: 'private-endpoint-topic'
  scope: group
  params: {
    targetName: events.outputs.topicName
    targetId: events.outputs.topicId
    subresource: 'topic'
    zoneName: 'privatelink.eventgrid.azure.net'
    makesZone: true
    location: location
    tags: allTags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
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

// /subscriptions/2/resourceGroups/4/providers/Microsoft.OperationalInsights/workspaces/8
module sentinelRoles 'sentinel-role.bicep' = [
  for id in workspaceIds: {
    name: 'sentinel-role-${uniqueString(toLower(id))}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    params: { principalId: identity.outputs.principalId, workspaceName: split(id, '/')[8] }
  }
]

module actionGroup 'action-group.bicep' = {
  name: 'action-group'
  scope: group
  params: { name: names.?actionGroup ?? 'ag-${token}', tags: allTags, email: alertEmail }
  dependsOn: [newGroup]
}

module workbook 'monitor/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: { location: location, tags: allTags, workspaceId: telemetry.outputs.workspaceId }
}

module alerts 'monitor/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: allTags
    workspaceId: telemetry.outputs.workspaceId
    actionGroupId: actionGroup.outputs.id
  }
}

module metricAlerts 'monitor/metric-alerts.bicep' = {
  name: 'metric-alerts'
  scope: group
  params: {
    token: token
    tags: allTags
    topicId: events.outputs.topicId
    storageAccountId: storage.outputs.id
    actionGroupId: actionGroup.outputs.id
  }
}

module storageDiagnostics 'monitor/storage-logs.bicep' = if (storageLogs) {
  name: 'storage-logs'
  scope: group
  params: { storageAccountName: storage.outputs.name, workspaceId: telemetry.outputs.workspaceId }
}

// The app comes last of all: a role takes minutes to spread, and a host that may not read its queues stops the whole app.
module gateway 'function.bicep' = {
  name: 'function'
  scope: group
  params: {
    name: names.?app ?? 'func-${token}'
    planName: names.?plan ?? 'plan-${token}'
    location: location
    tags: allTags
    identityName: identity.outputs.name
    storageAccountName: storage.outputs.name
    packageAccountName: package.outputs.name
    packageIdentityName: packageIdentity.outputs.name
    applicationInsightsName: telemetry.outputs.applicationInsightsName
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    publicAccess: publicAccess
    clientCertificates: clientCertificates
    allowedServiceTags: listed(allowedServiceTags)
    allowedNetworks: listed(allowedNetworks)
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyInstances: alwaysReadyInstances
    alwaysReadyDeliveries: alwaysReadyDeliveries
    zoneRedundant: zoneRedundant
    updateStrategy: updateStrategy
    destinations: destinations
    profile: profileFile != '' ? profileFile : empty(profile) ? '' : string(profile)
    settings: settings
  }
  dependsOn: [
    roles
    storageEndpoints
    packageEndpoint
    events
    alerts
    metricAlerts
    workbook
  ]
}

module appEndpoint 'private-endpoint.bicep' = if (privateNetwork && !publicAccess) {
  name: 'private-endpoint-app'
  scope: group
  params: {
    targetName: gateway.outputs.name
    targetId: gateway.outputs.id
    subresource: 'sites'
    zoneName: 'privatelink.azurewebsites.net'
    makesZone: true
    location: location
    tags: allTags
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointsSubnetId
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

module budget 'budget.bicep' = if (budgetAmount > 0 && budgetStart != '') {
  name: 'budget'
  scope: group
  params: {
    name: 'budget-${token}'
    amount: budgetAmount
    start: budgetStart
    actionGroupId: actionGroup.outputs.id
  }
}

// What azd keeps in its environment, for the hooks and for people; docs/deploy.md explains each.
output AZURE_RESOURCE_GROUP string = groupName
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
