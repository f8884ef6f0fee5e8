import { type Instance } from '../destinations/destination';
import { unfitsOf } from './unfits';
import { type Deliverer, type Delivery, type DeliveryItem } from './delivery';

/** Answers at once for the indicators that the destination can't take, and brings the rest. */
export const fitting =
  ({ instance }: { readonly instance: Pick<Instance, 'kind'> }) =>
  (bring: Deliverer): Deliverer =>
  (items, deadline) =>
  async () => {
    const unfits = unfitsOf(
      instance.kind,
      items.map(({ indicator }) => indicator),
    );
    const told = items.map(({ indicator }, index): Delivery | null => {
      const unfit = unfits[index] ?? null;
      return unfit === null ? null : { _tag: 'Unfit', externalId: indicator.externalId, ...unfit };
    });
    const fit: readonly DeliveryItem[] = items.filter((_, index) => told[index] === null);
    const brought = (fit.length === 0 ? [] : await bring(fit, deadline)()).values();
    return told.flatMap((delivery) => delivery ?? brought.next().value ?? []);
  };
