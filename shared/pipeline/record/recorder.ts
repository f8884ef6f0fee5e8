// Over two hundred lines: one state of what waits, is being written and is tried again.
import * as E from 'fp-ts/Either';
import type * as T from 'fp-ts/Task';
import { type Unavailable } from '../../failure';
import { type Telemetry } from '../../telemetry/telemetry';
import { type Outcome } from '../outcome';
import { type DatedBatch, type RecordStore, type OutcomeBatch } from './record-store';
import { groupBatches, joinBatches, batchesOf, type KeptAs } from './outcome-batches';

/** What keeping outcomes needs of the world. */
export interface Recording {
  readonly store: Pick<RecordStore, 'write' | 'there'>;
  readonly now: () => Date;
  readonly newBatchId: () => string;
  /** Ends early when `signal` is aborted; never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly alert: (code: string, destination: string, text: string) => void;
  readonly telemetry: Pick<Telemetry, 'count'>;
  /** Most that waits to be written, in UTF-16 units. */
  readonly maxWaiting?: number;
}

/** How the record stands, seen from this instance. */
export interface RecordState {
  /** Outcomes that could not be kept since this instance started. */
  readonly lost: number;
  /** Outcomes that wait to be written. */
  readonly waiting: number;
  /** Since when nothing can be written; null: all is well. */
  readonly awaySince: Date | null;
}

/** Keeps outcomes to be read, beside the queue of outcomes and second to it. */
export interface Recorder {
  /**
   * Begins at once. Its end says that they are kept, or that waiting is no use: the store is away, or takes longer than a second.
   * Then they are written in the background, or lost and counted.
   */
  readonly keep: (outcomes: readonly Outcome[], as?: KeptAs) => T.Task<void>;
  /**
   * Ends once what was there to be kept when it was asked is kept, or when waiting for it is no use, as above: false where some of it
   * still waits.
   */
  readonly caughtUp: T.Task<boolean>;
  readonly seen: () => RecordState;
  /** One more try for what waits. */
  readonly stop: () => Promise<void>;
}

interface Waiting {
  readonly batch: OutcomeBatch;
  readonly outcomes: number;
  readonly since: number;
  /** As which batch, joined with others, and under which moment it was tried; null: not yet. */
  readonly tried: DatedBatch | null;
  readonly settled: () => void;
  /** Ends with `settled`. */
  readonly written: Promise<void>;
}

/** What is written as one batch, and whose it is. */
interface Attempt {
  readonly dated: DatedBatch;
  readonly of: readonly Waiting[];
}

const usualMost = 16 * 1024 * 1024;
const patienceMs = 1_000;

/** Outcomes are kept after the answer, not before it: writing takes some of the one thread there is. What comes meanwhile goes with them. */
export const headStartMs = 10;

const firstPauseMs = 250;
const maxPauseMs = 5_000;
const maxAgeMs = 3_600_000;

/** Batches of one write: what came while the one before was under way goes together. */
const perWrite = 200;

const withResolvers = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((resolved) => {
    resolve = resolved;
  });
  return { promise, resolve };
};

const countOf = (waiting: readonly Waiting[]): number =>
  waiting.reduce((sum, { outcomes }) => sum + outcomes, 0);

/**
 * What was tried and is there keeps its moment, as it must not be there twice. All else is as new as its writing, and goes in as
 * few batches as can be.
 */
const attemptsOf = (
  some: readonly Waiting[],
  there: ReadonlySet<DatedBatch>,
  at: number,
): readonly Attempt[] => {
  const again = new Map<DatedBatch, Waiting[]>();
  const fresh: Waiting[] = [];
  for (const one of some) {
    const { tried } = one;
    if (tried === null || !there.has(tried)) fresh.push(one);
    else again.set(tried, [...(again.get(tried) ?? []), one]);
  }
  return [
    ...Array.from(again, ([dated, of]): Attempt => ({ dated, of })),
    ...groupBatches(fresh, ({ batch }) => batch).map((of): Attempt => ({
      dated: { batch: joinBatches(of.map(({ batch }) => batch)), at },
      of,
    })),
  ];
};

