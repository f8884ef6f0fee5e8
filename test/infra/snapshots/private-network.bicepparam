using '../../../infra/main.bicep'

param environmentName = 'indicators'
param location = 'westeurope'
param destinations = 'sentinel'
param sentinelWorkspaceIds = '/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/soc-eu/providers/Microsoft.OperationalInsights/workspaces/sentinel-eu'
param privateNetwork = true
param addressSpace = '10.90.0.0/23'
param publicAccess = true
param clientCertificates = false
param instanceMemoryMB = 2048
param maximumInstanceCount = 40
param alwaysReadyInstances = 0
param alwaysReadyDeliveries = 0
param zoneRedundant = false
param updateStrategy = 'RollingUpdate'
param storageRedundancy = 'Standard_LRS'
param infrastructureEncryption = false
param deletedBlobDays = 7
param logRetentionDays = 30
param logDailyLimitGB = 5
param logPublicAccess = true
param storageLogs = false
param operatorPrincipalType = 'User'
param resourceLock = false
param budgetAmount = 0
