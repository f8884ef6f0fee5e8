@description('Name of the action group.')
param name string

@description('Tags of every resource.')
param tags object

@description('Who gets the alerts by e-mail; blank for nobody.')
param email string

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  // The service exists in this region and in a few others for data residency.
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'indicators'
    emailReceivers: email == ''
      ? []
      : [
          {
            name: 'operators'
            emailAddress: email
            useCommonAlertSchema: true
          }
        ]
  }
}

@description('Resource id of the action group.')
output id string = actionGroup.id
