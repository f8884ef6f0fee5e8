import * as E from 'fp-ts/Either';
import { createBatcher, type Batcher } from './batcher';
import { sentElsewhere, budgetSpent, ledgerUnreachable, noAnswer, unsettled } from './bulk-operation';
import { type PendingCallers } from './pending-callers';
import { type Delivery, type DelivererOptions } from '../delivery';
import { intentOf, rowAfter, type Call } from '../ledger/ledger-record';
import { type Submission, type Submitter } from './submitter';
import { type WorkingSize } from './working-size';

/** Creates, changes or takes back submissions of any number of callers. */
export interface Batches {
  readonly create: Batcher<Submission, Delivery>;
  readonly change: Batcher<Submission, Delivery>;
  readonly takeBack: Batcher<Submission, Delivery>;
}

const idOf = ({ deliveryItem }: Submission): string => deliveryItem.indicator.externalId;

/** Whether the ledger was asked and has no row of it. */
const isUnknown = ({ row = null, unrecorded }: Submission): boolean => row === null && !unrecorded;

const none = E.right<never, ReadonlySet<string>>(new Set());

const mark = (delivery: Delivery): Delivery => ({ ...delivery, unrecorded: true });

/**
 * Writes to the ledger before a call, that it is about to be made, and after it, what came of it. A delivery that could not be written
 * is marked. A take-back is made only if the first write succeeded. Of several instances, only the one that writes the row of a new
 * indicator first creates it.
 */
const recording = (
  { instance: { name }, ledger }: Pick<DelivererOptions, 'instance' | 'ledger'>,
  asked: Call,
  { run, pending }: { readonly run: Submitter['change']; readonly pending: PendingCallers },
) => ({
  run: async (submissions: readonly Submission[], deadline: Date): Promise<readonly Delivery[]> => {
    if (ledger === null) return run(submissions, deadline);
    const { claim } = ledger;
    const isClaimed = (submission: Submission): boolean =>
      claim !== undefined && asked.call === 'create' && isUnknown(submission);
    const intentsOf = (are: boolean) =>
      submissions.filter((one) => isClaimed(one) === are).map((one) => intentOf(one, asked));
    const [claims, records] = [intentsOf(true), intentsOf(false)];
    const [lost, intended] = await Promise.all([
      claim === undefined || claims.length === 0 ? none : claim(name, claims)(),
      records.length === 0 ? E.right(undefined) : ledger.record(name, records)(),
    ]);
    if (E.isLeft(intended) && asked.call === 'take-back')
      return submissions.map((one) => unsettled(idOf(one), ledgerUnreachable));
    // Submissions that nobody looked up, and that could not be claimed, are looked up.
    const guesses = submissions.filter(({ isGuess = false }) => isGuess).map(idOf);
    const elsewhere = E.isRight(lost) ? lost.right : new Set(guesses);
    const going = submissions.filter((one) => !elsewhere.has(idOf(one)));
    const verdicts = (going.length === 0 ? [] : await run(going, deadline)).values();
    return submissions.map((one) =>
      elsewhere.has(idOf(one))
        ? unsettled(idOf(one), sentElsewhere)
        : (verdicts.next().value ?? unsettled(idOf(one), noAnswer)),
    );
  },
  wrapUp: async (
    submissions: readonly Submission[],
    deliveries: readonly Delivery[],
  ): Promise<readonly Delivery[]> => {
    if (ledger === null) return deliveries;
    const entries = submissions.flatMap(
      (submission, index) => rowAfter(submission, deliveries[index], asked) ?? [],
    );
    if (entries.length === 0) return deliveries;
    // A caller counts as pending until it has this answer, since it may deliver more then.
    const recorded = await ledger.record(name, entries)().finally(pending.add());
    return deliveries.map((delivery, index) =>
      E.isLeft(recorded) || submissions[index]?.unrecorded === true ? mark(delivery) : delivery,
    );
  },
});

/** Fills calls with the submissions of all callers. What was taken is recorded while the next batch runs. */
export const inBatches =
  (options: DelivererOptions, sizes: Pick<WorkingSize, 'now'>, pending: PendingCallers) =>
  ({ create, change, takeBack }: Submitter): Batches => {
    const { instance, rules, limiter, now } = options;
    const isForGood = instance.kind.revoking?.isForGood === true;
    const batcherOf = (call: Call['call'], run: Submitter['change'], inFlight: number): Batches['create'] =>
      createBatcher<Submission, Delivery>({
        size: sizes.now,
        windowMs: rules.batchWindowMs,
        permits: limiter.permits,
        pending,
        inFlight,
        now,
        ...recording(options, { call, isForGood }, { run, pending }),
        late: ({ deliveryItem }) => unsettled(deliveryItem.indicator.externalId, budgetSpent),
      });
    const others = Math.max(1, Math.floor(rules.callsInFlight / 2));
    return {
      create: batcherOf('create', create, rules.callsInFlight),
      change: batcherOf('change', change, others),
      takeBack: batcherOf('take-back', takeBack, others),
    };
  };
