import { itemsOf, type Item } from '../codec/items';
import { at } from '../codec/json-pointer';
import { arrayOf, isObject, objectOf, textOf, type Json } from '../codec/json-value';

export const listed = (place: string, items: unknown): readonly Item[] =>
  arrayOf(items).map((item, index) => ({ place: at(place, index), item }));

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

/** `{"Attribute":[…]}`; an empty one, what a search without a hit gives, only where nothing else stands beside it. */
const hasAttributes = (item: Json): boolean =>
  Array.isArray(item.Attribute) &&
  (item.Attribute.some(isAttribute) || (item.Attribute.length === 0 && Object.keys(item).length === 1));

export const isMisp = ({ item }: Item): boolean =>
  isObject(item) && (isAttribute(item) || isEvent(item) || isEvent(item.Event) || hasAttributes(item));

/** What stands in an array, `{"value":[…]}` or `{"response":…}`, or the one thing itself. */
export const mispItemsOf = (payload: unknown): readonly Item[] => {
  const { response } = objectOf(payload);
  if (Array.isArray(response)) return listed('/response', response);
  return isObject(response) ? [{ place: '/response', item: response }] : itemsOf(payload);
};
