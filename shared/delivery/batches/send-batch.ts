import * as E from 'fp-ts/Either';
import { type Exchange, type ErrorDetail, type Verdict } from '../../destinations/destination';
import {
  budgetSpent,
  fromFailure,
  noAnswer,
  outageOf,
  unsettled,
  type BulkOperation,
} from './bulk-operation';
import { type WorkingSize } from './working-size';

/** How a batch is sent: in calls of at most `requestTimeoutMs`, none of them begun after the deadline. */
export interface Sending {
  readonly exchange: Exchange;
  readonly now: () => Date;
  /** From 0 to under 1. */
  readonly random: () => number;
  readonly requestTimeoutMs: number;
  /** Told which sizes were taken as they were, and which only in halves. */
  readonly sizes: Pick<WorkingSize, 'halved' | 'taken'>;
}

interface Bringing<A> {
  readonly calling: Sending;
  readonly operation: BulkOperation<A>;
  readonly deadline: Date;
}

/** What came of some items, and whether the destination took them in one call. */
interface Brought {
  readonly verdicts: readonly Verdict[];
  readonly whole: boolean;
}

const everyOne = <A>({ operation }: Bringing<A>, items: readonly A[], detail: ErrorDetail): Brought => ({
  verdicts: items.map((item) => unsettled(operation.externalIdOf(item), detail)),
  whole: false,
});

/** Brings verdicts into the order of the items, whatever the order of the answer. */
const inOrder = <A>(
  { operation }: Bringing<A>,
  items: readonly A[],
  verdicts: readonly Verdict[],
): readonly Verdict[] => {
  const byId = new Map(verdicts.map((verdict) => [verdict.externalId, verdict]));
  return items.map((item) => {
    const externalId = operation.externalIdOf(item);
    return byId.get(externalId) ?? unsettled(externalId, noAnswer);
  });
};

/**
 * Whether an error concerns the whole destination. A single item may be in trouble for its own sake. Several items, a wait that
 * was asked for, or no answer at all speak for everything.
 */
const isForAll = (items: number, { status, retryAfterSeconds }: ErrorDetail): boolean =>
  items > 1 || status === null || status === 429 || retryAfterSeconds !== null;

/**
 * Sends a refused bulk half by half, a random half first. One bad item of 100 is found in 15 calls. Where not even single items
 * are taken, the destination is down and the rest is left alone: after ten calls for a hundred items.
 */
const bringHalves = async <A>(bringing: Bringing<A>, items: readonly A[]): Promise<readonly Verdict[]> => {
  const middle = Math.ceil(items.length / 2);
  const halves = [items.slice(0, middle), items.slice(middle)];
  const [first = [], second = []] = bringing.calling.random() < 0.5 ? halves : [...halves].reverse();
  const one = await bring(bringing, first);
  const outage = outageOf(one.verdicts);
  const two =
    outage !== null && isForAll(first.length, outage)
      ? everyOne(bringing, second, outage)
      : await bring(bringing, second);
  if (one.whole && two.whole && items.length > 2) bringing.calling.sizes.halved(middle);
  return inOrder(bringing, items, [...one.verdicts, ...two.verdicts]);
};

const createdAt =
  (at: Date) =>
  (verdict: Verdict): Verdict =>
    verdict._tag === 'Created' ? { ...verdict, since: at.toISOString() } : verdict;

const bring = async <A>(bringing: Bringing<A>, items: readonly A[]): Promise<Brought> => {
  const { calling, operation, deadline } = bringing;
  const leftMs = deadline.getTime() - calling.now().getTime();
  if (leftMs <= 0) return everyOne(bringing, items, budgetSpent);
  const timeoutMs = Math.min(leftMs, calling.requestTimeoutMs);
  const at = calling.now();
  const answered = await calling.exchange(operation.request(items, at), timeoutMs)();
  if (E.isLeft(answered)) return everyOne(bringing, items, fromFailure(answered.left));
  const answer = operation.read(items, answered.right);
  if (answer._tag === 'Split') return { verdicts: await bringHalves(bringing, items), whole: false };
  const whole = outageOf(answer.verdicts) === null;
  if (whole) calling.sizes.taken(items.length);
  return { verdicts: inOrder(bringing, items, answer.verdicts.map(createdAt(at))), whole };
};

/** Sends a batch. Gives exactly one verdict for each item, at its position. No two items may have the same `externalId`. */
export type SendBatch = <A>(
  operation: BulkOperation<A>,
  items: readonly A[],
  deadline: Date,
) => Promise<readonly Verdict[]>;

/** Sends a batch in one call, or in halves where a call is refused as a whole. */
export const sendBatch =
  (calling: Sending): SendBatch =>
  (operation, items, deadline) =>
    bring({ calling, operation, deadline }, items).then(({ verdicts }) => verdicts);
