// Lengths are those of Azure's naming rules:
// https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
@export()
@description('Names of resources by what they are.')
@sealed()
type resourceNames = {
  @description('Function app.')
  @minLength(2)
  @maxLength(60)
  app: string?

  @description('Plan of the function app.')
  @minLength(1)
  @maxLength(60)
  plan: string?

  @description('Storage account: small letters and digits.')
  @minLength(3)
  @maxLength(24)
  storage: string?

  @description('Storage account of the package: small letters and digits.')
  @minLength(3)
  @maxLength(24)
  packageStorage: string?

  @description('User-assigned identity.')
  @minLength(3)
  @maxLength(128)
  identity: string?

  @description('User-assigned identity that fetches and replaces the package.')
  @minLength(3)
  @maxLength(128)
  packageIdentity: string?

  @description('Event Grid topic.')
  @minLength(3)
  @maxLength(50)
  topic: string?

  @description('Log Analytics workspace.')
  @minLength(4)
  @maxLength(63)
  workspace: string?

  @description('Application Insights.')
  @minLength(1)
  @maxLength(260)
  applicationInsights: string?

  @description('Virtual network.')
  @minLength(2)
  @maxLength(64)
  network: string?

  @description('Action group.')
  @minLength(1)
  @maxLength(260)
  actionGroup: string?
}
