import { isObject } from './json-value';

/** One item of a payload and its place (JSON pointer). */
export interface Item {
  readonly place: string;
  readonly item: unknown;
}

/** The items of an array that stands at `place`. */
export const listed = (place: string, items: readonly unknown[]): readonly Item[] =>
  items.map((item, index) => ({ place: `${place}/${index}`, item }));

/** The items of an array, of `{"value":[…]}`, or the one thing that the payload is. */
export const itemsOf = (payload: unknown): readonly Item[] => {
  if (Array.isArray(payload)) return listed('', payload);
  if (isObject(payload) && Array.isArray(payload.value)) return listed('/value', payload.value);
  return [{ place: '', item: payload }];
};
