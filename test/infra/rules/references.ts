import { all, isExpression, type Resource } from '../resource';
import { each, type Rule } from './rule';

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => [name, ...textsIn(member)]);
};

const idPattern =
  /\/subscriptions\/0{8}-(?:0{4}-){3}0{12}\/resourceGroups\/[\w.()-]+\/providers\/[\w.-]+(?:\/[\w.-]+)+/g;

/** Ids of resources of the deployment's own subscription, whole or inside of an expression. */
const idsIn = (resource: Resource): readonly string[] => {
  const { id, name, properties, identity, scope } = resource;
  return textsIn({ id: isExpression(id) ? id : '', name, properties, identity, scope })
    .filter((text) => text.startsWith('/subscriptions/') || isExpression(text))
    .flatMap((text) => text.match(idPattern) ?? []);
};

/** What an extension is on: the id before its own last provider. */
const ownersOf = ({ id }: Resource): readonly string[] => {
  const [, owner] =
    /^(.+\/providers\/.+)\/providers\/[\w.]+\/[\w]+\/[^/]+$/.exec(isExpression(id) ? '' : id) ?? [];
  return owner === undefined ? [] : [owner];
};

/** Parent of a resource with several parts in its name. */
const parentsOf = ({ id, type, name }: Resource): readonly string[] =>
  name.split('/').length > 1 && !isExpression(id) && type.split('/').length > 2
    ? [id.split('/').slice(0, -2).join('/')]
    : [];

/** Whatever is named by its id is made by the same deployment, whatever the case of letters. */
export const references: Rule = (deployment) => {
  const made = new Set(deployment.predictedResources.map(({ id }) => id.toLowerCase()));
  return each((resource) =>
    [...idsIn(resource), ...ownersOf(resource), ...parentsOf(resource)]
      .filter(
        (id) => !made.has(id.toLowerCase()) && !id.includes('/Microsoft.Authorization/roleDefinitions/'),
      )
      .map((id) => `refers to ${id}, which is not made`),
  )(deployment);
};

const workspace = 'Microsoft.OperationalInsights/workspaces';
const account = 'Microsoft.Storage/storageAccounts';
const group = 'Microsoft.Insights/actionGroups';
const delivery = 'properties.deliveryWithResourceIdentity.destination.properties.resourceId';
const deadLetter = 'properties.deadLetterWithResourceIdentity.deadLetterDestination.properties.resourceId';

/** An id is of the type that its place asks for, whoever makes it. */
const kinds: readonly (readonly [type: string, path: string, expected: string])[] = [
  ['Microsoft.Web/sites', 'properties.serverFarmId', 'Microsoft.Web/serverfarms'],
  ['Microsoft.Web/sites', 'properties.virtualNetworkSubnetId', 'Microsoft.Network/virtualNetworks/subnets'],
  [
    'Microsoft.Web/sites',
    'properties.functionAppConfig.deployment.storage.authentication.userAssignedIdentityResourceId',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
  ],
  ['Microsoft.Insights/components', 'properties.WorkspaceResourceId', workspace],
  ['Microsoft.Insights/workbooks', 'properties.sourceId', workspace],
  ['Microsoft.Insights/scheduledQueryRules', 'properties.scopes.*', workspace],
  ['Microsoft.Insights/scheduledQueryRules', 'properties.actions.actionGroups.*', group],
  ['Microsoft.Insights/metricAlerts', 'properties.actions.*.actionGroupId', group],
  ['Microsoft.Consumption/budgets', 'properties.notifications.*.contactGroups.*', group],
  ['Microsoft.Insights/diagnosticSettings', 'properties.workspaceId', workspace],
  ['Microsoft.EventGrid/topics/eventSubscriptions', delivery, account],
  ['Microsoft.EventGrid/topics/eventSubscriptions', deadLetter, account],
  ['Microsoft.Network/privateEndpoints', 'properties.subnet.id', 'Microsoft.Network/virtualNetworks/subnets'],
  [
    'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    'properties.privateDnsZoneConfigs.*.properties.privateDnsZoneId',
    'Microsoft.Network/privateDnsZones',
  ],
  [
    'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    'properties.virtualNetwork.id',
    'Microsoft.Network/virtualNetworks',
  ],
  ['Microsoft.Network/virtualNetworks/subnets', 'properties.natGateway.id', 'Microsoft.Network/natGateways'],
  ['Microsoft.Network/virtualNetworks/subnets', 'properties.routeTable.id', 'Microsoft.Network/routeTables'],
  [
    'Microsoft.Network/virtualNetworks/subnets',
    'properties.networkSecurityGroup.id',
    'Microsoft.Network/networkSecurityGroups',
  ],
  [
    'Microsoft.Authorization/roleAssignments',
    'properties.roleDefinitionId',
    'Microsoft.Authorization/roleDefinitions',
  ],
];

/** `Microsoft.Web/sites` of `/subscriptions/…/providers/Microsoft.Web/sites/func`. */
const typeIn = (id: unknown): string => {
  const [provider = '', ...parts] = String(id).split('/providers/').at(-1)?.split('/') ?? [];
  return [provider, ...parts.filter((_, index) => index % 2 === 0)].join('/');
};

export const kindsOfIds: Rule = each((resource) =>
  kinds
    .filter(([type]) => type === resource.type)
    .flatMap(([, path, expected]) =>
      all(resource, path)
        .filter(([, id]) => id !== null && typeIn(id) !== expected)
        .map(([place]) => `${place} is no ${expected}`),
    ),
);
