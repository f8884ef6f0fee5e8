import { at, isExpression } from '../resource';
import { byType, each, type Rule } from './rule';

/** Types that carry tags and are made here. */
const tagged = [
  ...['Microsoft.Resources/resourceGroups', 'Microsoft.ManagedIdentity/userAssignedIdentities'],
  ...[
    'Microsoft.Storage/storageAccounts',
    'Microsoft.Network/virtualNetworks',
    'Microsoft.Network/privateDnsZones',
  ],
  ...['Microsoft.Network/privateDnsZones/virtualNetworkLinks', 'Microsoft.Network/privateEndpoints'],
  ...[
    'Microsoft.OperationalInsights/workspaces',
    'Microsoft.Insights/components',
    'Microsoft.Insights/actionGroups',
  ],
  ...[
    'Microsoft.Insights/scheduledQueryRules',
    'Microsoft.Insights/metricAlerts',
    'Microsoft.Insights/workbooks',
  ],
  ...['Microsoft.EventGrid/topics', 'Microsoft.Web/serverfarms', 'Microsoft.Web/sites'],
];

/** azd finds what is its own by this tag; every resource has the same others. */
export const tags: Rule = (deployment) => {
  const [account] = byType(deployment, 'Microsoft.Storage/storageAccounts');
  const expected = Object.entries(account?.tags ?? {});
  return each(({ type, tags: own = {} }) =>
    tagged.includes(type)
      ? [
          ...(own['azd-env-name'] === undefined ? ['no tag azd-env-name'] : []),
          ...expected.filter(([name, value]) => own[name] !== value).map(([name]) => `another tag ${name}`),
        ]
      : [],
  )(deployment);
};

/** What azd keeps in its environment, for the hooks and for people. */
export const outputNames = [
  ...[
    'AZURE_RESOURCE_GROUP',
    'AZURE_TENANT_ID',
    'GATEWAY_FUNCTION_NAME',
    'GATEWAY_URL',
    'GATEWAY_IDENTITY_PRINCIPAL_ID',
  ],
  ...['GATEWAY_IDENTITY_CLIENT_ID', 'GATEWAY_STORAGE_NAME', 'GATEWAY_TOPIC_ENDPOINT', 'GATEWAY_DESTINATIONS'],
  ...['GATEWAY_WORKSPACE_ID', 'GATEWAY_APPLICATION_INSIGHTS_ID', 'GATEWAY_ACTION_GROUP_ID'],
];

/** Exactly these outputs, and none with a secret. */
export const outputs: Rule = ({ outputs: found }) => [
  ...outputNames
    .filter((name) => found[name] === undefined || found[name] === '')
    .map((name) => `no output ${name}`),
  ...Object.keys(found)
    .filter((name) => !outputNames.includes(name))
    .map((name) => `the output ${name} is known to nobody`),
];

