@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('true keeps it from being deleted.')
param lock bool

// User-assigned: its permissions stay when the app is deleted and made again.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

resource keep 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'keep'
  scope: identity
  properties: {
    level: 'CanNotDelete'
    notes: 'With this identity go the permissions that an administrator granted.'
  }
}

@description('Name of the identity.')
output name string = identity.name

@description('Object id, which roles are granted to.')
output principalId string = identity.properties.principalId

@description('Client id, which the app asks for tokens with.')
output clientId string = identity.properties.clientId
