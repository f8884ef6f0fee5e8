@description('Name of the virtual network.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Address space, a /23 or larger.')
param addressSpace string

@description('Resource id of a NAT gateway for the subnet of the app; blank for none.')
param natGatewayId string

@description('Resource id of a route table for both subnets; blank for none.')
param routeTableId string

@description('Resource id of a network security group for both subnets; blank for none.')
param networkSecurityGroupId string

var routing = union(
  routeTableId == '' ? {} : { routeTable: { id: routeTableId } },
  networkSecurityGroupId == '' ? {} : { networkSecurityGroup: { id: networkSecurityGroupId } }
)
// Where the app's subnet has no way out of its own, it has to keep Azure's.
var ownWayOut = natGatewayId != '' || routeTableId != ''

// The subnets are not listed here: a deployment that lists them removes those that others made, and what others attached to them.
resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressSpace] }
  }
}

resource app 'Microsoft.Network/virtualNetworks/subnets@2024-07-01' = {
  parent: network
  name: 'app'
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 24, 0)
    // Flex Consumption needs a subnet of its own, delegated to this service.
    delegations: [
      {
        name: 'flex'
        properties: { serviceName: 'Microsoft.App/environments' }
      }
    ]
    ...routing
    ...(natGatewayId == '' ? {} : { natGateway: { id: natGatewayId } })
    ...(ownWayOut ? { defaultOutboundAccess: false } : {})
  }
}

resource endpoints 'Microsoft.Network/virtualNetworks/subnets@2024-07-01' = {
  parent: network
  name: 'endpoints'
  properties: {
    addressPrefix: cidrSubnet(addressSpace, 24, 1)
    privateEndpointNetworkPolicies: 'Disabled'
    defaultOutboundAccess: false
    ...routing
  }
  // A virtual network changes one subnet at a time.
  dependsOn: [app]
}

@description('Resource id of the virtual network.')
output id string = network.id

@description('Resource id of the subnet of the app.')
output appSubnetId string = app.id

@description('Resource id of the subnet of the private endpoints.')
output endpointsSubnetId string = endpoints.id
