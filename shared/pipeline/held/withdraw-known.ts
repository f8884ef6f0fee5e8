import { pipe } from 'fp-ts/function';
import * as E from 'fp-ts/Either';
import * as T from 'fp-ts/Task';
import { toDeliveryItem } from '../dispatch/to-delivery-item';
import { type LeftOut, type Reading } from '../reading/merge-duplicates';
import { type Planned } from '../outcome';
import { type Route } from '../ports';

const asNamed = (planned: Planned): Planned => ({ ...planned, takesBack: 'named' });

/**
 * Which of these their sources said before, as far as a destination's ledger tells; where it can't be asked, any may have been.
 */
const knownAt =
  (withdrawn: readonly Planned[]) =>
  ({ findSupported = null }: Route): T.Task<readonly boolean[]> =>
    findSupported === null
      ? T.of([])
      : pipe(
          findSupported(withdrawn.map(toDeliveryItem)),
          T.map(E.getOrElse((): readonly boolean[] => withdrawn.map(() => true))),
        );

/**
 * Takes back what a source no longer supports (its end was moved into the past, it is no longer for detection, it is called
 * benign), where the source is known to have said it. Of anything else nothing was ever sent, so it is left as it was read.
 */
export const withdrawKnown =
  (routes: readonly Route[]) =>
  (reading: Reading): T.Task<Reading> => {
    const withdrawn = reading.left.flatMap((left) => left.withdrawn ?? []).map(asNamed);
    if (withdrawn.length === 0) return T.of(reading);
    const settle = (answers: readonly (readonly boolean[])[]): Reading => {
      const known = withdrawn.filter((_, index) => answers.some((answer) => answer[index] === true));
      const places = new Set(known.map(({ provenance: { place } }) => place));
      const isKnown = ({ withdrawn: all = [] }: LeftOut): boolean =>
        all.some(({ provenance: { place } }) => places.has(place));
      return { found: [...reading.found, ...known], left: reading.left.filter((left) => !isKnown(left)) };
    };
    return pipe(routes, T.traverseArray(knownAt(withdrawn)), T.map(settle));
  };
