import { at } from './json-pointer';
import { isNumbered, isObject, textOf, type Json } from './json-value';
import { isBlank } from './text';

/** One item of a payload and its place (JSON pointer). */
export interface Item {
  readonly place: string;
  readonly item: unknown;
}

/** A string that is not blank, trimmed, or a number as text, and its place. */
export interface Text {
  readonly place: string;
  readonly text: string;
}

/**
 * The items of the list at `place`, or the one thing that stands there instead of a list: senders that turn XML, tables or
 * single results into JSON write it so. Its place has no index. Nothing for null, blank text or what is missing.
 */
export const listed = (place: string, value: unknown): readonly Item[] => {
  if (Array.isArray(value)) return value.map((item: unknown, index) => ({ place: at(place, index), item }));
  if (isNumbered(value))
    return Object.entries(value).map(([name, item]) => ({ place: at(place, name), item }));
  return isBlank(value) ? [] : [{ place, item: value }];
};

/** What stands under a member that is a list by custom; `place` is that of the object. */
export const listedIn = (place: string, object: Json, name: string): readonly Item[] =>
  listed(at(place, name), object[name]);

/** Every text under a member that holds one or several. */
export const textsIn = (place: string, object: Json, name: string): readonly Text[] =>
  listedIn(place, object, name).flatMap(({ place: where, item }) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ place: where, text }];
  });

/** The places of what stands under such a member and is neither text nor blank. */
export const strangersIn = (place: string, object: Json, name: string): readonly string[] =>
  listedIn(place, object, name)
    .filter(({ item }) => !isBlank(item) && textOf(item) === undefined)
    .map((one) => one.place);

/**
 * The items of an array, those under one of `names`, or the one thing that the payload is. A single item under such a name
 * counts where it `isItem` and the payload is none itself: `value` is anybody's.
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