/** A recorder over a store: one write at a time, of all that waits by then. */
export const createRecorder = (recording: Recording): Recorder => {
  const { store, now, newBatchId, pause, alert, telemetry, maxWaiting = usualMost } = recording;
  const stopping = new AbortController();
  let waiting: readonly Waiting[] = [];
  let size = 0;
  let lost = 0;
  let awaySince: Date | null = null;
  let pumping: Promise<void> | undefined;

  const lose = (outcomes: number): void => {
    if (outcomes === 0) return;
    lost += outcomes;
    telemetry.count('gateway.record.lost', outcomes, {});
    alert('record-lost', 'none', `${outcomes} outcomes could not be kept; the queue of outcomes has them`);
  };

  const settle = (some: readonly Waiting[]): void => {
    for (const { batch, settled } of some) {
      size -= batch.text.length;
      settled();
    }
  };

  const attempts = async (some: readonly Waiting[]): Promise<E.Either<Unavailable, readonly Attempt[]>> => {
    const tried = new Set(some.flatMap(({ tried: one }) => one ?? []));
    const there: E.Either<Unavailable, ReadonlySet<DatedBatch>> = tried.size === 0
      ? E.right(tried)
      : await store.there([...tried])();
    return E.isLeft(there) ? there : E.right(attemptsOf(some, there.right, now().getTime()));
  };

  const tryRound = async (most: number): Promise<boolean> => {
    const round = waiting.slice(0, most);
    const made = await attempts(round);
    const written = E.isLeft(made) ? made : await store.write(made.right.map(({ dated }) => dated))();
    const others = waiting.slice(round.length);
    if (E.isRight(written)) {
      waiting = others;
      settle(round);
      return true;
    }
    const oldest = now().getTime() - maxAgeMs;
    const tried = E.isLeft(made)
      ? round
      : made.right.flatMap(({ dated, of }) => of.map((one) => ({ ...one, tried: dated })));
    const given = tried.filter(({ since }) => since <= oldest);
    // Behind the others, so that one which is never taken holds nothing up.
    waiting = [...others, ...tried.filter(({ since }) => since > oldest)];
    settle(given);
    lose(countOf(given));
    return false;
  };

  const pump = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    let most = perWrite;
    while (waiting.length > 0) {
      const isLast = stopping.signal.aborted;
      const isWell = await tryRound(most);
      if (isWell) {
        [awaySince, pauseMs, most] = [null, firstPauseMs, perWrite];
        continue;
      }
      if (isLast) break;
      if (awaySince === null) {
        awaySince = now();
        alert('record-away', 'none', 'outcomes cannot be kept to be read now; they wait');
      }
      for (const one of waiting) one.settled();
      await pause(pauseMs, stopping.signal);
      pauseMs = Math.min(2 * pauseMs, maxPauseMs);
      most = Math.max(1, Math.floor(most / 8));
    }
    const left = waiting;
    waiting = [];
    settle(left);
    lose(countOf(left));
    pumping = undefined;
  };

  const add = (batch: OutcomeBatch): Promise<void> => {
    const outcomes = batch.owners.flatMap(({ counts }) => counts).reduce((sum, { count }) => sum + count, 0);
    if (size + batch.text.length > maxWaiting) {
      lose(outcomes);
      return Promise.resolve();
    }
    size += batch.text.length;
    const { promise: written, resolve: settled } = withResolvers();
    const since = now().getTime();
    waiting = [...waiting, { batch, outcomes, since, tried: null, settled, written }];
    pumping ??= pause(headStartMs, stopping.signal).then(pump);
    return awaySince === null ? written : Promise.resolve();
  };

  const patiently = async (written: Promise<unknown>): Promise<void> => {
    const enough = new AbortController();
    await Promise.race([written, pause(patienceMs, enough.signal)]);
    enough.abort();
  };

  return {
    keep: (outcomes, as) => {
      const written = Promise.all(batchesOf(outcomes, newBatchId, as).map(add));
      return () => patiently(written);
    },
    caughtUp: async () => {
      const there = new Set(waiting.map(({ batch }) => batch.id));
      if (there.size > 0) await patiently(Promise.all(waiting.map(({ written }) => written)));
      return !waiting.some(({ batch }) => there.has(batch.id));
    },
    seen: () => ({ lost, waiting: countOf(waiting), awaySince }),
    stop: async () => {
      stopping.abort();
      await pumping;
    },
  };
};

/** Where outcomes are not kept. */
export const recordingNothing: Recorder = {
  keep: () => () => Promise.resolve(),
  caughtUp: () => Promise.resolve(true),
  seen: () => ({ lost: 0, waiting: 0, awaySince: null }),
  stop: () => Promise.resolve(),
};
