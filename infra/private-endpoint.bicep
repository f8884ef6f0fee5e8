@description('Name of what is reached.')
param targetName string

@description('Resource id of what is reached.')
param targetId string

@description('Which part of it: blob, queue or table of a storage account, topic of a topic, sites of an app.')
@allowed(['blob', 'queue', 'table', 'topic', 'sites'])
param subresource string

@description('Name of the private DNS zone of that service.')
param zoneName string

@description('false where another endpoint has made the zone and linked it.')
param makesZone bool

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the virtual network.')
param networkId string

@description('Resource id of the subnet.')
param subnetId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (makesZone) {
  name: zoneName
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = if (makesZone) {
  parent: zone
  name: 'gateway-${subresource}'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: networkId }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  // The name has at most 64 characters, of which an app's name may take 60.
  name: 'pe-${take(targetName, 54)}-${subresource}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: subresource
        properties: {
          privateLinkServiceId: targetId
          groupIds: [subresource]
        }
      }
    ]
  }
}

resource record 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: subresource
        properties: { privateDnsZoneId: zone.id }
      }
    ]
  }
}
