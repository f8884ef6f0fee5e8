import { isObject, textOf } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

const beside = new Set(['event', 'fields', 'host', 'index', 'source', 'sourcetype', 'time']);

/** An event as Splunk's HTTP Event Collector takes it: `event`, and perhaps metadata. */
export const splunkHec: Wrapper = (value, outer) => {
  if (!isObject(value) || !Object.hasOwn(value, 'event')) return null;
  return Object.keys(value).every((name) => beside.has(name))
    ? wrapped({ ...outer, source: textOf(value.source) ?? outer.source }, ['event'], value.event)
    : null;
};
