// Two ways from a topic to the gateway: to its queue, or to its webhook. The topic has a system-assigned identity with the roles
// Storage Queue Data Message Sender and Storage Blob Data Contributor on the storage account of the gateway.

@description('The topic whose events hold indicators.')
param topicName string

@description('The storage account of the gateway.')
param storageAccountName string

@description('queue needs nobody at the other end; for webhook the app has to be deployed before.')
@allowed(['queue', 'webhook'])
param way string = 'queue'

@description('https://APP.azurewebsites.net/api/event-grid?code=KEY, for the webhook: a key of receive-event-grid alone. The last resort, see README.md.')
@secure()
param webhookUrl string = ''

resource topic 'Microsoft.EventGrid/topics@2025-02-15' existing = {
  name: topicName
}

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

var retryPolicy = {
  maxDeliveryAttempts: 30
  eventTimeToLiveInMinutes: 1440
}

resource toQueue 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = if (way == 'queue') {
  parent: topic
  name: 'indicators-queue'
  properties: {
    deliveryWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      destination: {
        endpointType: 'StorageQueue'
        properties: {
          resourceId: storage.id
          queueName: 'indicator-events'
          // Until it is taken: the default is seven days.
          queueMessageTimeToLiveInSeconds: -1
        }
      }
    }
    retryPolicy: retryPolicy
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: storage.id
          blobContainerName: 'indicator-dead-letters'
        }
      }
    }
  }
}

resource toWebhook 'Microsoft.EventGrid/topics/eventSubscriptions@2025-02-15' = if (way == 'webhook') {
  parent: topic
  name: 'indicators-webhook'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: webhookUrl
        maxEventsPerBatch: 10
        preferredBatchSizeInKilobytes: 256
      }
    }
    retryPolicy: retryPolicy
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: storage.id
          blobContainerName: 'indicator-dead-letters'
        }
      }
    }
  }
}
