import { type Instance, type Unfit } from '../destinations/destination';
import { type Deliverer, type Delivery, type DeliveryItem } from './delivery';
import { isKeptByAction, unfitsOf } from './unfits';

/** Where nothing was held that could be taken back, all there is to say is why it was not taken. */
const afterTakingBack = (delivery: Delivery, unfit: Unfit): Delivery => {
  if (delivery._tag === 'Revoked') return { ...delivery, insteadOf: unfit };
  const isUntouched = delivery._tag === 'NotHeld' || delivery._tag === 'Unfit';
  return isUntouched ? { _tag: 'Unfit', externalId: delivery.externalId, ...unfit } : delivery;
};

/**
 * Answers at once for the indicators that the destination can't take, and delivers the rest. Where only the action keeps one away, its
 * source may have said another before, and that is taken back.
 */
export const fitting =
  ({ instance: { kind } }: { readonly instance: Pick<Instance, 'kind'> }) =>
  (deliver: Deliverer): Deliverer =>
  (items, deadline) =>
  async () => {
    const unfits = unfitsOf(
      kind,
      items.map(({ indicator }) => indicator),
    );
    const asked = items.map((item, index): DeliveryItem | null => {
      if ((unfits[index] ?? null) === null) return item;
      return isKeptByAction(kind, item.indicator) ? { ...item, takeBackScope: 'own' } : null;
    });
    const going = asked.filter((item) => item !== null);
    const deliveries = (going.length === 0 ? [] : await deliver(going, deadline)()).values();
    return items.flatMap(({ indicator: { externalId } }, index): Delivery | readonly [] => {
      const unfit = unfits[index] ?? null;
      const delivery = (asked[index] ?? null) === null ? undefined : deliveries.next().value;
      if (unfit === null) return delivery ?? [];
      return afterTakingBack(delivery ?? { _tag: 'Unfit', externalId, ...unfit }, unfit);
    });
  };
