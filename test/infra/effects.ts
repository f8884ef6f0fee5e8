import { type Evaluated } from './evaluate';
import { environments } from './environments';
import { resolved } from './expression';
import { all } from './resource';

/** Where a variable of azd's environment arrives, and with which value. Each variable of everything-on has a row. */
type Effect = readonly [variable: string, type: string, path: string, as: (text: string) => unknown];

const text = (value: string): unknown => value;
const json = (value: string): unknown => JSON.parse(value);
const list = (value: string): readonly string[] => value.split(',');
const member =
  (name: string) =>
  (value: string): unknown =>
    (json(value) as Readonly<Record<string, unknown>>)[name];
const either =
  (whenTrue: unknown, whenFalse: unknown) =>
  (value: string): unknown =>
    value === 'true' ? whenTrue : whenFalse;

const account = 'Microsoft.Storage/storageAccounts';
const app = 'Microsoft.Web/sites';
const settings = `${app}/config`;
const topic = 'Microsoft.EventGrid/topics';
const workspace = 'Microsoft.OperationalInsights/workspaces';
const scale = 'properties.functionAppConfig.scaleAndConcurrency';
const subnet = 'Microsoft.Network/virtualNetworks/subnets';
const role = 'Microsoft.Authorization/roleAssignments';
const budget = 'Microsoft.Consumption/budgets';

const restrictions = 'properties.siteConfig.ipSecurityRestrictions';

const restriction = (place: number, ipAddress: string | undefined, tag: string): unknown => ({
  name: `allowed-${place}`,
  action: 'Allow',
  priority: 99 + place,
  ipAddress,
  tag,
});

