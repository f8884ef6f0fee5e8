import assert from 'node:assert/strict';
import { channelsOf } from './channels';
import { type Channel, type Fault, type Tally, type Target } from './fault';
import { createPool } from './lanes';
import { recordInOrder, sum, type Row } from './results';
import { expectedOf, runFault, type Run } from './run';
import { targetsOf } from './targets';

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

/** Where it may have been delivered twice, only its presence counts. */
const arrived = <A extends typeof none>(states: A): A => ({
  ...states,
  created: states.created + states.updated + states.duplicate,
  updated: 0,
  duplicate: 0,
});

/** What is compared of a run: what it is, and what it has to be. */
const told = (fault: Fault, run: Run) => {
  const { calls, tokenCalls, refusals } = run.whole;
  const { refusals: refused } = expectedOf(fault, run.channel);
  // A machine that is too slow exceeds the budget and answers 503: what is sent again then meets what is still under way.
  const isSentAgain = refused === undefined && run.isPutOff;
  const isRepeated = fault.repeats === true || isSentAgain;
  const counted = <A extends typeof none>(states: A): A => (isRepeated ? arrived(states) : states);
  const { maxTokenCalls = tokenCalls } = fault;
  const maxCalls = fault.maxCalls * (isSentAgain ? 1 + refusals : 1);
  const isDoubledCounted = fault.ambiguous === true || isSentAgain;
  return {
    seen: {
      by: run.channel,
      ...counted({ ...none, ...run.tally }),
      refusals: Math.min(refusals, refused ?? 0),
      doubled: isDoubledCounted ? 0 : run.tally.doubled,
      calls: within(calls, maxCalls),
      tokenCalls: within(tokenCalls, maxTokenCalls),
      repeated: isRepeated ? [] : run.repeated,
      mistaken: run.mistaken,
      isSettled: run.isSettled,
      isHit: run.isHit,
    },
    wanted: {
      by: run.channel,
      ...counted({ ...none, ...expectedOf(fault, run.channel) }),
      calls: within(0, maxCalls),
      tokenCalls: within(0, maxTokenCalls),
      repeated: [],
      mistaken: [],
      isSettled: true,
      isHit: true,
    },
  };
};

/** A fault, and where it is tried. */
export interface Case {
  readonly fault: Fault;
  readonly at: Target;
}

/** Tries faults on lanes, so many of a kind, and writes down what came of them. */
export const createTrial = (faults: readonly Fault[], lanes: Parameters<typeof createPool>[0]) => {
  const pool = createPool(lanes);
  const channels = channelsOf(faults);
  const targets = targetsOf(faults);
  const cases = faults.flatMap((fault) => (targets.get(fault) ?? []).map((at): Case => ({ fault, at })));
  const left = new Set(cases);
  const rows: Row[] = [];
  return {
    cases,
    of: async (one: Case) => {
      const { fault, at } = one;
      const by: readonly Channel[] = channels.get(fault) ?? [];
      assert.ok(by.length > 0, 'it is one of the faults, and has a channel');
      const runs = await pool.with(fault.on, at, (lane) => runFault(lane, fault, by));
      left.delete(one);
      // An idle lane would go on asking its queues, on the machine that all lanes share.
      if (![...left].some((other) => other.fault.on === fault.on && other.at === at))
        await pool.stop({ kind: fault.on, target: at });
      rows.push({ group: fault.group, fault: fault.name, at, ...sum(runs.map(({ whole }) => whole)) });
      const both = runs.map((run) => told(fault, run));
      return { seen: both.map(({ seen }) => seen), wanted: both.map(({ wanted }) => wanted) };
    },
    end: async (): Promise<void> => {
      await pool.stop();
      recordInOrder(faults, rows);
    },
  };
};
