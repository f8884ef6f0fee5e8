import { isObject } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

const ofItem = new Set(['json', 'binary', 'pairedItem']);

/** An item between two nodes of n8n: `{"json":{…},"pairedItem":{"item":0}}`. */
export const n8nItem: Wrapper = (value, outer) =>
  isObject(value) && isObject(value.json) && Object.keys(value).every((name) => ofItem.has(name))
    ? wrapped(outer, ['json'], value.json)
    : null;
