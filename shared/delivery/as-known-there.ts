import { type Instance } from '../destinations/destination';
import { type Deliverer, type Delivery } from './delivery';

/** What is said of an indicator by what was said of its entries: the first of these that one of them has. */
const precedence: readonly Delivery['_tag'][] = [
  // It comes again, and what is done already is known then.
  'Unsettled',
  'Retired',
  'Full',
  'Rejected',
  'Unfit',
  'OfAnother',
  'Created',
  'Updated',
  'Revoked',
  'Duplicate',
  'Superseded',
  'StillSaid',
  'TakenBack',
  'Gone',
  'NotHeld',
];

const idOf = (delivery: Delivery): string => ('id' in delivery ? delivery.id : '');

/** One delivery of all entries. Its id is made of theirs, with commas between; of what was taken back, those that are gone. */
const ofEntries = (entries: readonly Delivery[]): Delivery | undefined => {
  const tag = precedence.find((one) => entries.some(({ _tag }) => _tag === one));
  const worst = entries.find(({ _tag }) => _tag === tag);
  if (worst === undefined || entries.length === 1) return worst;
  const named = worst._tag === 'Revoked' ? entries.filter(({ _tag }) => _tag === 'Revoked') : entries;
  const id = named
    .map(idOf)
    .filter((one) => one !== '')
    .join(',');
  const unrecorded = entries.some((one) => one.unrecorded === true) ? { unrecorded: true } : {};
  return { ...worst, ...('id' in worst ? { id } : {}), ...unrecorded };
};

/** Delivers each indicator as the entries that it is at the destination, and reports it under the identity with which it came. */
export const asKnownThere =
  ({ instance }: { readonly instance: Pick<Instance, 'kind'> }) =>
  (deliver: Deliverer): Deliverer => {
    const { known } = instance.kind;
    return known === undefined
      ? deliver
      : (items, deadline) => async () => {
          const there = items.map((item) =>
            known(item.indicator, item.takeBackScope !== undefined).map((indicator) => ({
              ...item,
              indicator,
            })),
          );
          const deliveries = (await deliver(there.flat(), deadline)()).values();
          return items.flatMap(({ indicator: { externalId } }, index) => {
            const entries = (there[index] ?? []).flatMap(() => deliveries.next().value ?? []);
            const delivery = ofEntries(entries);
            return delivery === undefined ? [] : { ...delivery, externalId };
          });
        };
  };
