import { listed } from '../../codec/items';
import { isObject, objectOf, oneOrMany, type Json } from '../../codec/json-value';
import { at } from '../../codec/json-pointer';
import { isStixObject, objectsAt } from './stix-object';
import { readObjects } from './read-objects';
import { refuse, intakeOf, type Format } from '../format';
import { nearMissIn, type Recognition } from '../recognition';

const lists = ['stixobjects', 'indicators', 'value'];

const nameIn = (payload: Json, names: readonly string[]): string | undefined =>
  Object.keys(payload).find((name) => names.includes(name.toLowerCase()));

/** Any sender may use `value`, so it counts only where STIX is in it. */
const listIn = (payload: unknown): string | undefined => {
  if (!isObject(payload) || nameIn(payload, ['sourcesystem']) === undefined) return undefined;
  const name = nameIn(payload, lists);
  if (name === undefined) return undefined;
  const items = oneOrMany(payload[name]);
  const isEmpty = items.length === 0 && name.toLowerCase() !== 'value';
  return isEmpty || items.some(isStixObject) ? name : undefined;
};

const lacks = (item: unknown): Recognition => {
  const has = (...names: readonly string[]): boolean => nameIn(objectOf(item), names) !== undefined;
  return [
    has('sourcesystem') || 'sourcesystem',
    (has('stixobjects') && !has('sourcesystem')) || 'stixobjects with STIX objects',
  ];
};

/** The body of Sentinel's STIX upload API (`stixobjects`) and of its two predecessors (`indicators`, `value`). */
export const sentinelUpload: Format = {
  name: 'sentinel-upload',
  marks: ['sourcesystem'],
  expects: '{"sourcesystem":…} with STIX in "stixobjects", "indicators" or "value"',
  recognises: (payload) => listIn(payload) !== undefined,
  nearMiss: (payload) => nearMissIn(listed('', payload), lacks),
  read: (payload, options) => {
    const name = listIn(payload);
    return intakeOf(
      isObject(payload) && name !== undefined
        ? readObjects(objectsAt(at('', name), payload[name]), options)
        : [refuse('', 'body-invalid', 'sourcesystem and a list of STIX objects')],
    );
  },
};