const effects: readonly Effect[] = [
  ['AZURE_ENV_NAME', topic, 'tags.azd-env-name', text],
  ['AZURE_LOCATION', app, 'location', text],
  ['GATEWAY_RESOURCE_GROUP', account, 'id', (group) => new RegExp(`/resourceGroups/${group}/`)],
  ['GATEWAY_TAGS', topic, 'tags.owner', member('owner')],
  ['GATEWAY_TAGS', app, 'tags.cost centre', member('cost centre')],
  ['GATEWAY_DESTINATIONS', settings, 'properties.DESTINATIONS', text],
  ['GATEWAY_SENTINEL_WORKSPACE', role, 'id', (ids) => new RegExp(`'${list(ids)[1]?.trim()}', '${role}'`)],
  ['GATEWAY_PROFILE', settings, 'properties.PROFILE', text],
  ['GATEWAY_SETTINGS', settings, 'properties.RETRY_MAX_AGE_HOURS', member('RETRY_MAX_AGE_HOURS')],
  ['GATEWAY_PRIVATE_NETWORK', account, 'properties.publicNetworkAccess', either('Disabled', 'Enabled')],
  [
    'GATEWAY_ADDRESS_SPACE',
    'Microsoft.Network/virtualNetworks',
    'properties.addressSpace.addressPrefixes',
    list,
  ],
  ['GATEWAY_NAT_GATEWAY_ID', subnet, 'properties.natGateway.id', text],
  ['GATEWAY_ROUTE_TABLE_ID', subnet, 'properties.routeTable.id', text],
  ['GATEWAY_NETWORK_SECURITY_GROUP_ID', subnet, 'properties.networkSecurityGroup.id', text],
  ['GATEWAY_PUBLIC_ACCESS', app, 'properties.publicNetworkAccess', either('Enabled', 'Disabled')],
  ['GATEWAY_PUBLIC_ACCESS', topic, 'properties.publicNetworkAccess', either('Enabled', 'Disabled')],
  ['GATEWAY_CLIENT_CERTIFICATES', app, 'properties.clientCertEnabled', json],
  ['GATEWAY_CLIENT_CERTIFICATES', settings, 'properties.CLIENT_CERTIFICATES', either('required', 'off')],
  [
    'GATEWAY_ALLOWED_SERVICE_TAGS',
    app,
    `${restrictions}.1`,
    (tags) => restriction(2, list(tags)[1]?.trim(), 'ServiceTag'),
  ],
  [
    'GATEWAY_ALLOWED_NETWORKS',
    app,
    `${restrictions}.2`,
    (networks) => restriction(3, list(networks)[0], 'Default'),
  ],
  ['GATEWAY_INSTANCE_MEMORY_MB', app, `${scale}.instanceMemoryMB`, Number],
  ['GATEWAY_MAXIMUM_INSTANCES', app, `${scale}.maximumInstanceCount`, Number],
  [
    'GATEWAY_ALWAYS_READY',
    app,
    `${scale}.alwaysReady.0`,
    (count) => ({ name: 'http', instanceCount: Number(count) }),
  ],
  [
    'GATEWAY_ALWAYS_READY_DELIVERIES',
    app,
    `${scale}.alwaysReady.1`,
    (count) => ({ name: 'function:deliver-job', instanceCount: Number(count) }),
  ],
  ['GATEWAY_ZONE_REDUNDANT', 'Microsoft.Web/serverfarms', 'properties.zoneRedundant', json],
  ['GATEWAY_UPDATE_STRATEGY', app, 'properties.functionAppConfig.siteUpdateStrategy.type', text],
  ['GATEWAY_STORAGE_REDUNDANCY', account, 'sku.name', text],
  [
    'GATEWAY_INFRASTRUCTURE_ENCRYPTION',
    account,
    'properties.encryption.requireInfrastructureEncryption',
    json,
  ],
  ['GATEWAY_DELETED_BLOB_DAYS', `${account}/blobServices`, 'properties.deleteRetentionPolicy.days', Number],
  ['GATEWAY_LOG_RETENTION_DAYS', workspace, 'properties.retentionInDays', Number],
  ['GATEWAY_LOG_DAILY_LIMIT_GB', workspace, 'properties.workspaceCapping.dailyQuotaGb', Number],
  [
    'GATEWAY_LOG_PUBLIC_ACCESS',
    workspace,
    'properties.publicNetworkAccessForQuery',
    either('Enabled', 'Disabled'),
  ],
  [
    'GATEWAY_STORAGE_LOGS',
    'Microsoft.Insights/diagnosticSettings',
    'properties.logs.2.category',
    either('StorageDelete', ''),
  ],
  [
    'GATEWAY_ALERT_EMAIL',
    'Microsoft.Insights/actionGroups',
    'properties.emailReceivers.0.emailAddress',
    text,
  ],
  ['GATEWAY_OPERATOR_ID', role, 'properties.principalId', text],
  ['GATEWAY_OPERATOR_TYPE', role, 'properties.principalType', text],
  ['GATEWAY_RESOURCE_LOCK', 'Microsoft.Authorization/locks', 'properties.level', either('CanNotDelete', '')],
  ['GATEWAY_BUDGET_AMOUNT', budget, 'properties.amount', Number],
  ['GATEWAY_BUDGET_START', budget, 'properties.timePeriod.startDate', text],
];

const isSame = (found: unknown, expected: unknown): boolean =>
  expected instanceof RegExp
    ? expected.test(String(found))
    : JSON.stringify(found) === JSON.stringify(expected);

/** Variables of everything-on that arrive nowhere, or with another value. */
export const effectFaults = (deployment: Evaluated): readonly string[] => {
  const { predictedResources } = resolved(deployment) as Evaluated;
  const environment = environments['everything-on'] ?? {};
  const rows = effects.map(([variable]) => variable);
  return [
    ...Object.keys(environment)
      .filter((variable) => !rows.includes(variable))
      .map((variable) => `no effect is known of ${variable}`),
    ...effects
      .filter(([variable, type, path, as]) => {
        const found = predictedResources.filter((one) => one.type === type).flatMap((one) => all(one, path));
        return !found.some(([, value]) => isSame(value, as(environment[variable] ?? '')));
      })
      .map(([variable, type, path]) => `${variable} does not arrive in ${path} of ${type}`),
  ];
};
