import { isObject } from '../codec/json-value';

/**
 * A list that came as an object with the members 0, 1, 2, …: so @azure/eventgrid 5.12 writes `data` that is an array.
 * Anything else as it is; the places of the items are the same in both.
 */
export const fromNumbered = (value: unknown): unknown => {
  if (!isObject(value) || !Object.hasOwn(value, '0')) return value;
  const names = Object.keys(value);
  return names.every((name, index) => name === String(index)) ? Object.values(value) : value;
};
