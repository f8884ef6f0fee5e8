import { type TracePlace } from '../telemetry/trace-place';
import { type Telemetry } from '../telemetry/telemetry';
import { budgetSpent, unsettled } from './batches/bulk-operation';
import { type Deliverer, type Delivery, type DeliveryItem } from './delivery';
import { createKeyedLock } from './keyed-lock';

/** Delivers items with distinct identities. `place` is where in a trace they were given; null where nothing is traced. */
export type DeliverDistinct = (
  items: readonly DeliveryItem[],
  deadline: Date,
  place: TracePlace | null,
) => Promise<readonly Delivery[]>;

/** Never delivers two items of one identity at once, over all callers: the second waits until the first is done. */
export const onePerIdentity =
  ({ now, telemetry }: { readonly now: () => Date; readonly telemetry: Pick<Telemetry, 'here'> }) =>
  (deliver: DeliverDistinct): Deliverer => {
    const lock = createKeyedLock(now);
    return (items, deadline) => async () => {
      const keys = items.map(({ indicator }) => indicator.externalId);
      const place = telemetry.here();
      const done = await lock(keys, deadline, (positions) =>
        deliver(
          positions.flatMap((position) => items[position] ?? []),
          deadline,
          place,
        ),
      );
      return keys.map((externalId, position) => done.get(position) ?? unsettled(externalId, budgetSpent));
    };
  };
