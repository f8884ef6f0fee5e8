import { isObject } from '../codec/json-value';

/**
 * Turns an object with the members 0, 1, 2, … into a list; @azure/eventgrid 5.12 writes `data` that is an array in this way. The
 * places of the items stay the same. Anything else is given back as it is.
 */
export const fromNumbered = (value: unknown): unknown => {
  if (!isObject(value) || !Object.hasOwn(value, '0')) return value;
  const names = Object.keys(value);
  return names.every((name, index) => name === String(index)) ? Object.values(value) : value;
};
