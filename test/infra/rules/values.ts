import { all, at } from '../resource';
import { each, type Rule } from './rule';

type Allowed = readonly unknown[] | RegExp | readonly [from: number, to: number, unit: 'whole'];

/** From, to, and that there is nothing between. */
const whole = (from: number, to: number): Allowed => [from, to, 'whole'];
const isRange = (allowed: readonly unknown[]): allowed is readonly [number, number, 'whole'] =>
  allowed[2] === 'whole';

const isAllowed = (allowed: Allowed, value: unknown): boolean => {
  if (allowed instanceof RegExp) return typeof value === 'string' && allowed.test(value);
  if (!isRange(allowed)) return allowed.includes(value);
  return Number.isInteger(value) && Number(value) >= allowed[0] && Number(value) <= allowed[1];
};

const said = (allowed: Allowed): string =>
  allowed instanceof RegExp
    ? String(allowed)
    : isRange(allowed)
      ? `${allowed[0]} to ${allowed[1]}`
      : JSON.stringify(allowed);

interface Row {
  readonly type: string;
  readonly path: string;
  readonly allowed: Allowed;
  /** Where it may be left out, the service's default is right. */
  readonly optional?: true;
}

const row = (type: string, path: string, allowed: Allowed): Row => ({ type, path, allowed });
const perhaps = (type: string, path: string, allowed: Allowed): Row => ({
  type,
  path,
  allowed,
  optional: true,
});

const app = 'Microsoft.Web/sites';
const plan = 'Microsoft.Web/serverfarms';
const account = 'Microsoft.Storage/storageAccounts';
const topic = 'Microsoft.EventGrid/topics';
const subscription = 'Microsoft.EventGrid/topics/eventSubscriptions';
const workspace = 'Microsoft.OperationalInsights/workspaces';
const component = 'Microsoft.Insights/components';
const logAlert = 'Microsoft.Insights/scheduledQueryRules';
const metricAlert = 'Microsoft.Insights/metricAlerts';
const actionGroup = 'Microsoft.Insights/actionGroups';
const workbook = 'Microsoft.Insights/workbooks';
const budget = 'Microsoft.Consumption/budgets';
const role = 'Microsoft.Authorization/roleAssignments';
const subnet = 'Microsoft.Network/virtualNetworks/subnets';
const endpoint = 'Microsoft.Network/privateEndpoints';

const access = ['Enabled', 'Disabled'];
const text = /\S/;

/**
 * What a service takes, or what this deployment has to ask of it. Each reference is
 * https://learn.microsoft.com/azure/templates/TYPE; any other source stands beside the row.
 */
