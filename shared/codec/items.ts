import { at } from './json-pointer';
import { isObject } from './json-value';

/** One item of a payload and its place (JSON pointer). */
export interface Item {
  readonly place: string;
  readonly item: unknown;
}

/** The items of an array, of `{"value":[…]}`, or the one thing that the payload is. */
export const itemsOf = (payload: unknown): readonly Item[] => {
  if (Array.isArray(payload)) return payload.map((item: unknown, index) => ({ place: at('', index), item }));
  if (isObject(payload) && Array.isArray(payload.value))
    return payload.value.map((item: unknown, index) => ({ place: at('/value', index), item }));
  return [{ place: '', item: payload }];
};
