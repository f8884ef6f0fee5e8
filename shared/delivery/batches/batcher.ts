import { createArrivalRate } from './arrival-rate';
import { batchWait, type BatchWait, type Permits } from './batch-wait';
import { type PendingCallers } from './pending-callers';

/** How batches are formed. Times in milliseconds. */
export interface Batching<A, B> {
  /** The most items of one batch, as of now. */
  readonly size: () => number;
  /** How long an item waits for others at most. */
  readonly windowMs: number;
  /** The limiter's permits that are left now. While there are plenty, nobody waits. */
  readonly permits: () => Permits;
  /** Callers on their way here. */
  readonly pending: Pick<PendingCallers, 'hasAny' | 'onNone'>;
  /** The most batches that run at once. */
  readonly inFlight: number;
  readonly now: () => Date;
  /** Gives one result for each item, at its position; never rejects. */
  readonly run: (items: readonly A[], deadline: Date) => Promise<readonly B[]>;
  /** Finishes the results after the place has gone to the next batch; never rejects. */
  readonly wrapUp: (items: readonly A[], results: readonly B[]) => Promise<readonly B[]>;
  /** The result of an item whose deadline passed before its batch began. */
  readonly late: (item: A) => B;
}

/** Takes items of any number of callers. Gives one result for each item, at its position. */
export type Batcher<A, B> = (items: readonly A[], deadline: Date) => Promise<readonly B[]>;

interface Waiting<A, B> {
  readonly item: A;
  /** Which caller brought it. */
  readonly caller: number;
  readonly deadline: Date;
  readonly since: number;
  readonly done: (result: B) => void;
  readonly failed: (fault: unknown) => void;
}

/** No more callers are expected when none came for this share of the time in which the last batch was filled. */
const quietPart = 1 / 4;

/**
 * The least such wait after a batch of several callers. Only a wait shows whether there are several: a lone sender sends nothing
 * during it. So one in `glanceEvery` batches of a lone sender waits, too.
 */
const glanceMs = 5;
const glanceEvery = 16;

/** The wait for pending callers takes at most this share of the time until the first deadline. */
const ofTimeLeft = 1 / 3;

/** An item with more time than this comes from a queue, so nobody waits for its answer. */
const requestMs = 60_000;

const firstOf = <A, B>(waiting: readonly Waiting<A, B>[]): number =>
  waiting.reduce((least, { deadline }) => Math.min(least, deadline.getTime()), Infinity);

const lastDeadline = <A, B>(batch: readonly Waiting<A, B>[]): Date =>
  new Date(batch.reduce((most, { deadline }) => Math.max(most, deadline.getTime()), 0));

/**
 * Fills batches with the items of concurrent callers. A full batch goes at once when a place is free. Any other goes when
 * nothing is under way and nobody comes any more, or when its oldest item has waited long enough (`batchWait`). So a lone item
 * goes at once, and what comes meanwhile forms the next batch. This is code of our own, because libraries of this kind
 * (dataloader and the like) send what they have when a window ends, and do not go on filling while all places are taken.
 */
