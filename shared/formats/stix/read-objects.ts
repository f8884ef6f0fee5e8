import { leave, type ReadOptions, type Skipped } from '../format';
import { orNoIndicator, type Entry } from '../kit';
import { readIndicator } from './read-indicator';
import { readObserved } from './read-observed';
import { relatedOf } from './related';
import { byId, isStixObject, typeOf, type StixObject } from './stix-object';

/**
 * Reads a list of STIX objects. Indicators are candidates; where there are none, cyber-observables are. Identities, malware,
 * relationships and the like describe them and are no candidates.
 */
export const readObjects = (
  items: readonly (StixObject | Skipped)[],
  { now, takeObserved }: ReadOptions,
  place = '',
): readonly Entry[] => {
  const objects = items.filter((item): item is StixObject => item._tag === 'StixObject');
  const skipped = items.filter((item): item is Skipped => item._tag === 'Skipped');
  const known = byId(objects);
  const isIndicator = ({ object }: StixObject): boolean => typeOf(object) === 'indicator';
  const strange = objects
    .filter((item) => !isIndicator(item) && !isStixObject(item.object))
    .map(({ place }) =>
      leave(place, 'unsupported-type', 'no STIX object: one has a type and an id of that type'),
    );
  const indicators = objects.filter(isIndicator);
  const read: readonly Entry[] =
    indicators.length > 0
      ? indicators.flatMap(readIndicator({ now, known, relatedTo: relatedOf(objects, known) }))
      : readObserved(
          objects.filter(({ object }) => isStixObject(object)),
          known,
          takeObserved,
        );
  return orNoIndicator(place, 'no STIX object in it is an indicator', [...read, ...skipped, ...strange]);
};
