@description('Unique part of names.')
param token string

@description('Tags of every resource.')
param tags object

@description('Resource id of the Event Grid topic.')
param topicId string

@description('Resource id of the storage account.')
param storageAccountId string

@description('Resource id of the action group that is told.')
param actionGroupId string

// Metrics of the platform exist without any log, and while the app is down. docs/monitoring.md lists every rule. Their names:
// https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index
var rules = [
  {
    name: 'dead-letters'
    title: 'Event Grid gave up events'
    description: 'Events could not be put on the queue and lie in the container indicator-dead-letters. First: run "npm run gateway -- dead-letters list", read the reason of each, mend its cause (most often the storage account or a role on the queue), then "npm run gateway -- dead-letters replay".'
    severity: 1
    scope: topicId
    metricNamespace: 'Microsoft.EventGrid/topics'
    metric: 'DeadLetteredCount'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'dropped-events'
    title: 'Event Grid lost events'
    description: 'Events could neither be delivered nor kept as dead letters: they are gone. First: look whether the container indicator-dead-letters is there and the topic has its role on it; then ask the senders for the time of the alert again. AegDeliveryFailureLogs says which.'
    severity: 1
    scope: topicId
    metricNamespace: 'Microsoft.EventGrid/topics'
    metric: 'DroppedEventCount'
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'storage-availability'
    title: 'The storage account answers with errors'
    description: 'Over 15 minutes less than 99 % of the calls to the storage account were answered. First: look at the status page of Azure Storage in your region and at the metrics of the account; the host starts again by itself, and what is queued stays.'
    severity: 1
    scope: storageAccountId
    metricNamespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Availability'
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 99
  }
]

resource alerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${token}'
    location: 'global'
    tags: tags
    properties: {
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [rule.scope]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: rule.name
            criterionType: 'StaticThresholdCriterion'
            metricNamespace: rule.metricNamespace
            metricName: rule.metric
            timeAggregation: rule.aggregation
            operator: rule.operator
            threshold: rule.threshold
          }
        ]
      }
      actions: [{ actionGroupId: actionGroupId }]
    }
  }
]
