// Over sixty lines: what all objects share.
import { listed } from '../../codec/items';
import { isObject, objectOf, oneOrMany, textOf, textsOf, type Json } from '../../codec/json-value';
import { at } from '../../codec/json-pointer';
import { refuse, type Skipped } from '../format';
import { momentOf } from '../../indicator/moment';

/** A STIX object and where it stands in the payload. */
export interface StixObject {
  readonly _tag: 'StixObject';
  readonly place: string;
  readonly object: Json;
}

export const stixObject = (place: string, object: Json): StixObject => ({
  _tag: 'StixObject',
  place,
  object,
});

const id = /^([a-z0-9][a-z0-9-]*)--./;

/** The type, or what the id begins with where the type is missing. */
export const typeOf = (object: Json): string | undefined =>
  textOf(object.type) ?? id.exec(textOf(object.id) ?? '')?.[1];

/** Whether an object is surely STIX: it has an id of its own type, or is an indicator with a pattern. */
export const isStixObject = (value: unknown): boolean => {
  if (!isObject(value)) return false;
  const type = typeOf(value);
  if (type === undefined) return false;
  const hasId = typeof value.id === 'string' && value.id.startsWith(`${type}--`);
  return hasId || (type === 'indicator' && typeof value.pattern === 'string');
};

export const isBundle = (value: unknown): boolean =>
  isObject(value) &&
  ((value.type === 'bundle' && value.objects !== undefined) ||
    (textOf(value.id) ?? '').startsWith('bundle--'));

type Listed = StixObject | Skipped;

/** The objects of a list, or the one that stands in place of a list. */
export const objectsAt = (place: string, value: unknown): readonly Listed[] =>
  listed(place, value).map(({ place: where, item }) =>
    isObject(item) ? stixObject(where, item) : refuse(where, 'item-not-an-object', 'a STIX object'),
  );

/** The objects of each bundle in a list. */
const unbundled = (item: Listed): readonly Listed[] =>
  item._tag === 'StixObject' && isBundle(item.object)
    ? objectsAt(at(item.place, 'objects'), item.object.objects)
    : [item];

/** The STIX objects in a bundle, a TAXII envelope, a list of either or of objects, or a bare object. */
export const objectsIn = (payload: unknown, place = ''): readonly Listed[] =>
  objectsAt(place, payload).flatMap((item) => {
    if (item._tag === 'Skipped') return [item];
    const { object } = item;
    if (isBundle(object) || (object.type === undefined && object.objects !== undefined))
      return objectsAt(at(item.place, 'objects'), object.objects).flatMap(unbundled);
    const isList = Array.isArray(object.value) || isStixObject(object.value);
    return object.type === undefined && isList && object.id === undefined
      ? objectsAt(at(item.place, 'value'), object.value).flatMap(unbundled)
      : [item];
  });

/** When an object was last changed; '' where it does not say. */
export const modifiedAt = (object: Json): string =>
  momentOf(object.modified) ?? momentOf(object.created) ?? '';

/** The objects by id; of several versions the latest. */
export const byId = (objects: readonly StixObject[]): ReadonlyMap<string, Json> => {
  const found = new Map<string, Json>();
  for (const { object } of objects) {
    const key = textOf(object.id);
    const other = key === undefined ? undefined : found.get(key);
    if (key !== undefined && (other === undefined || modifiedAt(object) >= modifiedAt(other)))
      found.set(key, object);
  }
  return found;
};

/** Whether a later version of the same object is there as well. */
export const isSuperseded = (object: Json, known: ReadonlyMap<string, Json>): boolean => {
  const latest = known.get(textOf(object.id) ?? '');
  return latest !== undefined && latest !== object && modifiedAt(latest) > modifiedAt(object);
};

/** What OpenCTI calls its own properties on a STIX object. */
const openCti = 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba';

export const openCtiExtension = (object: Json): Json => objectOf(objectOf(object.extensions)[openCti]);

/** OpenCTI's score, 0 to 100: in its extension, or as a custom property in older exports. */
export const openCtiScore = (object: Json): unknown =>
  openCtiExtension(object).score ?? object.x_opencti_score;

/**
 * Every marking of an object and of its parts (the parts all end up in one indicator), with what the bundle says of each
 * marking.
 */
export const markingsOf = (object: Json, known: ReadonlyMap<string, Json>): readonly string[] => {
  const granular = oneOrMany(object.granular_markings).map((marking) => objectOf(marking).marking_ref);
  return [...oneOrMany(object.object_marking_refs), ...granular].flatMap((reference) => {
    const name = textOf(reference);
    const definition = objectOf(known.get(name ?? ''));
    const ofVersion2 = Object.values(objectOf(definition.extensions)).map((one) => objectOf(one).tlp_2_0);
    return textsOf([name, definition.name, objectOf(definition.definition).tlp, ...ofVersion2]);
  });
};
