import * as E from 'fp-ts/Either';
import { type TracePlace } from '../telemetry/trace-place';
import { createBatcher, type Batcher } from './batcher';
import { createSubmitter, type Submitter, type Submission } from './submitter';
import { type DeliveryItem, type Deliverer, type DelivererOptions, type Delivery } from './delivery';
import { decideByLedger, entryOf, type LedgerDecision } from './ledger';
import { createKeyedLock } from './keyed-lock';
import { budgetSpent, noAnswer, unsettled } from './bulk-operation';
import { type LedgerEntry } from './ports';
import { createWorkingSize } from './working-size';

const workingSizeMs = 600_000;

const entriesOf = (
  submissions: readonly Submission[],
  deliveries: readonly Delivery[],
): readonly LedgerEntry[] =>
  submissions.flatMap(({ deliveryItem: { indicator, sourceTime } }, index) => {
    const delivery = deliveries[index];
    if (delivery?._tag !== 'Created' && delivery?._tag !== 'Updated') return [];
    const state = delivery._tag === 'Created' ? 'created' : 'updated';
    return [entryOf(indicator, delivery.id, sourceTime, state)];
  });

const withoutCall = (externalId: string, decision: LedgerDecision): Delivery | null =>
  decision._tag === 'Duplicate' || decision._tag === 'Superseded'
    ? { _tag: decision._tag, externalId, id: decision.id }
    : null;

const isChanged = (delivery: Delivery | undefined): delivery is Delivery =>
  delivery !== undefined && delivery._tag !== 'Gone' && delivery._tag !== 'Rejected';

/**
 * The one way to a destination, shared by all invocations of an instance: looks each indicator up in the ledger, fills
 * calls with the indicators of all, and records what was taken.
 */
export const createDeliverer = (options: DelivererOptions): Deliverer => {
  const { ledger, rules, now, telemetry } = options;
  const { name, kind } = options.instance;
  const workingSize = createWorkingSize(kind.perCall, now, workingSizeMs);
  const caller = createSubmitter(options, workingSize);
  const oneByOne = createKeyedLock(now);

  const record = async (
    submissions: readonly Submission[],
    said: readonly Delivery[],
  ): Promise<readonly Delivery[]> => {
    if (ledger === null) return said;
    const entries = entriesOf(submissions, said);
    if (entries.length === 0) return said;
    const recorded = await ledger.record(name, entries)();
    return said.map((delivery, index) =>
      E.isLeft(recorded) || submissions[index]?.unrecorded === true
        ? { ...delivery, unrecorded: true }
        : delivery,
    );
  };

  /** Only keeps events in between from overwriting: not told is not worse than not known. */
  const confirm = async (entries: readonly LedgerEntry[]): Promise<void> => {
    if (ledger !== null && entries.length > 0) await ledger.record(name, entries)();
  };

  const batcherOf = (run: Submitter['create'], inFlight: number): Batcher<Submission, Delivery> =>
    createBatcher<Submission, Delivery>({
      size: workingSize.now,
      windowMs: rules.batchWindowMs,
      permits: options.limiter.permits,
      inFlight,
      now,
      run,
      wrapUp: record,
      late: ({ deliveryItem }) => unsettled(deliveryItem.indicator.externalId, budgetSpent),
    });
  const creates = batcherOf(caller.create, rules.callsInFlight);
  const changes = batcherOf(caller.change, Math.max(1, Math.floor(rules.callsInFlight / 2)));

  /** What can't be changed (it is gone, or the destination does not take the change) is created anew. */
  const change = async (submissions: readonly Submission[], deadline: Date): Promise<readonly Delivery[]> => {
    const changed = kind.updating === null ? [] : await changes(submissions, deadline);
    const undone = submissions.filter((_, index) => !isChanged(changed[index]));
    const created = await creates(undone, deadline);
    return [...changed.filter(isChanged), ...created];
  };

  const bringTurn = async (
    deliveryItems: readonly DeliveryItem[],
    deadline: Date,
    place: TracePlace | null,
  ): Promise<readonly Delivery[]> => {
    const externalIds = deliveryItems.map(({ indicator }) => indicator.externalId);
    const found = ledger === null ? E.right(null) : await ledger.find(name, externalIds)();
    const held = E.isRight(found) ? found.right : null;
    const decided = deliveryItems.map((deliveryItem) => ({
      deliveryItem,
      decision: decideByLedger(held?.get(deliveryItem.indicator.externalId), deliveryItem, rules, now()),
      unrecorded: E.isLeft(found),
      place,
    }));
    const confirmed = decided.flatMap(({ decision }) =>
      decision._tag === 'Duplicate' && decision.confirmed !== null ? [decision.confirmed] : [],
    );
    const [, ...brought] = await Promise.all([
      confirm(confirmed),
      creates(
        decided.flatMap(({ decision, ...submission }) =>
          decision._tag === 'Create' ? [{ ...submission, held: null }] : [],
        ),
        deadline,
      ),
      change(
        decided.flatMap(({ decision, ...submission }) =>
          decision._tag === 'Update' ? [{ ...submission, held: decision.id }] : [],
        ),
        deadline,
      ),
    ]);
    const byId = new Map(brought.flat().map((delivery) => [delivery.externalId, delivery]));
    return decided.map(
      ({ deliveryItem: { indicator }, decision }) =>
        withoutCall(indicator.externalId, decision) ??
        byId.get(indicator.externalId) ??
        unsettled(indicator.externalId, noAnswer),
    );
  };

  return (items, deadline) => async () => {
    const keys = items.map(({ indicator }) => indicator.externalId);
    const place = telemetry.here();
    const done = await oneByOne(keys, deadline, (positions) =>
      bringTurn(
        positions.flatMap((position) => items[position] ?? []),
        deadline,
        place,
      ),
    );
    return keys.map((externalId, position) => done.get(position) ?? unsettled(externalId, budgetSpent));
  };
};
