import { type Outcome } from '../../shared/pipeline/outcome';
import { type Gateway } from '../integration/gateway';
import { eventually } from '../waiting';
import { type BadInput, type Counts } from './bad-input';
import { countsOf, send, type Sent } from './send';

/** What came of one input. */
export interface Seen {
  readonly status: number | null;
  /** The outcomes of the answer; by queue, those that were written. */
  readonly outcomes: Counts;
  /** Ids under which the destination holds what was created or updated. */
  readonly ids: readonly string[];
  /** Whether the answer and the queue of outcomes hold the same. */
  readonly isWritten: boolean;
}

const queues = ['indicator-events', 'indicator-events-poison'];

/** Waits until nothing is left to be taken in, and what the host gave up is parked. */
export const quiet = (gateway: Gateway): Promise<true> =>
  eventually(async () => {
    const depths = await Promise.all(queues.map(gateway.depth));
    if (depths[1] !== 0) await gateway.sweep();
    return depths.every((depth) => depth === 0);
  });

const grouped = (
  outcomes: readonly Outcome[],
  keyOf: (outcome: Outcome) => string,
): ReadonlyMap<string, readonly Outcome[]> => {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const group = groups.get(keyOf(outcome));
    if (group === undefined) groups.set(keyOf(outcome), [outcome]);
    else group.push(outcome);
  }
  return groups;
};

/** Each key once: a message is written twice where a busy machine reports the first writing late. */
const keysOf = (outcomes: readonly Outcome[]): readonly string[] =>
  [...new Set(outcomes.map(({ place, state, destination }) => `${place} ${state} ${destination}`))].sort();

/** Whether both are the same. A deferred outcome is followed by another, perhaps already. */
const isSame = (answered: readonly Outcome[], written: readonly Outcome[]): boolean => {
  const isOpen = answered.some(({ state }) => state === 'deferred');
  const first = isOpen ? written.filter(({ state }) => state === 'deferred') : written;
  return keysOf(answered).join() === keysOf(first).join();
};

export interface Trial {
  readonly seen: ReadonlyMap<BadInput, Seen>;
  /** Parked things with an id that no input was sent under. */
  readonly givenUp: Counts;
}

/** Sends all inputs, some at a time, and gives the result of each once everything is taken in. */
export const tryAll = async (gateway: Gateway, inputs: readonly BadInput[]): Promise<Trial> => {
  const sent = new Map<BadInput, Sent>();
  const waiting = [...inputs];
  const sendNext = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      sent.set(one, await send(gateway, one));
  };
  await Promise.all(Array.from({ length: 4 }, sendNext));
  await quiet(gateway);
  const all = await gateway.outcomes();
  const byEvent = grouped(all, ({ intakeId }) => intakeId);
  const byMessage = grouped(all, ({ eventId }) => eventId);
  const seen = [...sent].map(([one, { status, outcomes, id }]) => {
    const isQueued = one.by === 'queue';
    const written = (isQueued ? byMessage : byEvent).get(id ?? '') ?? [];
    const told = isQueued ? written : outcomes;
    const ids = told.flatMap(({ state, id: held }) =>
      ['created', 'updated'].includes(state) && held !== null ? [held] : [],
    );
    const isWritten = isQueued || isSame(outcomes, written);
    return [one, { status, outcomes: countsOf(told), ids, isWritten }] as const;
  });
  const known = new Set([...sent.values()].map(({ id }) => id));
  const isStray = ({ intakeId, eventId, state }: Outcome): boolean =>
    state === 'parked' && !known.has(intakeId) && !known.has(eventId);
  return { seen: new Map(seen), givenUp: countsOf(all.filter(isStray)) };
};