/** No key is read, and no secret stands anywhere. */
export const secrets: Rule = (deployment) =>
  /list(Keys|Secrets|AccountSas|ServiceSas|ConnectionStrings)\s*\(|AccountKey=|SharedAccessKey=/i.test(
    JSON.stringify(deployment),
  )
    ? ['a key is read']
    : [];

/** The accounts are closed in a private network, on both of their switches, and open in none. */
export const access: Rule = (deployment) => {
  const accounts = byType(deployment, 'Microsoft.Storage/storageAccounts');
  const hasNetwork = byType(deployment, 'Microsoft.Network/virtualNetworks').length > 0;
  const [network, action] = hasNetwork ? ['Disabled', 'Deny'] : ['Enabled', 'Allow'];
  const [app] = byType(deployment, 'Microsoft.Web/sites');
  return [
    ...accounts
      .filter((account) => at(account, 'properties.publicNetworkAccess') !== network)
      .map(({ name }) => `${name}: publicNetworkAccess is not ${network}`),
    ...accounts
      .filter((account) => at(account, 'properties.networkAcls.defaultAction') !== action)
      .map(({ name }) => `${name}: the default is not ${action}`),
    ...(((at(app, 'properties.virtualNetworkSubnetId') ?? null) !== null) === hasNetwork
      ? []
      : ['the app is not in the network']),
  ];
};

/** What is left of an expression may only be what a running deployment knows: ids of identities, addresses, connection strings. */
export const expressions: Rule = each((resource) => {
  const texts = JSON.stringify(resource).match(/"\[(?:[^"\\]|\\.)*\]"/g) ?? [];
  return texts
    .map((text) => JSON.parse(text) as string)
    .filter((text) => isExpression(text) && !/\breference\(|\bfilter\(split\(/.test(text))
    .map((text) => `${text.slice(0, 80)} is left`);
});

/** Rows are kept as long as the parameter says, in every table of the app. */
export const retention: Rule = (deployment) => {
  const days = at(
    byType(deployment, 'Microsoft.OperationalInsights/workspaces')[0],
    'properties.retentionInDays',
  );
  const tables = byType(deployment, 'Microsoft.OperationalInsights/workspaces/tables');
  const read = ['AppMetrics', 'AppTraces', 'AppRequests', 'AppDependencies', 'AppExceptions'];
  return [
    ...read
      .filter((table) => !tables.some(({ name }) => name.endsWith(`/${table}`)))
      .map((table) => `${table} keeps its own time`),
    ...tables
      .filter((one) => at(one, 'properties.retentionInDays') !== days)
      .map(({ name }) => `${name} is kept for another time`),
  ];
};

/** Types of which every deployment has some, whatever is set: losing one is a fault that no other table sees. */
const always: readonly (readonly [type: string, atLeast: number])[] = [
  ['Microsoft.ManagedIdentity/userAssignedIdentities', 2],
  ['Microsoft.Storage/storageAccounts', 2],
  ['Microsoft.Storage/storageAccounts/blobServices', 2],
  ['Microsoft.Storage/storageAccounts/queueServices', 1],
  ['Microsoft.Storage/storageAccounts/tableServices', 1],
  ['Microsoft.OperationalInsights/workspaces', 1],
  ['Microsoft.OperationalInsights/workspaces/tables', 5],
  ['Microsoft.Insights/components', 1],
  ['Microsoft.Insights/actionGroups', 1],
  ['Microsoft.Insights/scheduledQueryRules', 10],
  ['Microsoft.Insights/metricAlerts', 3],
  ['Microsoft.Insights/workbooks', 1],
  ['Microsoft.Insights/diagnosticSettings', 1],
  ['Microsoft.EventGrid/topics', 1],
  ['Microsoft.EventGrid/topics/eventSubscriptions', 1],
  ['Microsoft.Web/serverfarms', 1],
  ['Microsoft.Web/sites', 1],
  ['Microsoft.Web/sites/config', 1],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', 1],
];

export const present: Rule = (deployment) =>
  always
    .filter(([type, atLeast]) => byType(deployment, type).length < atLeast)
    .map(([type, atLeast]) => `fewer than ${atLeast} of ${type}`);

/** The oldest version of each API that has all members set here; newer ones take them, too. */
const oldest: ReadonlyMap<string, string> = new Map([
  ['Microsoft.Resources/resourceGroups', '2021-04-01'],
  ['Microsoft.ManagedIdentity/userAssignedIdentities', '2023-01-31'],
  ['Microsoft.Storage/storageAccounts', '2023-01-01'],
  ['Microsoft.Storage/storageAccounts/blobServices', '2023-01-01'],
  ['Microsoft.Storage/storageAccounts/blobServices/containers', '2023-01-01'],
  ['Microsoft.Storage/storageAccounts/queueServices', '2023-01-01'],
  ['Microsoft.Storage/storageAccounts/queueServices/queues', '2023-01-01'],
  ['Microsoft.Storage/storageAccounts/tableServices', '2023-01-01'],
  ['Microsoft.Storage/storageAccounts/tableServices/tables', '2023-01-01'],
  // From this version on, a network that is deployed without its subnets keeps them.
  ['Microsoft.Network/virtualNetworks', '2023-09-01'],
  ['Microsoft.Network/virtualNetworks/subnets', '2023-09-01'],
  ['Microsoft.Network/privateDnsZones', '2020-06-01'],
  ['Microsoft.Network/privateDnsZones/virtualNetworkLinks', '2020-06-01'],
  ['Microsoft.Network/privateEndpoints', '2023-04-01'],
  ['Microsoft.Network/privateEndpoints/privateDnsZoneGroups', '2023-04-01'],
  ['Microsoft.OperationalInsights/workspaces', '2022-10-01'],
  ['Microsoft.OperationalInsights/workspaces/tables', '2022-10-01'],
  ['Microsoft.Insights/components', '2020-02-02'],
  ['Microsoft.Insights/actionGroups', '2023-01-01'],
  ['Microsoft.Insights/scheduledQueryRules', '2022-06-15'],
  ['Microsoft.Insights/metricAlerts', '2018-03-01'],
  ['Microsoft.Insights/workbooks', '2022-04-01'],
  ['Microsoft.Insights/diagnosticSettings', '2021-05-01-preview'],
  ['Microsoft.EventGrid/topics', '2024-06-01-preview'],
  ['Microsoft.EventGrid/topics/eventSubscriptions', '2024-06-01-preview'],
  // functionAppConfig came with this version: https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code
  ['Microsoft.Web/serverfarms', '2023-12-01'],
  ['Microsoft.Web/sites', '2023-12-01'],
  ['Microsoft.Web/sites/config', '2023-12-01'],
  ['Microsoft.Web/sites/basicPublishingCredentialsPolicies', '2023-12-01'],
  ['Microsoft.Authorization/roleAssignments', '2022-04-01'],
  ['Microsoft.Authorization/locks', '2016-09-01'],
  ['Microsoft.Consumption/budgets', '2021-10-01'],
]);

export const versions: Rule = each(({ type, apiVersion }) => [
  ...(apiVersion >= (oldest.get(type) ?? '9')
    ? []
    : [`API version ${apiVersion}, before ${oldest.get(type) ?? 'any known'}`]),
  ...(apiVersion.endsWith('-preview') && type !== 'Microsoft.Insights/diagnosticSettings'
    ? ['a preview of an API']
    : []),
]);
