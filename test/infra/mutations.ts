import { type Evaluated } from './evaluate';
import { type Resource } from './resource';

/** A fault put into an evaluated deployment, and what a table then says. */
export interface Mutation {
  readonly what: string;
  /** The deployment; by default everything-on. */
  readonly of?: string;
  readonly change: (deployment: Evaluated) => void;
  readonly said: string;
}

/** Sets what is at a path of the first resource of a type whose name ends so; undefined removes it. */
const set =
  (type: string, path: string, value: unknown, ending = '') =>
  ({ predictedResources }: Evaluated): void => {
    const resource = predictedResources.find((one) => one.type === type && one.name.endsWith(ending));
    const names = path.split('.');
    const last = names.pop() ?? '';
    const holder = names.reduce<unknown>(
      (part, name) => (part as Record<string, unknown>)[name],
      resource,
    ) as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = value;
  };

const drop =
  (type: string, ending = '') =>
  ({ predictedResources }: Evaluated): void => {
    const index = predictedResources.findIndex((one) => one.type === type && one.name.endsWith(ending));
    (predictedResources as Resource[]).splice(index, 1);
  };

const twice =
  (type: string) =>
  ({ predictedResources }: Evaluated): void => {
    const resource = predictedResources.find((one) => one.type === type);
    if (resource !== undefined) (predictedResources as Resource[]).push(resource);
  };

const mutation = (what: string, change: Mutation['change'], said: string, of?: string): Mutation =>
  of === undefined ? { what, change, said } : { what, change, said, of };

const account = 'Microsoft.Storage/storageAccounts';
const queue = `${account}/queueServices/queues`;
const table = `${account}/tableServices/tables`;
const app = 'Microsoft.Web/sites';
const config = `${app}/config`;
const topic = 'Microsoft.EventGrid/topics';
const subscription = `${topic}/eventSubscriptions`;
const subnet = 'Microsoft.Network/virtualNetworks/subnets';
const endpoint = 'Microsoft.Network/privateEndpoints';
const record = `${endpoint}/privateDnsZoneGroups`;
const role = 'Microsoft.Authorization/roleAssignments';
const logAlert = 'Microsoft.Insights/scheduledQueryRules';
const metricAlert = 'Microsoft.Insights/metricAlerts';
const flex = 'properties.functionAppConfig';
const sent = 'properties.deliveryWithResourceIdentity.destination.properties';

