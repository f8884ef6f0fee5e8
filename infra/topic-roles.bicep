@description('Object id of the topic\'s identity.')
param principalId string

@description('Name of the storage account.')
param storageAccountName string

@description('Name of the queue that events go to.')
param queueName string

@description('Name of the container of dead letters.')
param containerName string

var storageQueueDataMessageSender = 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName

  resource queues 'queueServices' existing = {
    name: 'default'

    resource events 'queues' existing = {
      name: queueName
    }
  }

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource deadLetters 'containers' existing = {
      name: containerName
    }
  }
}

resource mayEnqueue 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::queues::events.id, principalId, storageQueueDataMessageSender)
  scope: account::queues::events
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataMessageSender)
  }
}

resource mayDeadLetter 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account::blobs::deadLetters.id, principalId, storageBlobDataContributor)
  scope: account::blobs::deadLetters
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
  }
}
