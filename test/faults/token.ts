import assert from 'node:assert/strict';
import { type FaultAnswer } from '../../local/simulator/faults';
import { type Fault, type Lane } from './fault';
import { everywhere, hitting } from './targets';

const onDestination =
  (answer: FaultAnswer, times: number | null = 1) =>
  (lane: Lane): void =>
    hitting(lane, answer, { times });
const onToken =
  (answer: FaultAnswer, times: number | null = 1) =>
  ({ simulator }: Lane): void =>
    simulator.inject({ on: 'token', times, answer });

const grant = ({ simulator }: Lane, roles: readonly string[]): void => simulator.configure({ roles });

/** What can be wrong with a token, or with whoever gives one. */
export const tokenFaults: readonly Fault[] = [
  {
    group: 'token',
    name: '401 once',
    on: 'short',
    at: everywhere,
    inject: onDestination({ kind: 'status', status: 401 }),
    expected: { created: 5 },
    maxCalls: 2,
    verify: ({ outcomes }) => assert.ok(outcomes.every(({ attempt }) => attempt === 1)),
  },
  {
    group: 'token',
    name: '401 always',
    on: 'short',
    at: everywhere,
    inject: onDestination({ kind: 'status', status: 401 }, null),
    expected: { parked: 5 },
    maxCalls: 8,
  },
  {
    group: 'token',
    name: 'token lasts 2 s',
    unseen: true,
    on: 'fresh-token',
    rounds: 2,
    inject: () => undefined,
    expected: { updated: 5 },
    maxCalls: 2,
    maxTokenCalls: 2,
  },
  {
    group: 'token',
    name: 'token endpoint 429, twice',
    on: 'fresh-token',
    inject: onToken({ kind: 'status', status: 429 }, 2),
    expected: { created: 5 },
    maxCalls: 1,
    maxTokenCalls: 4,
  },
  {
    group: 'token',
    name: 'token endpoint 500, twice',
    heldBy: 'token endpoint 500 for 3 s',
    on: 'fresh-token',
    inject: onToken({ kind: 'status', status: 500 }, 2),
    expected: { created: 5 },
    maxCalls: 1,
    maxTokenCalls: 4,
  },
  {
    group: 'token',
    name: 'token endpoint 500 for 3 s',
    on: 'fresh-token',
    inject: onToken({ kind: 'status', status: 500 }, null),
    healed: 3000,
    expected: { created: 5 },
    maxCalls: 2,
    // A slow machine has room for more tries in the same time.
    maxTokenCalls: 24,
  },
  {
    group: 'token',
    name: 'token endpoint takes 30 s',
    on: 'fresh-token',
    inject: onToken({ kind: 'delay', ms: 30_000 }),
    expected: { created: 5 },
    maxCalls: 1,
    maxTokenCalls: 3,
  },
  {
    group: 'token',
    name: 'token endpoint never answers, for 2.5 s',
    on: 'fresh-token',
    inject: onToken({ kind: 'hang' }, null),
    healed: 2500,
    expected: { created: 5 },
    maxCalls: 2,
    maxTokenCalls: 12,
  },
  {
    group: 'token',
    name: '403 for a while (the role spreads), then fine',
    on: 'patient',
    at: everywhere,
    inject: onDestination({ kind: 'status', status: 403 }, 2),
    expected: { created: 5 },
    maxCalls: 3,
  },
  {
    group: 'token',
    name: 'tokens without the role for 2.5 s, then with it',
    unseen: true,
    on: 'fresh-token',
    inject: (lane) => {
      grant(lane, []);
      lane.onHeal(() => {
        grant(lane, ['ThreatIndicators.ReadWrite.OwnedBy']);
        return Promise.resolve();
      });
    },
    healed: 2500,
    expected: { created: 5 },
    maxCalls: 6,
  },
  {
    group: 'token',
    name: '403 for good',
    on: 'short',
    at: everywhere,
    inject: onDestination({ kind: 'status', status: 403 }, null),
    expected: { parked: 5 },
    maxCalls: 2,
    verify: ({ outcomes }) =>
      assert.ok(
        outcomes.some(({ state, reason }) => state === 'parked' && reason?.code === 'permission-missing'),
      ),
  },
];