export const mutations: readonly Mutation[] = [
  mutation('a name that is too long', set(account, 'name', 's'.repeat(25)), 'names: '),
  mutation('a name with a sign that is not taken', set(account, 'name', 'st-1'), 'a name that is none of'),
  mutation(
    'a table with a hyphen',
    set(table, 'name', 'st/default/indicator-parked'),
    'a name that is none of',
  ),
  mutation(
    'a name of too many parts',
    set(queue, 'name', 'st/default/default/indicator-jobs'),
    'parts of a name',
  ),
  mutation(
    'a type that no table knows',
    set(topic, 'type', 'Microsoft.EventGrid/domains'),
    'no rule of names',
  ),
  mutation('a resource that is made twice', twice(queue), 'is made twice'),
  mutation(
    'a value outside of a range',
    set(subscription, 'properties.retryPolicy.maxDeliveryAttempts', 50),
    'none of 1 to 30',
  ),
  mutation(
    'a number as text',
    set(logAlert, 'properties.criteria.allOf.0.threshold', '10'),
    'criteria.allOf.0.threshold',
  ),
  mutation(
    'a value of no list',
    set(metricAlert, 'properties.criteria.allOf.0.operator', 'MoreThan'),
    'operator is none of',
  ),
  mutation(
    'a value that has to be there',
    set(app, 'properties.httpsOnly', undefined),
    'no properties.httpsOnly',
  ),
  mutation(
    'a region of a service that has none',
    set('Microsoft.Insights/actionGroups', 'location', 'westeurope'),
    'location is not global',
  ),
  mutation(
    'telemetry without a workspace',
    set('Microsoft.Insights/components', 'properties.WorkspaceResourceId', undefined),
    'no properties.WorkspaceResourceId',
  ),
  mutation(
    'a policy of a subnet that is none',
    set(subnet, 'properties.privateEndpointNetworkPolicies', 'Off', '/endpoints'),
    'privateEndpointNetworkPolicies is none of',
  ),
  mutation(
    'a value that the host does not take',
    set(config, 'properties.AzureWebJobsStorage__credential', 'managed-identity'),
    'AzureWebJobsStorage__credential has a value',
  ),
  mutation(
    'a value that the app does not take',
    set(config, 'properties.CREDENTIAL', 'managedidentity'),
    'CREDENTIAL has a value',
  ),
  mutation('a region of its own', set(topic, 'location', 'eastus'), 'location is not swedencentral'),
  mutation(
    'a window shorter than the time between two looks',
    set(logAlert, 'properties.evaluationFrequency', 'PT1H'),
    'windowSize is less',
  ),
  mutation(
    'zones without an account in all of them',
    set(account, 'sku.name', 'Standard_GRS'),
    'a plan in several zones',
  ),
  mutation(
    'a subnet outside of the network',
    set(subnet, 'properties.addressPrefix', '10.99.0.0/24'),
    'outside of the network',
  ),
  mutation(
    'subnets that overlap',
    set(subnet, 'properties.addressPrefix', '10.20.4.128/25', '/endpoints'),
    'overlaps',
  ),
  mutation(
    'a subnet without room',
    set(subnet, 'properties.addressPrefix', '10.20.4.0/29', '/app'),
    'no room',
  ),
  mutation(
    'a range that is none',
    set(subnet, 'properties.addressPrefix', '10.20.4.1/24', '/app'),
    'no range of addresses',
  ),
  mutation(
    'subnets inside of the network',
    set('Microsoft.Network/virtualNetworks', 'properties.subnets', []),
    'take away',
  ),
  mutation(
    'another service for the subnet of the app',
    set(subnet, 'properties.delegations.0.properties.serviceName', 'Microsoft.Web/serverFarms', '/app'),
    'not delegated to Microsoft.App/environments',
  ),
  mutation(
    'a sub-resource of another service',
    set(endpoint, 'properties.privateLinkServiceConnections.0.properties.groupIds.0', 'files'),
    'a sub-resource that nothing has',
  ),
  mutation(
    'the zone of another service',
    set('Microsoft.Network/privateDnsZones', 'name', 'privatelink.web.core.windows.net'),
    'privatelink.blob.core.windows.net is not made',
  ),
  mutation('an endpoint without its record', drop(record), 'its record is not in'),
  mutation('a closed service without an endpoint', drop(endpoint, '-queue'), 'no private endpoint for queue'),
  mutation(
    'an id of what is not made',
    set(
      app,
      'properties.serverFarmId',
      '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/soc/providers/Microsoft.Web/serverfarms/another',
    ),
    'which is not made',
  ),
  mutation('a role that is missing', drop(role), 'not granted: '),
  mutation(
    'another known role',
    set(role, 'properties.roleDefinitionId', '/x/974c5e8b-45b9-4653-ba55-5f855dd0fb88'),
    'granted and not needed',
  ),
  mutation(
    'a role that nobody knows',
    set(role, 'properties.roleDefinitionId', '/x/974c5e8b-45b9-4653-ba55-5f855dd0fb89'),
    'an unknown role',
  ),
  mutation(
    'a role on the whole group',
    set(
      role,
      'id',
      '/subscriptions/0/resourceGroups/soc/providers/Microsoft.Authorization/roleAssignments/1',
    ),
    'resourceGroups',
  ),
  mutation(
    'a role named after something else',
    set(role, 'name', "[guid('a', 'b')]"),
    'its name is not guid(scope, principal, role)',
  ),
  mutation(
    'a queue of another name',
    set(queue, 'name', 'st/default/indicator-event', 'indicator-events'),
    'indicator-events is not made',
  ),
  mutation(
    'a queue that nobody knows',
    set(queue, 'name', 'st/default/more', 'indicator-jobs'),
    'more is known to nobody',
  ),
  mutation(
    'events in another schema',
    set(subscription, 'properties.eventDeliverySchema', 'EventGridSchema'),
    'the schema of delivery',
  ),
  mutation(
    'two ways to say where to',
    set(subscription, 'properties.destination', {}),
    'destination beside one with an identity',
  ),
  mutation(
    'messages that die',
    set(subscription, `${sent}.queueMessageTimeToLiveInSeconds`, 604_800),
    'the life of a message',
  ),
  mutation(
    'another queue for events',
    set(subscription, `${sent}.queueName`, 'indicator-jobs'),
    'the queue is not',
  ),
  mutation(
    'a setting that the plan refuses',
    set(config, 'properties.FUNCTIONS_WORKER_RUNTIME', 'node'),
    'which the plan does not take',
  ),
  mutation(
    'a setting that nobody reads',
    set(config, 'properties.PROFLE', 'x'),
    'PROFLE, which nobody reads',
  ),
  mutation('a setting that is no text', set(config, 'properties.PROFILE', 1), 'PROFILE is no text'),
  mutation(
    'a setting that is missing',
    set(config, 'properties.CREDENTIAL', undefined),
    'CREDENTIAL is missing',
  ),
  mutation('a setting with a key', set(config, 'properties.PROFILE', 'AccountKey=abc'), 'a key is read'),
  mutation(
    'a property that the plan refuses',
    set(app, 'properties.siteConfig.linuxFxVersion', 'node|24'),
    'linuxFxVersion, which',
  ),
  mutation(
    'a runtime that is not there',
    set(app, `${flex}.runtime.version`, '23'),
    'runtime.version is none of',
  ),
  mutation(
    'memory that is not offered',
    set(app, `${flex}.scaleAndConcurrency.instanceMemoryMB`, 1024),
    'instanceMemoryMB',
  ),
  mutation(
    'another identity for the package',
    set(app, `${flex}.deployment.storage.authentication.userAssignedIdentityResourceId`, 'x'),
    'an identity that it does not have',
  ),
  mutation(
    'a package somewhere else',
    set(app, `${flex}.deployment.storage.value`, 'https://a/packages'),
    'its package is not in',
  ),
  mutation(
    'a function that is always ready and not there',
    set(app, `${flex}.scaleAndConcurrency.alwaysReady.1.name`, 'function:deliver'),
    'no function of the app',
  ),
  mutation(
    'a package beside the state',
    set(
      `${account}/blobServices/containers`,
      'id',
      '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/soc/providers/Microsoft.Storage/storageAccounts/st43p2dgdhaxiwe/blobServices/default/containers/app-package',
      'app-package',
    ),
    'its package is in the account of its state',
  ),
  mutation(
    'a package fetched by the identity of the app',
    set(
      app,
      `${flex}.deployment.storage.authentication.userAssignedIdentityResourceId`,
      '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/soc/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-43p2dgdhaxiwe',
    ),
    'not granted: app, Storage Queue Data Contributor, storageAccounts',
  ),
  mutation(
    'certificates that are believed and not asked for',
    set(app, 'properties.clientCertEnabled', false),
    'certificates are believed and not asked for',
  ),
  mutation(
    'certificates that a caller may leave out',
    set(app, 'properties.clientCertMode', 'Optional'),
    'clientCertMode is none of',
  ),
  mutation(
    'callers that are named, and all others too',
    set(app, 'properties.siteConfig.ipSecurityRestrictionsDefaultAction', 'Allow'),
    'callers are named and all others let in',
  ),
  mutation(
    'an address without its network',
    set(app, 'properties.siteConfig.ipSecurityRestrictions.2.ipAddress', '203.0.113.7'),
    'ipAddress is none of',
  ),
  mutation(
    'two restrictions of one priority',
    set(app, 'properties.siteConfig.ipSecurityRestrictions.1.priority', 100),
    'two restrictions of one priority',
  ),
  mutation('the tag of another service', set(app, 'tags.azd-service-name', 'api'), 'azd looks for the tag'),
  mutation('a resource without tags', set(topic, 'tags', {}), 'no tag azd-env-name'),
  mutation(
    'a metric of another service',
    set(metricAlert, 'properties.criteria.allOf.0.metricName', 'Transactions'),
    'a metric that',
  ),
  mutation(
    'an alert that tells nobody',
    set(logAlert, 'properties.actions.actionGroups', []),
    'nobody is told',
  ),
  mutation(
    'an alert that does not say what to do',
    set(logAlert, 'properties.description', 'Something is parked.'),
    'what to do first',
  ),
  mutation(
    'a log that there is not',
    set('Microsoft.Insights/diagnosticSettings', 'properties.logs.0.category', 'Failures'),
    'is no log of',
  ),
  mutation(
    'a workbook that is no JSON',
    set('Microsoft.Insights/workbooks', 'properties.serializedData', '{'),
    'workbook: ',
  ),
  mutation(
    'a workbook without pictures',
    set('Microsoft.Insights/workbooks', 'properties.serializedData', '{}'),
    '0 pictures',
  ),
  mutation(
    'a group name that is too long',
    set('Microsoft.Insights/actionGroups', 'properties.groupShortName', 'indicator-gate'),
    'groupShortName',
  ),
  mutation(
    'an output that is missing',
    ({ outputs }) => void Reflect.deleteProperty(outputs, 'GATEWAY_URL'),
    'no output GATEWAY_URL',
  ),
  mutation(
    'a secret output',
    ({ outputs }) => void Object.assign(outputs, { KEY: 'x' }),
    'KEY is known to nobody',
  ),
  mutation(
    'an account that is open beside a network',
    set(account, 'properties.publicNetworkAccess', 'Enabled'),
    'publicNetworkAccess is not Disabled',
  ),
  mutation(
    'an account that is closed without a network',
    set(account, 'properties.networkAcls.defaultAction', 'Deny'),
    'the default is not Allow',
    'public',
  ),
  mutation('Event Grid kept out', set(account, 'properties.networkAcls.bypass', 'None'), 'bypass is none of'),
  mutation(
    'rows that are kept for longer',
    set('Microsoft.OperationalInsights/workspaces/tables', 'properties.retentionInDays', 90),
    'kept for another time',
  ),
  mutation(
    'something that a deployment has to work out',
    set(topic, 'name', "[parameters('name')]"),
    'is left',
  ),
  mutation('a part that is missing', drop(`${app}/basicPublishingCredentialsPolicies`), 'fewer than 1 of'),
  mutation('an old API', set(subscription, 'apiVersion', '2022-06-15'), 'API version 2022-06-15'),
  mutation('a preview of an API', set(topic, 'apiVersion', '2099-01-01-preview'), 'a preview of an API'),
  mutation('a role for nobody', set(role, 'properties.principalId', ''), 'it is for nobody'),
  mutation(
    'an id of another type',
    set(
      'Microsoft.Insights/workbooks',
      'properties.sourceId',
      '/x/providers/Microsoft.Insights/components/appi',
    ),
    'properties.sourceId is no',
  ),
  mutation(
    'a guard of one subnet only',
    set(subnet, 'properties.networkSecurityGroup', undefined),
    'networkSecurityGroup is not that of every subnet',
  ),
  mutation(
    'a measure that the query does not give',
    set(logAlert, 'properties.criteria.allOf.0.metricMeasureColumn', 'Sum2'),
    'its query does not give Sum2',
  ),
  mutation(
    'a query of what is not there',
    set(
      logAlert,
      'properties.criteria.allOf.0.query',
      'AppMetrics | where Name == "gateway.none" | project Parked = Sum',
    ),
    'metric: gateway.none',
  ),
];
