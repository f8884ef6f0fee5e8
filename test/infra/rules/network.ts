import ipaddr from 'ipaddr.js';
import { at, lastOf, type Resource } from '../resource';
import { byType, of, type Rule } from './rule';

type Range = readonly [first: number, last: number];

const rangeOf = (cidr: unknown): Range | null => {
  if (typeof cidr !== 'string' || !ipaddr.IPv4.isValidCIDR(cidr)) return null;
  const [address, bits] = ipaddr.IPv4.parseCIDR(cidr);
  const number = address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - bits);
  return number % size === 0 ? [number, number + size - 1] : null;
};

const isWithin = ([first, last]: Range, [from, to]: Range): boolean => first >= from && last <= to;
const overlap = ([first, last]: Range, [from, to]: Range): boolean => first <= to && from <= last;

const subnetType = 'Microsoft.Network/virtualNetworks/subnets';

/** Subnets lie in the address space of their network, each apart from the others, with room for what is in them. */
export const addresses: Rule = (deployment) =>
  byType(deployment, 'Microsoft.Network/virtualNetworks').flatMap((network) => {
    const spaces = Object.values(at(network, 'properties.addressSpace.addressPrefixes') ?? {}).map(rangeOf);
    const subnets = byType(deployment, subnetType).filter(({ id }) => id.startsWith(`${network.id}/`));
    const ranges = subnets.map((subnet) => rangeOf(at(subnet, 'properties.addressPrefix')));
    const wrong = (subnet: Resource, index: number): readonly string[] => {
      const range = ranges[index] ?? null;
      if (range === null) return of(subnet, ['addressPrefix is no range of addresses']);
      const isIn = spaces.some((space) => space !== null && isWithin(range, space));
      const isAlone = ranges.every((other, at_) => at_ === index || other === null || !overlap(range, other));
      return of(subnet, [
        ...(isIn ? [] : ['addressPrefix is outside of the network']),
        ...(isAlone ? [] : ['addressPrefix overlaps with another']),
        // Flex Consumption asks for a /27 at least, and an endpoint for an address beside the five that Azure keeps.
        ...(range[1] - range[0] >= 31 ? [] : ['addressPrefix has no room']),
      ]);
    };
    return [
      ...(spaces.includes(null) ? of(network, ['addressPrefixes holds no range of addresses']) : []),
      ...(at(network, 'properties.subnets') === undefined
        ? []
        : of(network, ['subnets inside of the network take away what others attached'])),
      ...subnets.flatMap(wrong),
    ];
  });

const delegationOf = (subnet: Resource | undefined): unknown =>
  at(subnet, 'properties.delegations.0.properties.serviceName');

/** The app's subnet is delegated to the service of the plan, and that of endpoints to none. */
export const delegations: Rule = (deployment) => {
  const subnetOf = (id: unknown): Resource | undefined =>
    byType(deployment, subnetType).find((one) => one.id === id);
  const apps = byType(deployment, 'Microsoft.Web/sites').flatMap((app) => {
    const id = at(app, 'properties.virtualNetworkSubnetId');
    if (id === undefined || id === null) return [];
    return delegationOf(subnetOf(id)) === 'Microsoft.App/environments'
      ? []
      : of(app, ['its subnet is not delegated to Microsoft.App/environments']);
  });
  const endpoints = byType(deployment, 'Microsoft.Network/privateEndpoints').flatMap((endpoint) => {
    const subnet = subnetOf(at(endpoint, 'properties.subnet.id'));
    return subnet !== undefined && delegationOf(subnet) === undefined
      ? []
      : of(endpoint, ['no subnet, or a delegated one']);
  });
  return [...apps, ...endpoints];
};

/** Private DNS zone of each sub-resource: https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
const zones: ReadonlyMap<string, readonly [target: string, zone: string]> = new Map([
  ['blob', ['Microsoft.Storage/storageAccounts', 'privatelink.blob.core.windows.net']],
  ['queue', ['Microsoft.Storage/storageAccounts', 'privatelink.queue.core.windows.net']],
  ['table', ['Microsoft.Storage/storageAccounts', 'privatelink.table.core.windows.net']],
  ['topic', ['Microsoft.EventGrid/topics', 'privatelink.eventgrid.azure.net']],
  ['sites', ['Microsoft.Web/sites', 'privatelink.azurewebsites.net']],
]);

const groupOf = (endpoint: Resource): string =>
  String(at(endpoint, 'properties.privateLinkServiceConnections.0.properties.groupIds.0'));

const wrongOf = (endpoint: Resource, deployment: Parameters<Rule>[0]): readonly string[] => {
  const { predictedResources } = deployment;
  const [target, zone] = zones.get(groupOf(endpoint)) ?? [];
  if (target === undefined) return ['a sub-resource that nothing has'];
  const id = at(endpoint, 'properties.privateLinkServiceConnections.0.properties.privateLinkServiceId');
  const record = predictedResources.find(
    ({ type, name }) => type.endsWith('/privateDnsZoneGroups') && name.startsWith(`${endpoint.name}/`),
  );
  const zoneId = String(at(record, 'properties.privateDnsZoneConfigs.0.properties.privateDnsZoneId'));
  const isLinked = byType(deployment, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks').some(
    ({ name }) => name.startsWith(`${zone ?? ''}/`),
  );
  return [
    ...(predictedResources.some((one) => one.id === id && one.type === target)
      ? []
      : [`no ${target} at its other end`]),
    ...(lastOf(zoneId) === zone ? [] : [`its record is not in ${zone ?? ''}`]),
    ...(predictedResources.some(
      ({ name, type }) => name === zone && type === 'Microsoft.Network/privateDnsZones',
    )
      ? []
      : [`${zone ?? ''} is not made`]),
    ...(isLinked ? [] : [`${zone ?? ''} is not linked to the network`]),
  ];
};

/** Endpoints and what they need: target, sub-resource, record, zone, link. What is closed to the internet has one of each kind. */
export const endpoints: Rule = (deployment) => {
  const there = byType(deployment, 'Microsoft.Network/privateEndpoints');
  const groups = there.map(groupOf);
  const closed = deployment.predictedResources.filter(
    (one) => at(one, 'properties.publicNetworkAccess') === 'Disabled',
  );
  const needed = [...zones]
    .filter(([, [target]]) => closed.some(({ type }) => type === target))
    .map(([group]) => group);
  return [
    ...there.flatMap((endpoint) => of(endpoint, wrongOf(endpoint, deployment))),
    ...needed
      .filter((group) => !groups.includes(group))
      .map((group) => `no private endpoint for ${group}, which is closed`),
  ];
};

/** What routes and guards one subnet does the same for the other. */
export const routing: Rule = (deployment) => {
  const subnets = byType(deployment, subnetType);
  return ['routeTable', 'networkSecurityGroup'].flatMap((name) => {
    const ids = new Set(subnets.map((subnet) => at(subnet, `properties.${name}.id`)));
    return ids.size > 1 ? [`${name} is not that of every subnet`] : [];
  });
};
