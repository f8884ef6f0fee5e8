@description('Name of the budget.')
param name string

@description('Amount a month, in the currency of the subscription.')
param amount int

@description('First day of a month, as 2026-12-01.')
param start string

@description('Resource id of the action group that is told.')
param actionGroupId string

var percents = [80, 100]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: toObject(percents, percent => 'spent-${percent}', percent => {
      enabled: true
      operator: 'GreaterThanOrEqualTo'
      threshold: percent
      thresholdType: 'Actual'
      contactEmails: []
      contactGroups: [actionGroupId]
    })
  }
}
