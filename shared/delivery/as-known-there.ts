import { type Instance } from '../destinations/destination';
import { type Deliverer } from './delivery';

/** Brings each indicator under its identity at the destination, and reports it under the identity with which it came. */
export const asKnownThere =
  ({ instance }: { readonly instance: Pick<Instance, 'kind'> }) =>
  (bring: Deliverer): Deliverer => {
    const { known } = instance.kind;
    return known === undefined
      ? bring
      : (items, deadline) => async () => {
          const there = items.map((item) => ({ ...item, indicator: known(item.indicator) }));
          const deliveries = await bring(there, deadline)();
          return deliveries.map((delivery, index) => ({
            ...delivery,
            externalId: items[index]?.indicator.externalId ?? delivery.externalId,
          }));
        };
  };
