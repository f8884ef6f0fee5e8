import { listed } from '../../codec/items';
import { isObject, objectOf, oneOrMany, type Json } from '../../codec/json-value';
import { isBundle, isStixObject, objectsIn } from './stix-object';
import { readObjects } from './read-objects';
import { intakeOf, type Format } from '../format';
import { hasOneOf, lacking, nearer, nearMissIn, type Recognition } from '../recognition';

/** `{"objects":[…],"more":false}`: what a TAXII server answers. `objects` may be missing from one that is empty. */
const isEnvelope = (payload: Json): boolean => {
  const { objects, more } = payload;
  if (Array.isArray(objects))
    return objects.some(isStixObject) || (objects.length === 0 && typeof more === 'boolean');
  return isStixObject(objects);
};

const isList = (payload: Json): boolean =>
  oneOrMany(payload.value).some(isStixObject) &&
  !Object.keys(payload).some((name) => name.toLowerCase() === 'sourcesystem');

const isStix = (payload: unknown): boolean =>
  isObject(payload) && (isBundle(payload) || isStixObject(payload) || isEnvelope(payload));

/** What something that is not STIX lacks for an indicator or a bundle. */
const lacks = (item: unknown): Recognition => {
  const { type } = objectOf(item);
  return nearer(
    [
      type === 'indicator' || 'type',
      lacking(item, 'pattern'),
      hasOneOf(item, 'valid_from', 'pattern_type', 'spec_version'),
    ],
    [type === 'bundle' || 'type', 'objects'],
  );
};

/** STIX 2.0 and 2.1 (OASIS). */
export const stix: Format = {
  name: 'stix',
  marks: ['type', 'id', 'objects'],
  expects: 'a STIX 2 bundle, a TAXII envelope {"objects":[…]}, a STIX object or an array of them',
  recognises: (payload) =>
    Array.isArray(payload) ? payload.some(isStix) : isStix(payload) || (isObject(payload) && isList(payload)),
  nearMiss: (payload) => nearMissIn(listed('', payload), lacks),
  read: (payload, options) => intakeOf(readObjects(objectsIn(payload), options)),
};
