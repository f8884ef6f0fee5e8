import { type FaultAnswer } from '../../local/simulator/faults';
import { blackholeOn } from './blackhole';
import { type Fault, type Lane } from './fault';
import { everywhere, hitting } from './targets';

const breaking =
  (answer: FaultAnswer) =>
  (lane: Lane): void =>
    hitting(lane, answer);

const once = (name: string, answer: FaultAnswer, more: Partial<Fault> = {}): Fault => ({
  group: 'line',
  name,
  on: 'short',
  at: everywhere,
  inject: breaking(answer),
  expected: { created: 5 },
  maxCalls: 2,
  ...more,
});

/** Graph did it, and its answer was lost, so it is done again. */
const ambiguous = { ambiguous: true } as const;

const waited = { on: 'impatient' } as const;

const heldByClient = { heldBy: 'azure/graph-client.test.ts' } as const;

/** What can happen between the app and Graph. A wrong name and a wrong certificate need a restart; process.ts has them. */
export const lineFaults: readonly Fault[] = [
  {
    group: 'line',
    name: 'connection refused for 1.5 s',
    unseen: true,
    on: 'short',
    at: everywhere,
    inject: ({ gateway }) => gateway.graphGate.shut(),
    healed: 1500,
    expected: { created: 5 },
    maxCalls: 1,
  },
  {
    group: 'line',
    name: 'connecting hangs for 5 s, where 4 s are waited',
    unseen: true,
    on: 'impatient',
    inject: async ({ gateway, onHeal }) => {
      await gateway.graphGate.shut();
      const hole = await blackholeOn(gateway.graphGate.port);
      onHeal(hole.close);
    },
    healed: 5000,
    expected: { created: 5 },
    maxCalls: 1,
  },
  once('reset before the answer', { kind: 'reset' }),
  once('reset after it was stored', { kind: 'resetAfterStore' }, ambiguous),
  once('half an answer', { kind: 'halfAnswer' }, { ...ambiguous, ...heldByClient }),
  once('an answer of a byte a second', { kind: 'drip' }, { ...ambiguous, ...waited, ...heldByClient }),
  once('no answer', { kind: 'hang' }, waited),
  once('no answer, although done', { kind: 'hang', apply: true }, { ...ambiguous, ...waited }),
  once(
    'an answer after 6 s, where 4 s are waited',
    { kind: 'delay', ms: 6000 },
    { ...ambiguous, ...waited, heldBy: 'no answer, although done' },
  ),
  {
    ...once('connection closed between two calls', { kind: 'closeAfterAnswer' }),
    rounds: 2,
    expected: { updated: 5 },
  },
  once('407 from a proxy', {
    kind: 'status',
    status: 407,
    headers: { 'proxy-authenticate': 'Basic realm="proxy"' },
    raw: '',
  }),
];
