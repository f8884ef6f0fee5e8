import { isExpression, lastOf } from '../resource';
import { each, type Rule } from './rule';

/**
 * Names that a type takes, of its last part:
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules and, of queues, tables and containers,
 * https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata
 */
const patterns: ReadonlyMap<string, RegExp> = new Map([
  ['Microsoft.Resources/resourceGroups', /^[\w().-]{0,89}[\w()-]$/],
  ['Microsoft.ManagedIdentity/userAssignedIdentities', /^[A-Za-z0-9][\w-]{2,127}$/],
  ['Microsoft.Storage/storageAccounts', /^[a-z0-9]{3,24}$/],
  ['Microsoft.Storage/storageAccounts/blobServices', /^default$/],
  ['Microsoft.Storage/storageAccounts/queueServices', /^default$/],
  ['Microsoft.Storage/storageAccounts/tableServices', /^default$/],
  ['Microsoft.Storage/storageAccounts/blobServices/containers', /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/],
  ['Microsoft.Storage/storageAccounts/queueServices/queues', /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/],
  ['Microsoft.Storage/storageAccounts/tableServices/tables', /^[A-Za-z][A-Za-z0-9]{2,62}$/],
  ['Microsoft.Network/virtualNetworks', /^(?=.{2,64}$)[A-Za-z0-9]([\w.-]*\w)?$/],
  ['Microsoft.Network/virtualNetworks/subnets', /^(?=.{1,80}$)[A-Za-z0-9]([\w.-]*\w)?$/],
  ['Microsoft.Network/privateDnsZones', /^(?=.{1,255}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/],
  ['Microsoft.Network/privateDnsZones/virtualNetworkLinks', /^(?=.{1,80}$)[A-Za-z0-9]([\w.-]*\w)?$/],
  ['Microsoft.Network/privateEndpoints', /^(?=.{2,64}$)[A-Za-z0-9]([\w.-]*\w)?$/],
  ['Microsoft.Network/privateEndpoints/privateDnsZoneGroups', /^(?=.{1,80}$)[A-Za-z0-9]([\w.-]*\w)?$/],
  ['Microsoft.OperationalInsights/workspaces', /^(?=.{4,63}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])$/],
  ['Microsoft.OperationalInsights/workspaces/tables', /^[A-Za-z]\w{0,62}$/],
  ['Microsoft.Insights/components', /^[^%&\\?/]{0,259}[^%&\\?/ .]$/],
  ['Microsoft.Insights/actionGroups', /^[^:<>+/&%\\?|]{0,259}[^:<>+/&%\\?| .]$/],
  ['Microsoft.Insights/scheduledQueryRules', /^[^*<>%{}&:\\?/#|]{0,259}[^*<>%{}&:\\?/#| .]$/],
  ['Microsoft.Insights/metricAlerts', /^[^*#&+:<>?@%{}\\/|]{0,259}[^*#&+:<>?@%{}\\/| .]$/],
  ['Microsoft.Insights/workbooks', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['Microsoft.Insights/diagnosticSettings', /^[^*<>%&:\\?/+]{1,260}$/],
  ['Microsoft.EventGrid/topics', /^[A-Za-z0-9-]{3,50}$/],
  ['Microsoft.EventGrid/topics/eventSubscriptions', /^[A-Za-z0-9-]{3,64}$/],
  ['Microsoft.Web/serverfarms', /^[A-Za-z0-9-]{1,60}$/],
  ['Microsoft.Web/sites', /^(?=.{2,60}$)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])$/],
  ['Microsoft.Web/sites/config', /^appsettings$/],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', /^(ftp|scm)$/],
  ['Microsoft.Authorization/roleAssignments', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['Microsoft.Authorization/locks', /^[^<>%&\\?/]{1,90}$/],
  ['Microsoft.Consumption/budgets', /^[\w-]{1,63}$/],
]);

/** For types that extend another, the snapshot gives only the last part. */
const isExtension = (type: string): boolean =>
  type.startsWith('Microsoft.Authorization/') || type === 'Microsoft.Insights/diagnosticSettings';

/** Every name is one that its type takes; a type that nobody thought of is a fault too. */
export const names: Rule = each(({ type, name }) => {
  const pattern = patterns.get(type);
  if (pattern === undefined) return ['no rule of names for this type'];
  if (isExpression(name))
    return type === 'Microsoft.Authorization/roleAssignments' ? [] : ['a name that nobody can know'];
  const parts = isExtension(type) ? 1 : type.split('/').length - 1;
  return [
    ...(name.split('/').length === parts
      ? []
      : [`${name.split('/').length} parts of a name, ${parts} of the type`]),
    ...(pattern.test(lastOf(name)) ? [] : [`a name that is none of ${pattern}`]),
  ];
});

/** No two resources have one id, whatever the case of letters. */
export const unique: Rule = ({ predictedResources }) => {
  const ids = predictedResources.map(({ id }) => id.toLowerCase());
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is made twice`);
};
