// Over sixty lines: a table of cyber-observables.
import { holdsObject, objectOf, textOf, textsOf, type Json } from '../../codec/json-value';
import { at } from '../../codec/json-pointer';
import { leave, type Observation, type Skipped } from '../format';
import { take, type Entry } from '../kit';
import { observedAt } from './observable-path';
import { markingsOf, objectsAt, typeOf, type StixObject } from './stix-object';

/** The property that identifies a cyber-observable, for those that have a member in tiIndicator. */
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

const observationsAt = (type: string, property: string, value: unknown): readonly Observation[] => {
  const text = textOf(value);
  const found = text === undefined ? undefined : observedAt(`${type}:${property}`, text);
  return found === undefined ? [] : [found.observation];
};

/** One set of observations for each draft; a file has a draft for each hash. */
const observationsOf = (type: string, object: Json): readonly (readonly Observation[])[] => {
  const property = properties.get(type) ?? '';
  const named = property === '' ? [] : observationsAt(type, property, object[property]);
  const hashes = type === 'file' ? Object.entries(objectOf(object.hashes)) : [];
  const hashed = hashes.flatMap(([name, value]) =>
    observationsAt(type, `hashes.${name.toLowerCase()}`, value),
  );
  if (hashed.length > 0) return hashed.map((hash) => [hash, ...named]);
  return named.length > 0 ? [named] : [];
};

/** STIX 2.0 keeps cyber-observables inside observed-data: by number, in a list, or as a single one. */
const unfolded = (item: StixObject): readonly (StixObject | Skipped)[] => {
  const { objects } = item.object;
  const numbered = objectOf(objects);
  if (typeOf(item.object) !== 'observed-data' || objects === undefined) return [item];
  const place = at(item.place, 'objects');
  return holdsObject(objects) && typeof numbered.type !== 'string'
    ? Object.keys(numbered).flatMap((key) => objectsAt(at(place, key), numbered[key]))
    : objectsAt(place, objects);
};

/**
 * Reads the cyber-observables of a payload without indicators. They were seen and not judged, so they are taken only where the
 * deployment wants that.
 */
export const readObserved = (
  objects: readonly StixObject[],
  known: ReadonlyMap<string, Json>,
  takeObserved: boolean,
): readonly Entry[] =>
  objects.flatMap(unfolded).flatMap((item): readonly Entry[] => {
    if (item._tag === 'Skipped') return [item];
    const { place, object } = item;
    const drafts = observationsOf(typeOf(object) ?? '', object);
    if (drafts.length === 0) return [];
    if (!takeObserved) return [leave(place, 'observed-only', 'it was seen; no indicator calls it bad')];
    const about = { tlp: markingsOf(object, known), tags: textsOf(object.labels) };
    const partOf = drafts.length > 1 ? textOf(object.id) : undefined;
    return drafts.map((observed) => take(place, { ...about, partOf }, observed));
  });
