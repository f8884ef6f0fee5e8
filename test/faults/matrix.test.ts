import { type Fault, type Tally } from './fault';
import { createPool } from './lanes';
import { liesFaults } from './lies';
import { lineFaults } from './line';
import { partialFaults } from './partial';
import { peersFaults } from './peers';
import { record, sum, tableOf, type Row } from './results';
import { expectedOf, runFault, type Run } from './run';
import { statusFaults } from './status';
import { storageFaults } from './storage';
import { tokenFaults } from './token';

const all: readonly Fault[] = [
  ...tokenFaults,
  ...statusFaults,
  ...partialFaults,
  ...lineFaults,
  ...liesFaults,
  ...storageFaults,
  ...peersFaults,
];

const pool = createPool({ short: 2, patient: 1, 'fresh-token': 1 });
const rows: Row[] = [];

/** The kinds of lanes in turn, so that none waits for another. */
const inTurn = (faults: readonly Fault[]): readonly Fault[] => {
  const waiting = {
    short: new Array<Fault>(),
    patient: new Array<Fault>(),
    'fresh-token': new Array<Fault>(),
  };
  for (const fault of faults) waiting[fault.on].push(fault);
  const longest = Math.max(...Object.values(waiting).map(({ length }) => length));
  return Array.from({ length: longest }, () => [
    ...waiting['fresh-token'].splice(0, 1),
    ...waiting.patient.splice(0, 1),
    ...waiting.short.splice(0, 2),
  ]).flat();
};

const none: Omit<Tally, 'sent' | 'calls' | 'tokenCalls'> = {
  created: 0,
  updated: 0,
  duplicate: 0,
  rejected: 0,
  skipped: 0,
  parked: 0,
  deferred: 0,
  lost: 0,
  doubled: 0,
  refusals: 0,
};

const within = (calls: number, most: number): string =>
  calls <= most ? `at most ${most} calls` : `${calls} calls`;

/** What is told of a run, as it is and as it has to be. */
const told = (fault: Fault, run: Run) => {
  const { calls, tokenCalls, refusals } = run.whole;
  const { doubled, ...states } = run.tally;
  const { mostCalls, mostTokenCalls = tokenCalls } = fault;
  const { refusals: refused = 0 } = expectedOf(fault, run.channel);
  const isDoubledCounted = fault.ambiguous === true;
  return {
    seen: {
      ...states,
      refusals: Math.min(refusals, refused),
      doubled: isDoubledCounted ? 0 : doubled,
      calls: within(calls, mostCalls),
      tokenCalls: within(tokenCalls, mostTokenCalls),
      repeated: fault.repeats === true ? [] : run.repeated,
      mistaken: run.mistaken,
    },
    wanted: {
      ...none,
      ...expectedOf(fault, run.channel),
      calls: within(0, mostCalls),
      tokenCalls: within(0, mostTokenCalls),
      repeated: [],
      mistaken: [],
    },
  };
};

afterAll(async () => {
  await pool.stop();
  const inOrder = all.flatMap(({ group, name }) =>
    rows.filter((row) => row.group === group && row.fault === name),
  );
  record(inOrder);
  process.stdout.write(`\n${tableOf(inOrder)}\n`);
}, 60_000);

describe('under every fault nothing is lost and nothing is called for ever', () => {
  it.concurrent.each(inTurn(all).map((fault) => [fault.group, fault.name, fault] as const))(
    '%s: %s',
    async (group, name, fault) => {
      const runs = await pool.with(fault.on, (lane) => runFault(lane, fault));
      rows.push({ group, fault: name, ...sum(runs.map(({ whole }) => whole)) });
      for (const run of runs) {
        const { seen, wanted } = told(fault, run);
        expect({ by: run.channel, ...seen }).toEqual({ by: run.channel, ...wanted });
      }
    },
    240_000,
  );
});
