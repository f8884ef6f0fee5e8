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

interface BatchCall<A> {
  readonly sending: Sending;
  readonly operation: BulkOperation<A>;
  readonly deadline: Date;
}

/** What came of some items, and whether the destination took them in one call. */
interface BatchResult {
  readonly verdicts: readonly Verdict[];
  readonly whole: boolean;
}

const allUnsettled = <A>(
  { operation }: BatchCall<A>,
  items: readonly A[],
  detail: ErrorDetail,
): BatchResult => ({
  verdicts: items.map((item) => unsettled(operation.externalIdOf(item), detail)),
  whole: false,
});

/** Puts verdicts into the order of the items, whatever the order of the answer. */
const inOrder = <A>(
  { operation }: BatchCall<A>,
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
const sendHalves = async <A>(batch: BatchCall<A>, items: readonly A[]): Promise<readonly Verdict[]> => {
  const middle = Math.ceil(items.length / 2);
  const halves = [items.slice(0, middle), items.slice(middle)];
  const [first = [], second = []] = batch.sending.random() < 0.5 ? halves : [...halves].reverse();
  const one = await sendItems(batch, first);
  const outage = outageOf(one.verdicts);
  const two =
    outage !== null && isForAll(first.length, outage)
      ? allUnsettled(batch, second, outage)
      : await sendItems(batch, second);
  if (one.whole && two.whole && items.length > 2) batch.sending.sizes.halved(middle);
  return inOrder(batch, items, [...one.verdicts, ...two.verdicts]);
};

const createdAt =
  (at: Date) =>
  (verdict: Verdict): Verdict =>
    verdict._tag === 'Created' ? { ...verdict, since: at.toISOString() } : verdict;

const sendItems = async <A>(batch: BatchCall<A>, items: readonly A[]): Promise<BatchResult> => {
  const { sending, operation, deadline } = batch;
  const leftMs = deadline.getTime() - sending.now().getTime();
  if (leftMs <= 0) return allUnsettled(batch, items, budgetSpent);
  const timeoutMs = Math.min(leftMs, sending.requestTimeoutMs);
  const at = sending.now();
  const answered = await sending.exchange(operation.request(items, at), timeoutMs)();
  if (E.isLeft(answered)) return allUnsettled(batch, items, fromFailure(answered.left));
  const answer = operation.read(items, answered.right);
  if (answer._tag === 'Split') return { verdicts: await sendHalves(batch, items), whole: false };
  const whole = outageOf(answer.verdicts) === null;
  if (whole) sending.sizes.taken(items.length);
  return { verdicts: inOrder(batch, items, answer.verdicts.map(createdAt(at))), whole };
};

/** Sends a batch. Gives exactly one verdict for each item, at its position. No two items may have the same `externalId`. */
export type SendBatch = <A>(
  operation: BulkOperation<A>,
  items: readonly A[],
  deadline: Date,
) => Promise<readonly Verdict[]>;

/** Sends a batch in one call, or in halves where a call is refused as a whole. */
export const sendBatch =
  (sending: Sending): SendBatch =>
  (operation, items, deadline) =>
    sendItems({ sending, operation, deadline }, items).then(({ verdicts }) => verdicts);
