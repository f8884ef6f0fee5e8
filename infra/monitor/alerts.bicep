@description('Unique part of names.')
param token string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource id of the Log Analytics workspace that the queries read.')
param workspaceId string

@description('Resource id of the action group that is told. Blank for none: alerts then show in the portal only.')
param actionGroupId string = ''

@description('From which age, in minutes, a waiting job or event is too old.')
@minValue(1)
param oldestMinutes int = 120

// Severity 1 is an error, 2 a warning, 3 for information. docs/monitoring.md lists every rule.
var rules = [
  {
    name: 'parked'
    title: 'Something is parked'
    description: 'Events or jobs were given up and are kept whole. First: run "npm run gateway -- parked list", read the reason of each, mend its cause, then replay.'
    severity: 2
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    measure: 'Parked'
    operator: 'GreaterThan'
    threshold: 0
    splitBy: []
    query: '''
AppMetrics
| where Name == "gateway.parked"
| summarize arg_max(TimeGenerated, Sum)
| project Parked = Sum
'''
  }
  {
    name: 'too-old'
    title: 'A job or an event has waited for too long'
    description: 'What was taken in is not settled. First: look at the calls and the circuit of the destination in the workbook; where it is well, look whether the functions deliver-job and receive-queue run at all.'
    severity: 2
    evaluationFrequency: 'PT5M'
    windowSize: 'PT1H'
    autoMitigate: true
    measure: 'Minutes'
    operator: 'GreaterThanOrEqual'
    threshold: oldestMinutes
    splitBy: ['Waiting']
    query: '''
AppMetrics
| where Name in ("gateway.job.age", "gateway.queue.age")
| extend Queue = tostring(Properties.queue), Destination = tostring(Properties.destination)
| where not(Queue endswith "-poison")
| extend Seconds = iff(Name == "gateway.job.age", Max, Sum), Waiting = iff(Name == "gateway.job.age", Destination, Queue)
| summarize Minutes = max(Seconds) / 60 by Waiting
'''
  }
  {
    name: 'refuses-all'
    title: 'A destination takes nothing'
    description: 'Calls fail or indicators are rejected, and nothing was created, changed or taken back for 15 minutes. First: read the status of the calls and the last failures in the workbook; 401 or 403 is a permission, 429 its limit, 5xx its own trouble, 400 or rejected a mapping. Nothing is lost: it is queued and tried again.'
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    measure: 'Refused'
    operator: 'GreaterThan'
    threshold: 0
    splitBy: ['Destination']
    query: '''
AppMetrics
| where Name in ("gateway.indicators", "gateway.calls")
| extend Destination = tostring(Properties.destination), State = tostring(Properties.state), Status = tostring(Properties.status)
| extend IsTaken = State in ("created", "updated", "revoked")
| extend IsRefused = State == "rejected" or (Name == "gateway.calls" and not(Status startswith "2"))
| summarize Taken = sumif(Sum, IsTaken), Refused = sumif(Sum, IsRefused) by Destination
| where Taken == 0
'''
  }
  {
    name: 'no-access'
    title: 'A token, a permission or a workspace is missing'
    description: 'The identity gets no token, or the destination answers 403, or 404 as it does not know the workspace. First: for a 403 run "azd hooks run postprovision", which grants the permission or prints the command for an administrator; a fresh grant can take hours to show. For a token look whether the identity is still assigned to the function app. For a 404 correct SENTINEL_WORKSPACE_ID and SENTINEL_CLOUD. Then replay what is parked as permission-missing.'
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    measure: 'Lines'
    operator: 'GreaterThan'
    threshold: 0
    splitBy: ['Code', 'Destination']
    query: '''
AppTraces
| where Message startswith '{"line":"alert"'
| extend Said = parse_json(Message)
| extend Code = tostring(Said.code), Destination = tostring(Said.destination)
| where Code in ("token-unavailable", "role-missing", "permission-missing", "destination-not-found")
| summarize Lines = count() by Code, Destination
'''
  }
  {
    name: 'quota'
    title: 'The limit of a destination is nearly reached'
    description: 'For 10 of 15 minutes, 80 % or more of the calls that the destination allows were in use. Nothing is lost, but it takes longer. First: find the sender of the many events in the workbook; where the load is meant to last, raise the limit in the settings only as far as the destination does.'
    severity: 3
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    measure: 'Minutes'
    operator: 'GreaterThanOrEqual'
    threshold: 10
    splitBy: ['Destination']
    query: '''
AppMetrics
| where Name == "gateway.quota.used"
| summarize Used = max(Sum) by Destination = tostring(Properties.destination), bin(TimeGenerated, 1m)
| where Used >= 0.8
| summarize Minutes = count() by Destination
'''
  }
  {
    name: 'nearly-full'
    title: 'A destination is nearly full'
    description: 'It holds 80 % or more of the entries that it may, those of other sources included. When it is full it takes changes only, and new indicators are parked as quota. First: look there for what nobody needs any more, or let the profile send less.'
    severity: 2
    evaluationFrequency: 'PT5M'
    windowSize: 'PT1H'
    autoMitigate: true
    measure: 'Percent'
    operator: 'GreaterThanOrEqual'
    threshold: 80
    splitBy: ['Destination']
    query: '''
AppMetrics
| where Name == "gateway.capacity.used"
| summarize Percent = 100 * max(Sum) by Destination = tostring(Properties.destination)
'''
  }
  {
    name: 'retired'
    title: 'A destination is retired'
    description: 'The API answered 404, 405, 410 or 501: it is gone, and what goes there is parked. First: check the base URL of the destination in the settings; where it is right, switch on another destination in DESTINATIONS, then replay with the destination edited, or drop.'
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT1H'
    autoMitigate: true
    measure: 'Lines'
    operator: 'GreaterThan'
    threshold: 0
    splitBy: ['Destination']
    query: '''
AppTraces
| where Message startswith '{"line":"alert"'
| extend Said = parse_json(Message)
| where tostring(Said.code) == "destination-retired"
| summarize Lines = count() by Destination = tostring(Said.destination)
'''
  }
  {
    name: 'circuit-open'
    title: 'A destination has been left alone for 15 minutes'
    description: 'Batch after batch settled nothing, so the destination only gets a probe now and then. First: read the last answer in the alert line circuit-open and look at the status page of the service. It closes by itself once a probe is answered; nothing is lost meanwhile.'
    severity: 2
    evaluationFrequency: 'PT5M'
    windowSize: 'PT1H'
    autoMitigate: true
    measure: 'Minutes'
    operator: 'GreaterThanOrEqual'
    threshold: 15
    splitBy: ['Destination']
    query: '''
let Readings = AppMetrics
  | where Name == "gateway.circuit.open"
  | project TimeGenerated, Destination = tostring(Properties.destination), IsOpen = Sum > 0;
let Closed = Readings
  | where not(IsOpen)
  | summarize ClosedAt = max(TimeGenerated) by Destination;
Readings
| where IsOpen
| join kind=leftouter Closed on Destination
| where isnull(ClosedAt) or TimeGenerated > ClosedAt
| summarize Minutes = datetime_diff("minute", max(TimeGenerated), min(TimeGenerated)) by Destination
'''
  }
  {
    name: 'not-as-sent'
    title: 'A product does not show what it took'
    description: 'What the ledger says of a destination was held against what its product shows: something is missing, was changed by others, or was accepted and is not visible. First: run "npm run gateway -- verify --destination NAME", which names each with its likely cause; where somebody removed or changed it and should not have, "verify --repair" lists what would be put back. Nothing is put back by itself.'
    severity: 2
    evaluationFrequency: 'PT5M'
    windowSize: 'PT1H'
    autoMitigate: true
    measure: 'Lines'
    operator: 'GreaterThan'
    threshold: 0
    splitBy: ['Destination']
    query: '''
AppTraces
| where Message startswith '{"line":"alert"'
| extend Said = parse_json(Message)
| where tostring(Said.code) == "not-as-sent"
| summarize Lines = count() by Destination = tostring(Said.destination)
'''
  }
  {
    name: 'poison'
    title: 'A poison queue is not empty'
    description: 'What the host gave up is not being parked: the timer sweep-poison should empty these queues every minute. First: read the lines of sweep-poison, which name the failure (most often the storage account or a role on it); it goes on by itself. What is left there lives for seven days.'
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    measure: 'Messages'
    operator: 'GreaterThan'
    threshold: 0
    splitBy: ['Queue']
    query: '''
AppMetrics
| where Name == "gateway.queue.depth"
| extend Queue = tostring(Properties.queue)
| where Queue endswith "-poison"
| summarize Messages = min(Sum) by Queue
'''
  }
  {
    name: 'http-5xx'
    title: 'Senders are answered with errors'
    description: 'Five or more requests in 15 minutes were answered with 5xx, so their events were not taken. First: look at the runs of the functions in the workbook; 503 means that neither a destination nor the queue could take it (the storage account), 500 that the host or the app is in trouble. Senders that try again lose nothing: ask those that do not.'
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    measure: 'Answers'
    operator: 'GreaterThanOrEqual'
    threshold: 5
    splitBy: ['Function']
    query: '''
AppRequests
| where ResultCode startswith "5" and strlen(ResultCode) == 3
| summarize Answers = sum(ItemCount) by Function = OperationName
'''
  }
  {
    name: 'silent'
    title: 'Nothing is measured'
    description: 'The function watch measures every five minutes; for 30 minutes there was nothing, so the other rules see nothing either. First: look whether the function app runs; then whether the daily limit of the workspace is reached; then whether the identity may still write to Application Insights (Monitoring Metrics Publisher).'
    severity: 1
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    autoMitigate: true
    measure: 'Readings'
    operator: 'LessThan'
    threshold: 1
    splitBy: []
    query: '''
AppMetrics
| where Name == "gateway.queue.depth"
| summarize Readings = count()
'''
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'Indicator gateway: ${rule.title}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.evaluationFrequency
      windowSize: rule.windowSize
      autoMitigate: rule.autoMitigate
      // A new workspace may lack these tables until the first row, and would refuse the queries.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: rule.measure
            operator: rule.operator
            threshold: rule.threshold
            // Bicep does not allow a for loop inside another one, so this is a map.
            dimensions: map(rule.splitBy, column => {
              name: column
              operator: 'Include'
              values: ['*']
            })
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: { actionGroups: actionGroupId == '' ? [] : [actionGroupId] }
    }
  }
]