export const createBatcher = <A, B>(batching: Batching<A, B>): Batcher<A, B> => {
  const { size, windowMs, permits, pending, inFlight, now, run, wrapUp, late } = batching;
  const rate = createArrivalRate();
  let waiting: Waiting<A, B>[] = [];
  /** The first deadline of the waiting items. It saves looking through them until it has passed. */
  let firstDeadline = Infinity;
  let running = 0;
  let callers = 0;
  /**
   * `spanMs`: the time in which the items of the last batch came. `endedAt`: when its call ended. `lone`: the number of batches of
   * one caller in a row.
   */
  let spanMs = 0;
  let endedAt = -Infinity;
  let lone = 1;
  let timer: NodeJS.Timeout | undefined;
  let soon: NodeJS.Immediate | undefined;

  const begin = async (batch: readonly Waiting<A, B>[]): Promise<void> => {
    const items = batch.map(({ item }) => item);
    const [first, last] = [batch[0], batch.at(-1)];
    spanMs = (last?.since ?? 0) - (first?.since ?? 0);
    lone = first?.caller === last?.caller ? lone + 1 : 0;
    running += 1;
    const results = await run(items, lastDeadline(batch)).finally(() => {
      running -= 1;
      endedAt = now().getTime();
      pump();
    });
    const wrapped = await wrapUp(items, results);
    batch.forEach(({ done, item }, index) => done(wrapped[index] ?? late(item)));
  };

  /** A fault of our own rejects the promises of those who wait, so that the host brings their messages again. */
  const start = (batch: readonly Waiting<A, B>[]): void => {
    begin(batch).catch((fault: unknown) => batch.forEach(({ failed }) => failed(fault)));
  };

  const dropLate = (time: number): void => {
    if (time < firstDeadline) return;
    const onTime: Waiting<A, B>[] = [];
    for (const one of waiting) {
      if (one.deadline.getTime() > time) onTime.push(one);
      else one.done(late(one.item));
    }
    waiting = onTime;
    firstDeadline = firstOf(onTime);
  };

  /** The silence after which nobody else is expected. After a pause it is 0, as the last batch then tells nothing. */
  const silenceMs = ({ since }: Waiting<A, B>): number =>
    since - endedAt > windowMs ? 0 : Math.max(quietPart * spanMs, lone % glanceEvery === 0 ? glanceMs : 0);

  /** How long a batch waits where permits are rare: for pending callers, or because nobody waits for an answer. */
  const patienceOf = (first: Waiting<A, B>, last: Waiting<A, B>, { most, forPending }: BatchWait): number => {
    const leftMs = firstDeadline - first.since;
    if (pending.hasAny()) return Math.min(forPending, ofTimeLeft * leftMs);
    return leftMs > requestMs ? Math.min(forPending, last.since - first.since + most) : 0;
  };

  /** When the waiting batch is due, as of now. A full one is due at once. */
  const dueAt = (time: number): number => {
    const [oldest, newest] = [waiting[0], waiting.at(-1)];
    if (oldest === undefined || newest === undefined) return Infinity;
    if (waiting.length >= size()) return time;
    const wait = batchWait(permits(), rate.perMs(time), windowMs);
    const patience = patienceOf(oldest, newest, wait);
    const latest = oldest.since + Math.max(wait.most, patience);
    if (running > 0) return latest;
    const silentAt = newest.since + silenceMs(oldest);
    return Math.min(latest, Math.max(oldest.since + Math.max(wait.least, patience), silentAt));
  };

  const pump = (): void => {
    clearTimeout(timer);
    clearImmediate(soon);
    soon = undefined;
    const time = now().getTime();
    dropLate(time);
    let due = dueAt(time);
    while (running < inFlight && due <= time) {
      start(waiting.splice(0, size()));
      firstDeadline = firstOf(waiting);
      due = dueAt(time);
    }
    if (waiting.length === 0) return;
    const next = running < inFlight ? Math.min(due, firstDeadline) : firstDeadline;
    timer = setTimeout(pump, Math.max(1, Math.ceil(next - time)));
  };

  const pumpSoon = (): void => {
    soon ??= setImmediate(pump);
  };

  pending.onNone(() => {
    if (waiting.length > 0) pumpSoon();
  });

  return (items, deadline) => {
    if (items.length === 0) return Promise.resolve([]);
    const since = now().getTime();
    rate.onArrival(since);
    callers += 1;
    const caller = callers;
    firstDeadline = Math.min(firstDeadline, deadline.getTime());
    const results = items.map(
      (item) =>
        new Promise<B>((done, failed) => {
          waiting.push({ item, caller, deadline, since, done, failed });
        }),
    );
    // Waiting for those who come in the same turn of the event loop costs nothing.
    if (waiting.length >= size()) pump();
    else pumpSoon();
    return Promise.all(results);
  };
};
