using '../../../infra/main.bicep'

param environmentName = 'indicators'
param location = 'swedencentral'
param resourceGroupName = 'soc'
param tags = {
  'cost centre': '4711'
  owner: 'SOC "blue"'
}
param destinations = 'graph,sentinel,defender'
param sentinelWorkspaceIds = '/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/soc-eu/providers/Microsoft.OperationalInsights/workspaces/sentinel-eu, /subscriptions/44444444-4444-4444-4444-444444444444/resourceGroups/soc-us/providers/Microsoft.OperationalInsights/workspaces/sentinel-us'
param profile = {
  defaults: {
    description: 'Said by "{sender}", it\'s known'
  }
  allowList: [
    'example.com'
    '\${not.a.variable}'
  ]
}
param settings = {
  RETRY_MAX_AGE_HOURS: '48'
  GRANT_WAIT_MINUTES: '1440'
}
param privateNetwork = true
param addressSpace = '10.20.4.0/22'
param natGatewayId = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/hub/providers/Microsoft.Network/natGateways/out'
param routeTableId = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/hub/providers/Microsoft.Network/routeTables/through-firewall'
param networkSecurityGroupId = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/hub/providers/Microsoft.Network/networkSecurityGroups/gateway'
param publicAccess = false
param clientCertificates = true
param allowedServiceTags = 'AzureEventGrid, LogicApps'
param allowedNetworks = '203.0.113.0/24,2001:db8::/32'
param instanceMemoryMB = 4096
param maximumInstanceCount = 100
param alwaysReadyInstances = 2
param alwaysReadyDeliveries = 1
param zoneRedundant = true
param updateStrategy = 'Recreate'
param storageRedundancy = 'Standard_GZRS'
param infrastructureEncryption = true
param deletedBlobDays = 30
param logRetentionDays = 365
param logDailyLimitGB = -1
param logPublicAccess = false
param storageLogs = true
param alertEmail = 'soc@example.com'
param operatorPrincipalId = '22222222-2222-2222-2222-222222222222'
param operatorPrincipalType = 'Group'
param resourceLock = true
param budgetAmount = 250
param budgetStart = '2026-12-01'
