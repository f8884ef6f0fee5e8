import * as E from 'fp-ts/Either';
import { createBatcher, type Batcher } from './batcher';
import { budgetSpent, unsettled } from './bulk-operation';
import { type Delivery, type DelivererOptions } from './delivery';
import { entryOf } from './ledger';
import { type LedgerEntry } from './ports';
import { type Submission, type Submitter } from './submitter';
import { type WorkingSize } from './working-size';

/** Submissions of any number of callers, to be created or changed. */
export interface Batches {
  readonly create: Batcher<Submission, Delivery>;
  readonly change: Batcher<Submission, Delivery>;
}

const entriesOf = (
  revokesForGood: boolean,
  submissions: readonly Submission[],
  deliveries: readonly Delivery[],
): readonly LedgerEntry[] =>
  submissions.flatMap(({ deliveryItem: { indicator, sourceTime }, held }, index) => {
    const delivery = deliveries[index];
    if (delivery?._tag !== 'Created' && delivery?._tag !== 'Updated') return [];
    const state = delivery._tag === 'Created' ? 'created' : 'updated';
    const since = delivery.since ?? held?.since ?? null;
    const threatType = (state === 'updated' ? held?.threatType : null) ?? indicator.threatType;
    return [
      {
        ...entryOf(indicator, delivery.id, sourceTime, state),
        threatType,
        ...(since === null ? {} : { since }),
        ...(held !== null && held.generation > 0 ? { generation: held.generation } : {}),
        ...(revokesForGood && indicator.isActive === false ? { revoked: true } : {}),
      },
    ];
  });

/** Writes down what was taken, and marks what could not be. */
const recording =
  ({ instance, ledger }: Pick<DelivererOptions, 'instance' | 'ledger'>) =>
  async (submissions: readonly Submission[], said: readonly Delivery[]): Promise<readonly Delivery[]> => {
    if (ledger === null) return said;
    const entries = entriesOf(instance.kind.updating?.revokesForGood === true, submissions, said);
    if (entries.length === 0) return said;
    const recorded = await ledger.record(instance.name, entries)();
    return said.map((delivery, index) =>
      E.isLeft(recorded) || submissions[index]?.unrecorded === true
        ? { ...delivery, unrecorded: true }
        : delivery,
    );
  };

/** Calls filled with the submissions of all callers; what was taken is recorded when its place is free for the next batch. */
export const inBatches =
  (options: DelivererOptions, sizes: Pick<WorkingSize, 'now'>) =>
  ({ create, change }: Submitter): Batches => {
    const { rules, limiter, now } = options;
    const batcherOf = (run: Submitter['create'], inFlight: number): Batches['create'] =>
      createBatcher<Submission, Delivery>({
        size: sizes.now,
        windowMs: rules.batchWindowMs,
        permits: limiter.permits,
        inFlight,
        now,
        run,
        wrapUp: recording(options),
        late: ({ deliveryItem }) => unsettled(deliveryItem.indicator.externalId, budgetSpent),
      });
    return {
      create: batcherOf(create, rules.callsInFlight),
      change: batcherOf(change, Math.max(1, Math.floor(rules.callsInFlight / 2))),
    };
  };
