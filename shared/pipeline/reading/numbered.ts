import { type LeftOut, type Reading } from './merge-duplicates';
import { type Provenance } from '../outcome';

/** In an array, the first part of a place is always an index. */
const firstIndex = /^\/(\d+)/;

/**
 * Moves a place in a part to the place in the whole array; `first` is the number of the part's first item. A part as a whole is
 * at its first item.
 */
const placeIn =
  (first: number) =>
  (place: string): string =>
    place === '' ? `/${first}` : place.replace(firstIndex, (_, index: string) => `/${Number(index) + first}`);

/** The reading of a part of an array, with places in the whole array. */
export const numberedFrom = (first: number, { found, left }: Reading): Reading => {
  const at = placeIn(first);
  const from = (provenance: Provenance): Provenance => ({ ...provenance, place: at(provenance.place) });
  const leftAt = ({ provenance, reason, withdrawn }: LeftOut): LeftOut => ({
    provenance: from(provenance),
    reason: {
      ...reason,
      violations: reason.violations.map((one) => ({ ...one, pointer: at(one.pointer) })),
    },
    ...(withdrawn === undefined
      ? {}
      : { withdrawn: withdrawn.map((one) => ({ ...one, provenance: from(one.provenance) })) }),
  });
  return {
    found: found.map((one) => ({ ...one, provenance: from(one.provenance) })),
    left: left.map(leftAt),
  };
};