const rows: readonly Row[] = [
  // https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan
  row(plan, 'sku.name', ['FC1']),
  row(plan, 'sku.tier', ['FlexConsumption']),
  row(plan, 'kind', ['functionapp']),
  row(plan, 'properties.reserved', [true]),
  row(plan, 'properties.zoneRedundant', [true, false]),
  row(app, 'kind', ['functionapp,linux']),
  row(app, 'identity.type', ['UserAssigned']),
  row(app, 'properties.httpsOnly', [true]),
  row(app, 'properties.publicNetworkAccess', access),
  row(app, 'properties.siteConfig.minTlsVersion', ['1.2', '1.3']),
  row(app, 'properties.siteConfig.scmMinTlsVersion', ['1.2', '1.3']),
  row(app, 'properties.clientCertEnabled', [true, false]),
  row(app, 'properties.clientCertMode', ['Required']),
  row(app, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction', ['Allow', 'Deny']),
  row(app, 'properties.siteConfig.scmIpSecurityRestrictionsUseMain', [true, false]),
  // https://learn.microsoft.com/azure/app-service/app-service-ip-restrictions
  perhaps(app, 'properties.siteConfig.ipSecurityRestrictions.*.action', ['Allow', 'Deny']),
  perhaps(app, 'properties.siteConfig.ipSecurityRestrictions.*.tag', ['Default', 'ServiceTag']),
  perhaps(app, 'properties.siteConfig.ipSecurityRestrictions.*.priority', whole(1, 2_147_483_647)),
  perhaps(
    app,
    'properties.siteConfig.ipSecurityRestrictions.*.ipAddress',
    /^([A-Z][A-Za-z]+(\.[A-Za-z0-9]+)?|[\da-f.:]+\/\d{1,3})$/,
  ),
  row(app, 'properties.functionAppConfig.runtime.name', ['node']),
  // https://learn.microsoft.com/azure/azure-functions/supported-languages
  row(app, 'properties.functionAppConfig.runtime.version', ['22', '24']),
  row(app, 'properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB', [512, 2048, 4096]),
  row(app, 'properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount', whole(1, 1000)),
  perhaps(
    app,
    'properties.functionAppConfig.scaleAndConcurrency.alwaysReady.*.instanceCount',
    whole(1, 1000),
  ),
  perhaps(
    app,
    'properties.functionAppConfig.scaleAndConcurrency.alwaysReady.*.name',
    /^(http|blob|durable|function:[A-Za-z][\w-]*)$/,
  ),
  row(app, 'properties.functionAppConfig.siteUpdateStrategy.type', ['RollingUpdate', 'Recreate']),
  row(app, 'properties.functionAppConfig.deployment.storage.type', ['blobContainer']),
  row(app, 'properties.functionAppConfig.deployment.storage.authentication.type', ['UserAssignedIdentity']),
  row(`${app}/basicPublishingCredentialsPolicies`, 'properties.allow', [false]),

  row(account, 'kind', ['StorageV2']),
  row(account, 'sku.name', /^Standard_(LRS|ZRS|GRS|GZRS|RAGRS|RAGZRS)$/),
  row(account, 'properties.accessTier', ['Hot', 'Cool', 'Cold']),
  row(account, 'properties.minimumTlsVersion', ['TLS1_2', 'TLS1_3']),
  row(account, 'properties.publicNetworkAccess', access),
  row(account, 'properties.networkAcls.defaultAction', ['Allow', 'Deny']),
  // Event Grid comes in as a trusted service.
  row(account, 'properties.networkAcls.bypass', /\bAzureServices\b/),
  row(account, 'properties.supportsHttpsTrafficOnly', [true]),
  row(account, 'properties.allowSharedKeyAccess', [false]),
  row(account, 'properties.allowBlobPublicAccess', [false]),
  row(`${account}/blobServices`, 'properties.deleteRetentionPolicy.enabled', [true]),
  row(`${account}/blobServices`, 'properties.deleteRetentionPolicy.days', whole(1, 365)),
  row(`${account}/blobServices`, 'properties.containerDeleteRetentionPolicy.days', whole(1, 365)),
  row(`${account}/blobServices/containers`, 'properties.publicAccess', ['None']),

  row(topic, 'identity.type', ['SystemAssigned']),
  row(topic, 'properties.inputSchema', ['CloudEventSchemaV1_0', 'EventGridSchema', 'CustomEventSchema']),
  row(topic, 'properties.disableLocalAuth', [true]),
  row(topic, 'properties.minimumTlsVersionAllowed', ['1.2']),
  row(topic, 'properties.publicNetworkAccess', access),
  // https://learn.microsoft.com/azure/event-grid/manage-event-delivery
  row(subscription, 'properties.retryPolicy.maxDeliveryAttempts', whole(1, 30)),
  row(subscription, 'properties.retryPolicy.eventTimeToLiveInMinutes', whole(1, 1440)),
  perhaps(
    subscription,
    'properties.deliveryWithResourceIdentity.destination.properties.maxEventsPerBatch',
    whole(1, 5000),
  ),
  perhaps(
    subscription,
    'properties.deliveryWithResourceIdentity.destination.properties.preferredBatchSizeInKilobytes',
    whole(1, 1024),
  ),

  row(workspace, 'properties.sku.name', ['PerGB2018']),
  row(workspace, 'properties.retentionInDays', whole(30, 730)),
  row(workspace, 'properties.features.disableLocalAuth', [true]),
  row(workspace, 'properties.publicNetworkAccessForIngestion', access),
  row(workspace, 'properties.publicNetworkAccessForQuery', access),
  // https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
  row(`${workspace}/tables`, 'properties.retentionInDays', whole(4, 730)),
  row(`${workspace}/tables`, 'properties.plan', ['Analytics']),
  row(component, 'kind', ['web']),
  row(component, 'properties.Application_Type', ['web', 'other']),
  row(component, 'properties.DisableLocalAuth', [true]),
  // Without a workspace it would be one of the kind that Azure gave up, and the alerts would ask tables that stay empty.
  row(component, 'properties.WorkspaceResourceId', text),

  perhaps(subnet, 'properties.privateEndpointNetworkPolicies', [
    'Disabled',
    'Enabled',
    'NetworkSecurityGroupEnabled',
    'RouteTableEnabled',
  ]),

  row(logAlert, 'kind', ['LogAlert']),
  row(logAlert, 'properties.severity', whole(0, 4)),
  row(logAlert, 'properties.enabled', [true]),
  row(logAlert, 'properties.evaluationFrequency', /^PT(5|10|15|30)M$|^PT[1-6]H$/),
  row(logAlert, 'properties.windowSize', /^PT(5|10|15|30)M$|^PT([1-6]|12)H$|^P[12]D$/),
  row(logAlert, 'properties.autoMitigate', [true, false]),
  row(logAlert, 'properties.description', /^[^]{1,1024}$/),
  row(logAlert, 'properties.criteria.allOf.*.query', text),
  row(logAlert, 'properties.criteria.allOf.*.metricMeasureColumn', /^[A-Za-z]\w*$/),
  row(logAlert, 'properties.criteria.allOf.*.timeAggregation', [
    'Average',
    'Count',
    'Maximum',
    'Minimum',
    'Total',
  ]),
  row(logAlert, 'properties.criteria.allOf.*.operator', [
    'Equals',
    'GreaterThan',
    'GreaterThanOrEqual',
    'LessThan',
    'LessThanOrEqual',
  ]),
  row(logAlert, 'properties.criteria.allOf.*.threshold', whole(0, 1e9)),
  row(logAlert, 'properties.criteria.allOf.*.failingPeriods.numberOfEvaluationPeriods', whole(1, 6)),
  row(logAlert, 'properties.criteria.allOf.*.failingPeriods.minFailingPeriodsToAlert', whole(1, 6)),
  perhaps(logAlert, 'properties.criteria.allOf.*.dimensions.*.operator', ['Include', 'Exclude']),
  row(metricAlert, 'properties.severity', whole(0, 4)),
  row(metricAlert, 'properties.enabled', [true]),
  row(metricAlert, 'properties.evaluationFrequency', /^PT(1|5|15|30)M$|^PT1H$/),
  row(metricAlert, 'properties.windowSize', /^PT(1|5|15|30)M$|^PT(1|6|12)H$|^P1D$/),
  row(metricAlert, 'properties.criteria.allOf.*.criterionType', ['StaticThresholdCriterion']),
  row(metricAlert, 'properties.criteria.allOf.*.operator', [
    'Equals',
    'GreaterThan',
    'GreaterThanOrEqual',
    'LessThan',
    'LessThanOrEqual',
  ]),
  row(metricAlert, 'properties.criteria.allOf.*.timeAggregation', [
    'Average',
    'Count',
    'Maximum',
    'Minimum',
    'Total',
  ]),
  row(metricAlert, 'properties.criteria.allOf.*.threshold', whole(0, 1e9)),
  row(actionGroup, 'properties.groupShortName', /^.{1,12}$/),
  row(actionGroup, 'properties.enabled', [true]),
  perhaps(actionGroup, 'properties.emailReceivers.*.emailAddress', /^\S+@\S+$/),
  row(workbook, 'kind', ['shared']),
  row(workbook, 'properties.category', ['workbook']),
  row(workbook, 'properties.version', ['Notebook/1.0']),

  row(budget, 'properties.category', ['Cost']),
  row(budget, 'properties.timeGrain', ['Monthly', 'Quarterly', 'Annually']),
  row(budget, 'properties.timePeriod.startDate', /^\d{4}-(0[1-9]|1[0-2])-01(T00:00:00Z)?$/),
  row(budget, 'properties.amount', whole(1, 1e9)),
  row(budget, 'properties.notifications.*.operator', ['EqualTo', 'GreaterThan', 'GreaterThanOrEqualTo']),
  row(budget, 'properties.notifications.*.threshold', whole(0, 1000)),
  row(role, 'properties.principalType', ['ServicePrincipal', 'User', 'Group']),
  row('Microsoft.Authorization/locks', 'properties.level', ['CanNotDelete']),
  perhaps(subnet, 'properties.defaultOutboundAccess', [false]),
  // Otherwise every machine of the network would write its name into the zone.
  row('Microsoft.Network/privateDnsZones/virtualNetworkLinks', 'properties.registrationEnabled', [false]),
  row(endpoint, 'properties.privateLinkServiceConnections.*.properties.groupIds.*', text),
];

/** Every value that the table knows is one that the service takes, and is there. */
export const values: Rule = each((resource) =>
  rows
    .filter(({ type }) => type === resource.type)
    .flatMap(({ path, allowed, optional }) => {
      const found = all(resource, path);
      if (found.length === 0) return optional ? [] : [`no ${path}`];
      return found
        .filter(([, value]) => !isAllowed(allowed, value))
        .map(([place]) => `${place} is none of ${said(allowed)}`);
    }),
);

/** Types that the service has in one place only; everything else is where the parameter says. */
const elsewhere = new Set([
  'Microsoft.Insights/actionGroups',
  'Microsoft.Insights/metricAlerts',
  'Microsoft.Network/privateDnsZones',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
]);

/** Regions: `global` where a service knows no other, else one and the same. */
export const regions: Rule = (deployment) => {
  const here = deployment.predictedResources.find(({ type }) => type === account)?.location;
  return each(({ type, location }) => {
    const expected = elsewhere.has(type) ? 'global' : here;
    return location === undefined || location === expected
      ? []
      : [`location is not ${expected ?? 'that of the account'}`];
  })(deployment);
};

const seconds = (span: unknown): number => {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?$/.exec(String(span)) ?? [];
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60;
};

/** A window that is shorter than the time between two looks misses what happens in between. */
export const windows: Rule = each((resource) => {
  if (resource.type !== logAlert && resource.type !== metricAlert) return [];
  const [window, every] = ['windowSize', 'evaluationFrequency'].map((name) =>
    seconds(at(resource.properties, name)),
  );
  return (window ?? 0) < (every ?? 0) ? ['windowSize is less than evaluationFrequency'] : [];
});

/** Zones need a storage account that is in all of them: https://learn.microsoft.com/azure/reliability/reliability-functions */
export const zones: Rule = ({ predictedResources }) => {
  const isZoned = predictedResources.some(
    (one) => one.type === plan && at(one, 'properties.zoneRedundant') === true,
  );
  const sku = String(predictedResources.find(({ type }) => type === account)?.sku?.name);
  return isZoned && !/_(RA)?G?ZRS$/.test(sku)
    ? [`a plan in several zones with an account that is ${sku}`]
    : [];
};
