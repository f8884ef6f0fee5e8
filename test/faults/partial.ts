import { type FaultAnswer } from '../../local/simulator/faults';
import { type Fault, type Lane } from './fault';

const answering =
  (answer: FaultAnswer) =>
  ({ simulator }: Lane): void =>
    simulator.inject({ on: 'graph', answer });

const refusal = { kind: 'rejectItems', code: 'InvalidInput', message: 'not this one' } as const;

/** How the answer to a bulk is read. */
const held = { heldBy: 'destinations/graph.test.ts' } as const;

const rejecting = (name: string, which: object, rejected: number): Fault => ({
  group: 'partial',
  name,
  on: 'short',
  inject: answering({ ...refusal, ...which }),
  expected: { created: 5 - rejected, rejected },
  maxCalls: 1,
});

const badRequest = {
  kind: 'status',
  status: 400,
  json: { error: { code: 'BadRequest', message: 'cannot be deserialised' } },
} as const;

/** One of the indicators to be sent spoils every call that holds it. */
const spoilt =
  (answer: FaultAnswer) =>
  ({ simulator }: Lane, ids: readonly string[]): void =>
    simulator.inject({ on: 'graph', times: null, withAnyOf: ids.slice(36, 37), answer });

/** Calls that are taken in part, or as a whole only after they were cut in parts. */
export const partialFaults: readonly Fault[] = [
  rejecting('206, the first refused', { indices: [0] }, 1),
  { ...rejecting('206, the last refused', { indices: [4] }, 1), ...held },
  { ...rejecting('206, all refused', {}, 5), ...held },
  rejecting('200, two refused inside', { indices: [1, 3], as200: true }, 2),
  {
    group: 'partial',
    name: '400 because of one of 100',
    on: 'short',
    count: 100,
    inject: spoilt(badRequest),
    expected: { created: 99, rejected: 1 },
    maxCalls: 15,
  },
  {
    group: 'partial',
    name: '500 because of one of 100',
    on: 'short',
    count: 100,
    inject: spoilt({ kind: 'status', status: 500 }),
    expected: { created: 99, parked: 1 },
    maxCalls: 15 + 2,
  },
  {
    group: 'partial',
    ...held,
    name: 'the answer is in another order',
    on: 'short',
    inject: answering({ kind: 'shuffleItems' }),
    expected: { created: 5 },
    maxCalls: 1,
  },
  {
    group: 'partial',
    ...held,
    name: 'the answer names no externalId',
    on: 'short',
    inject: answering({ kind: 'itemsWithoutExternalId' }),
    expected: { created: 5 },
    maxCalls: 1,
  },
  {
    group: 'partial',
    name: 'the answer has fewer than were sent',
    on: 'short',
    inject: answering({ kind: 'omitItems', indices: [1] }),
    expected: { created: 5 },
    maxCalls: 2,
    ambiguous: true,
  },
  {
    group: 'partial',
    name: 'Defender quota full',
    unseen: true,
    on: 'short',
    members: { targetProduct: 'Microsoft Defender ATP', domainName: null, url: 'http://quota.example/' },
    count: 1,
    inject: ({ simulator }) => simulator.configure({ defenderQuota: 0 }),
    expected: { rejected: 1 },
    maxCalls: 1,
  },
];
