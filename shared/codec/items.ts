import { at } from './json-pointer';
import { isNumbered, isObject, textOf, type Json } from './json-value';
import { isBlank } from './text';

/** One item of a payload and its place (JSON pointer). */
export interface Item {
  readonly place: string;
  readonly item: unknown;
}

/** A text and its place: a string that is not blank, trimmed, or a number as text. */
export interface Text {
  readonly place: string;
  readonly text: string;
}

/**
 * The items of the list at `place`, or the single thing that stands there instead. Senders that turn XML, tables or single
 * results into JSON write it so; its place then has no index. Null, blank text and missing values give nothing.
 */
export const listed = (place: string, value: unknown): readonly Item[] => {
  if (Array.isArray(value)) return value.map((item: unknown, index) => ({ place: at(place, index), item }));
  if (isNumbered(value))
    return Object.entries(value).map(([name, item]) => ({ place: at(place, name), item }));
  return isBlank(value) ? [] : [{ place, item: value }];
};

/** The items under a member that by custom is a list; `place` is the place of the object. */
export const listedIn = (place: string, object: Json, name: string): readonly Item[] =>
  listed(at(place, name), object[name]);

/** Every text under a member that holds one text or several. */
export const textsIn = (place: string, object: Json, name: string): readonly Text[] =>
  listedIn(place, object, name).flatMap(({ place: where, item }) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ place: where, text }];
  });

/** The places of values under such a member that are neither text nor blank. */
export const unreadableTextsIn = (place: string, object: Json, name: string): readonly string[] =>
  listedIn(place, object, name)
    .filter(({ item }) => !isBlank(item) && textOf(item) === undefined)
    .map((one) => one.place);

/**
 * The items of an array, or those under one of `names`, or the payload itself as the only item. A single item under such a name
 * counts only where it `isItem` and the payload is not one itself, as any sender may use the name `value`.
 */
export const itemsOf = (
  payload: unknown,
  isItem: (item: unknown) => boolean,
  names: readonly string[] = ['value'],
): readonly Item[] => {
  if (Array.isArray(payload)) return listed('', payload);
  const whole: readonly Item[] = [{ place: '', item: payload }];
  if (!isObject(payload)) return whole;
  const list = names.find((name) => Array.isArray(payload[name]) || isNumbered(payload[name]));
  const one = list ?? names.find((name) => payload[name] !== undefined && isItem(payload[name]));
  if (one === undefined || (list === undefined && isItem(payload))) return whole;
  return listedIn('', payload, one);
};
