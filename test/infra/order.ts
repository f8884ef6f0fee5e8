import { type Order } from './evaluate';

/** Modules of main.bicep: the first has to be made after the second, directly or not. */
const modules: readonly (readonly [later: string, earlier: string, why: string])[] = [
  ['gateway', 'roles', 'a host that may not read its queues stops the whole app'],
  ['gateway', 'storageEndpoints', 'the host reads its state by them'],
  ['gateway', 'packageEndpoint', 'the host fetches its package by it'],
  ['packageEndpoint', 'storageEndpoints', 'they make the zone that it is recorded in'],
  ['package', 'packageIdentity', 'its role is for it'],
  ['gateway', 'events', 'the later the app, the further its roles have spread'],
  ['gateway', 'alerts', 'the same'],
  ['gateway', 'metricAlerts', 'the same'],
  ['gateway', 'workbook', 'the same'],
  ['roles', 'identity', 'they are for it'],
  ['appEndpoint', 'gateway', 'it leads to it'],
  ['topicEndpoint', 'events', 'it leads to it'],
  ['operator', 'events', 'it may send to it'],
];

/** Within a module: each resource of a type, except the first of a chain, has to be made after one with this name. */
const inside: readonly (readonly [
  module: string,
  type: string,
  after: string,
  why: string,
  first?: 'free',
])[] = [
  [
    'events',
    'Microsoft.EventGrid/topics/eventSubscriptions',
    "'topic-roles'",
    'Event Grid tries its destination at once',
  ],
  [
    'network',
    'Microsoft.Network/virtualNetworks/subnets',
    '/subnets',
    'a network changes one subnet at a time',
    'free',
  ],
  ['telemetry', 'Microsoft.OperationalInsights/workspaces/tables', '/components', 'its tables come with it'],
];

const reaches = (order: Order, later: string, earlier: string): boolean =>
  (order[later] ?? []).some((one) => one === earlier || reaches(order, one, earlier));

/** What a deployment would do too early; empty where all is well. */
export const orderFaults = (order: Order): readonly string[] => [
  ...modules
    .filter(([later, earlier]) => !reaches(order, later, earlier))
    .map(([later, earlier, why]) => `${later} does not wait for ${earlier}: ${why}`),
  // The reference to the group waits for nothing.
  ...Object.keys(order)
    .filter((name) => !name.includes('/') && name !== 'newGroup' && !reaches(order, name, 'newGroup'))
    .map((name) => `${name} does not wait for the resource group`),
  ...inside.flatMap(([module, type, after, why, first]) => {
    const all = Object.entries(order).filter(([name]) => name.startsWith(`${module}/${type} `));
    const free = all.filter(([, before]) => !before.some((one) => one.includes(after)));
    const isWell = all.length > 0 && free.length <= (first === undefined ? 0 : 1);
    return isWell ? [] : [`${type} does not wait for ${after}: ${why}`];
  }),
];
