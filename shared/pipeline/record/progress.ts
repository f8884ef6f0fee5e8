import { type State } from '../outcome';
import { type BatchCount, type BatchTally } from './record-store';

/** How far an intake has come. */
export interface IntakeProgress {
  /** Of a feed that is worked off in parts; null: it was read as one event. */
  readonly feed: {
    readonly lines: number;
    readonly parts: number;
    readonly linesRead: number;
    readonly partsRead: number;
  } | null;
  /** Indicators that wait for a destination, one for each of the two. */
  readonly queued: number;
  /** Outcomes that are final, by state; `parked` waits for somebody. */
  readonly settled: Readonly<Record<Exclude<State, 'deferred'>, number>>;
  /** The same by destination and code of the reason, the most first; those that wait are not among them. */
  readonly reasons: readonly BatchCount[];
  /** Every line is read, and nothing waits for a destination. What is parked waits for somebody. */
  readonly done: boolean;
  /** false: it has more outcomes than are counted at once, so that the numbers are too small. */
  readonly allCounted: boolean;
}

type Batches = BatchTally['batches'];

/** Where a part was read twice, what was kept of the last time: the newest come first. */
const onceEach = (batches: Batches): Batches => {
  const runs = new Map<number, string>();
  return batches.filter(({ mark }) => {
    if (mark?.kind !== 'part') return true;
    const run = runs.get(mark.first) ?? mark.run;
    runs.set(mark.first, run);
    return run === mark.run;
  });
};

const feedIn = (batches: Batches): IntakeProgress['feed'] => {
  const feed = batches.flatMap(({ mark }) => (mark?.kind === 'feed' ? [mark] : []))[0];
  if (feed === undefined) return null;
  const read = new Map(
    batches.flatMap(({ mark }) => (mark?.kind === 'part' ? [[mark.first, mark.lines] as const] : [])),
  );
  let linesRead = 0;
  for (const lines of read.values()) linesRead += lines;
  return { lines: feed.lines, parts: feed.parts, linesRead, partsRead: read.size };
};

/** What was put off and is not final yet, at each destination; a message that came twice says too often that it is. */
const queuedIn = (batches: Batches): number => {
  const left = new Map<string | null, number>();
  for (const { counts, mark } of batches)
    for (const { destination, state, count } of counts) {
      const change = state === 'deferred' ? count : mark?.kind === 'later' ? -count : 0;
      left.set(destination, (left.get(destination) ?? 0) + change);
    }
  return Array.from(left.values(), (count) => Math.max(0, count)).reduce((sum, count) => sum + count, 0);
};

const finalsIn = (batches: Batches): readonly BatchCount[] => {
  const sums = new Map<string, BatchCount>();
  for (const one of batches.flatMap(({ counts }) => counts)) {
    if (one.state === 'deferred') continue;
    const key = `${one.state} ${one.reason ?? ''} ${one.destination ?? ''}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count);
};

/** What the batches of an intake come to; null where nothing is kept of it. */
export const progressOf = ({ batches: all, complete }: BatchTally): IntakeProgress | null => {
  if (all.length === 0) return null;
  const batches = onceEach(all);
  const reasons = finalsIn(batches);
  const settled = { created: 0, updated: 0, revoked: 0, duplicate: 0, rejected: 0, skipped: 0, parked: 0 };
  for (const { state, count } of reasons) if (state !== 'deferred') settled[state] += count;
  const [feed, queued] = [feedIn(batches), queuedIn(batches)];
  const done = complete && queued === 0 && (feed === null || feed.partsRead === feed.parts);
  return { feed, queued, settled, reasons, done, allCounted: complete };
};
