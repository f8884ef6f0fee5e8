import * as E from 'fp-ts/Either';
import { noAnswer, unsettled } from './bulk-operation';
import { type Delivery, type DelivererOptions } from './delivery';
import { type Batches } from './in-batches';
import { type Bring } from './in-turn';
import { decideByLedger, type LedgerDecision } from './ledger';
import { type LedgerEntry } from './ports';
import { type Submission } from './submitter';

const withoutCall = (externalId: string, decision: LedgerDecision): Delivery | null =>
  decision._tag === 'Duplicate' || decision._tag === 'Superseded'
    ? { _tag: decision._tag, externalId, id: decision.id }
    : null;

const isChanged = (delivery: Delivery | undefined): delivery is Delivery =>
  delivery !== undefined && delivery._tag !== 'Gone' && delivery._tag !== 'Rejected';

/** Looks each indicator up in the ledger, and brings what is new or has changed. */
export const byLedger =
  ({ instance, ledger, rules, now }: Pick<DelivererOptions, 'instance' | 'ledger' | 'rules' | 'now'>) =>
  (batches: Batches): Bring => {
    /** Only keeps events in between from overwriting: not told is not worse than not known. */
    const confirm = async (entries: readonly LedgerEntry[]): Promise<void> => {
      if (ledger !== null && entries.length > 0) await ledger.record(instance.name, entries)();
    };

    /** What can't be changed (it is gone, or the destination does not take the change) is created anew. */
    const change = async (
      submissions: readonly Submission[],
      deadline: Date,
    ): Promise<readonly Delivery[]> => {
      const changed = instance.kind.updating === null ? [] : await batches.change(submissions, deadline);
      const undone = submissions.filter((_, index) => !isChanged(changed[index]));
      const created = await batches.create(undone, deadline);
      return [...changed.filter(isChanged), ...created];
    };

    return async (deliveryItems, deadline, place) => {
      const externalIds = deliveryItems.map(({ indicator }) => indicator.externalId);
      const found = ledger === null ? E.right(null) : await ledger.find(instance.name, externalIds)();
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
        batches.create(
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
  };
