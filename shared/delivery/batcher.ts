/** How batches are formed. Times in milliseconds. */
export interface Batching<A, B> {
  /** Most items in one batch, now. */
  readonly size: () => number;
  /** How long an item waits for company; four times as long after a batch of five callers or more. */
  readonly windowMs: number;
  /** Batches that run at once. */
  readonly inFlight: number;
  readonly now: () => Date;
  /** One result for each item, at its position; never rejects. */
  readonly run: (items: readonly A[], deadline: Date) => Promise<readonly B[]>;
  /** What is still to do with the results when the place is free for the next batch; never rejects. */
  readonly wrapUp: (items: readonly A[], results: readonly B[]) => Promise<readonly B[]>;
  /** The result of an item whose deadline passed before its batch began. */
  readonly late: (item: A) => B;
}

/** Items of any number of callers; one result for each, at its position. */
export type Batcher<A, B> = (items: readonly A[], deadline: Date) => Promise<readonly B[]>;

interface Waiting<A, B> {
  readonly item: A;
  readonly deadline: Date;
  readonly since: number;
  readonly done: (result: B) => void;
  readonly failed: (fault: unknown) => void;
}

/** So many callers since the last batch are a storm. */
const stormy = 5;
const stretch = 4;

const latest = <A, B>(batch: readonly Waiting<A, B>[]): Date =>
  new Date(batch.reduce((most, { deadline }) => Math.max(most, deadline.getTime()), 0));

/**
 * Fills batches with the items of concurrent callers: a full batch goes at once, another when its oldest item has waited
 * for the window and a place is free. Own code: the libraries of this kind (dataloader and the like) send what they have
 * when the window ends, and do not go on filling while all places are taken.
 */
export const createBatcher = <A, B>(batching: Batching<A, B>): Batcher<A, B> => {
  const { size, windowMs, inFlight, now, run, wrapUp, late } = batching;
  let waiting: Waiting<A, B>[] = [];
  /** None that waits has an earlier one; so they are looked through only when it is over. */
  let firstDeadline = Infinity;
  let running = 0;
  /** In a storm a short wait more makes calls several times as full. */
  let window = windowMs;
  let callers = 0;
  let timer: NodeJS.Timeout | undefined;

  const begin = async (batch: readonly Waiting<A, B>[]): Promise<void> => {
    const items = batch.map(({ item }) => item);
    window = callers < stormy ? windowMs : windowMs * stretch;
    callers = 0;
    running += 1;
    const results = await run(items, latest(batch)).finally(() => {
      running -= 1;
      pump();
    });
    const wrapped = await wrapUp(items, results);
    batch.forEach(({ done, item }, index) => done(wrapped[index] ?? late(item)));
  };

  /** A fault of our own reaches those who wait, so that the host brings their messages again. */
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
    firstDeadline = onTime.reduce((least, { deadline }) => Math.min(least, deadline.getTime()), Infinity);
  };

  /** Until the oldest has waited for the window; when all places are taken, until the first deadline. */
  const pauseMs = (time: number): number => {
    const [oldest] = waiting;
    const due = running < inFlight && oldest !== undefined ? oldest.since + window : firstDeadline;
    return Math.max(1, Math.min(due, firstDeadline) - time);
  };

  const isDue = (time: number): boolean => {
    const [oldest] = waiting;
    return oldest !== undefined && (waiting.length >= size() || time - oldest.since >= window);
  };

  const pump = (): void => {
    clearTimeout(timer);
    const time = now().getTime();
    dropLate(time);
    while (running < inFlight && isDue(time)) start(waiting.splice(0, size()));
    if (waiting.length > 0) timer = setTimeout(pump, pauseMs(time));
  };

  return (items, deadline) => {
    const since = now().getTime();
    callers += 1;
    firstDeadline = Math.min(firstDeadline, deadline.getTime());
    const results = items.map(
      (item) =>
        new Promise<B>((done, failed) => {
          waiting.push({ item, deadline, since, done, failed });
        }),
    );
    pump();
    return Promise.all(results);
  };
};
