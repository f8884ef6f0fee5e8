import { itemsOf, type Item } from '../../codec/items';
import { isObject, oneOrMany, textOf, type Json } from '../../codec/json-value';

export const isAttribute = (item: unknown): boolean =>
  isObject(item) &&
  textOf(item.type) !== undefined &&
  'value' in item &&
  'to_ids' in item &&
  ['uuid', 'category', 'event_id'].some((name) => name in item);

const isEvent = (item: unknown): boolean =>
  isObject(item) &&
  textOf(item.info) !== undefined &&
  textOf(item.uuid) !== undefined &&
  ['Attribute', 'Object', 'Orgc', 'orgc_id', 'threat_level_id', 'analysis'].some((name) => name in item);

/** Whether it is an object by itself: it has a template, or attributes that say what they are in it. */
export const isMispObject = (item: unknown): boolean =>
  isObject(item) &&
  textOf(item.name) !== undefined &&
  ('meta-category' in item ||
    'template_uuid' in item ||
    oneOrMany(item.Attribute).some((one) => isObject(one) && 'object_relation' in one));

/**
 * `{"Attribute":[…]}`. An empty list, which is what a search without a hit gives, counts only where nothing else stands beside
 * it.
 */
const holds = (item: Json, name: string, isOne: (item: unknown) => boolean): boolean =>
  oneOrMany(item[name]).some(isOne) ||
  (Array.isArray(item[name]) && item[name].length === 0 && Object.keys(item).length === 1);

const hasAttributes = (item: unknown): boolean => isObject(item) && holds(item, 'Attribute', isAttribute);

const hasObjects = (item: unknown): boolean =>
  isObject(item) && holds(item, 'Object', (one) => isMispObject(one) || hasAttributes(one));

const isHolder = (item: unknown): boolean => isEvent(item) || hasAttributes(item) || hasObjects(item);

export const isMisp = (item: unknown): boolean =>
  isAttribute(item) ||
  isMispObject(item) ||
  isHolder(item) ||
  (isObject(item) && oneOrMany(item.Event).some(isHolder));

/** The items in an array, `{"response":…}`, `{"value":…}` or a workflow's `{"data":…}`, or the single thing itself. */
export const mispItemsOf = (payload: unknown): readonly Item[] =>
  itemsOf(payload, isMisp, ['response', 'value', 'data']);
