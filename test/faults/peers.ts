import { type FaultAnswer } from '../../local/simulator/faults';
import { type Fault, type Lane } from './fault';

const answering =
  (answer: FaultAnswer, times: number | null = 1) =>
  ({ simulator }: Lane): void =>
    simulator.inject({ on: 'graph', times, answer });

const throttled = { kind: 'status', status: 429, headers: { 'retry-after': '1' } } as const;

const row = (
  name: string,
  count: number,
  more: Pick<Fault, 'inject' | 'maxCalls'> & Partial<Fault>,
): Fault => ({
  group: 'peers',
  name,
  on: 'patient',
  count,
  by: ['http'],
  expected: { created: count },
  ...more,
});

/**
 * The table uses the numbers with which other programs were measured. Where one channel is enough for a test, so are two calls.
 */
const many = process.env.FAULTS_BY === 'all' ? 1000 : 200;
const calls = many / 100;
const named = many.toLocaleString('en');

/** The runs that other programs were measured with. */
export const peersFaults: readonly Fault[] = [
  row(`no fault, ${named}`, many, { unseen: true, inject: () => undefined, maxCalls: calls }),
  row(`one 429, ${named}`, many, {
    heldBy: '429, header in seconds',
    inject: answering(throttled),
    maxCalls: calls + 2,
  }),
  row(`three 429s, ${named}`, many, {
    heldBy: '429 ten times',
    inject: answering(throttled, 3),
    maxCalls: calls + 10,
  }),
  row('ten 429s in a row, 100', 100, {
    heldBy: '429 ten times',
    inject: answering(throttled, 10),
    maxCalls: 13,
  }),
  row(`500 three times, ${named}`, many, {
    heldBy: '500, JSON',
    inject: answering({ kind: 'status', status: 500 }, 3),
    maxCalls: calls + 14,
  }),
  row('500 for good, 100', 100, {
    heldBy: '500 for good',
    on: 'short',
    inject: answering({ kind: 'status', status: 500 }, null),
    // Some jobs take three tries of at most ten calls each; 25 tries would take that much more.
    expected: { parked: 100 },
    maxCalls: 150,
  }),
  row('one bad of 300', 300, {
    heldBy: '400 because of one of 100',
    inject: ({ simulator }, ids) =>
      simulator.inject({
        on: 'graph',
        times: null,
        withAnyOf: ids.slice(150, 151),
        answer: { kind: 'status', status: 400, json: { error: { code: 'BadRequest', message: 'bad' } } },
      }),
    expected: { created: 299, rejected: 1 },
    // 2 x ceil(log2(100)) + 1 for one bulk, one each for two others; and room for a connection that breaks on a slow machine.
    maxCalls: 20,
  }),
  row('100 in a call fail, 50 work; 300', 300, {
    unseen: true,
    inject: ({ simulator }) => simulator.configure({ maxItemsPerCall: 50 }),
    maxCalls: 9,
  }),
];
