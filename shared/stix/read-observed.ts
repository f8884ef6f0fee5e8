import { arrayOf, isObject, objectOf, textOf, type Json } from '../codec/json-value';
import { at } from '../codec/json-pointer';
import { leave, type Draft, type Found, type Observation, type Skipped } from '../formats/format';
import { observedAt } from './observable-path';
import { markingsOf, typeOf, type StixObject } from './stix-object';

/** The property that a cyber-observable is known by, for those that tiIndicator has a member for. */
const properties: ReadonlyMap<string, string> = new Map<string, string>([
  ['ipv4-addr', 'value'],
  ['ipv6-addr', 'value'],
  ['domain-name', 'value'],
  ['hostname', 'value'],
  ['url', 'value'],
  ['email-addr', 'value'],
  ['mutex', 'name'],
  ['autonomous-system', 'number'],
  ['user-agent', 'value'],
  ['file', 'name'],
]);

const observe = (type: string, property: string, value: unknown): readonly Observation[] => {
  const text = textOf(value);
  const found = text === undefined ? undefined : observedAt(`${type}:${property}`, text);
  return found === undefined ? [] : [found.observation];
};

/** One set of observations for each draft: a file has one for each hash. */
const observationsOf = (type: string, object: Json): readonly (readonly Observation[])[] => {
  const property = properties.get(type) ?? '';
  const named = property === '' ? [] : observe(type, property, object[property]);
  const hashes = type === 'file' ? Object.entries(objectOf(object.hashes)) : [];
  const hashed = hashes.flatMap(([name, value]) => observe(type, `hashes.${name.toLowerCase()}`, value));
  if (hashed.length > 0) return hashed.map((hash) => [hash, ...named]);
  return named.length > 0 ? [named] : [];
};

/** STIX 2.0 keeps cyber-observables inside observed-data. */
const unfolded = (item: StixObject): readonly StixObject[] =>
  typeOf(item.object) === 'observed-data' && isObject(item.object.objects)
    ? Object.entries(item.object.objects)
        .filter((entry): entry is [string, Json] => isObject(entry[1]))
        .map(([key, object]) => ({ place: at(at(item.place, 'objects'), key), object }))
    : [item];

/** The cyber-observables of a payload without indicators: seen, not judged, so taken only where the deployment wants that. */
export const readObserved = (
  objects: readonly StixObject[],
  known: ReadonlyMap<string, Json>,
  takeObserved: boolean,
): readonly (Found | Skipped)[] =>
  objects.flatMap(unfolded).flatMap(({ place, object }): readonly (Found | Skipped)[] => {
    const drafts = observationsOf(typeOf(object) ?? '', object);
    if (drafts.length === 0) return [];
    if (!takeObserved) return [leave(place, 'observed-only', 'it was seen; no indicator calls it bad')];
    const isFile = drafts.length > 1;
    return drafts.map((observed) => {
      const draft: Draft = {
        observed,
        tlp: markingsOf(object, known),
        tags: arrayOf(object.labels).flatMap((label) => textOf(label) ?? []),
        partOf: isFile ? textOf(object.id) : undefined,
      };
      return { place, draft };
    });
  });
