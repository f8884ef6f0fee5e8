import { listed, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { isObject, type Json } from '../../codec/json-value';

/**
 * FortiOS' own log format: `date=… time=… logid=…`, with quotes around values that hold blanks, perhaps after a syslog header.
 */
const start = /^(?:<\d{1,3}>|.{0,400}?\s)?(?=date=\d{4}-\d\d-\d\d time=\S)/;

const field = /(?:^|\s)([A-Za-z_][\w.-]*)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g;

/** Members in which forwarders put a line. */
const holders = ['message', 'raw', '_raw', 'rawEvent', 'msg', 'log', 'line', 'event', 'text', 'original'];

/** What precedes the first field; undefined where it is no such line. */
const headOf = (line: string): string | undefined =>
  line.includes('logid=') ? start.exec(line)?.[0] : undefined;

/** The fields of a line by name; of two with one name the first counts. Undefined where it is no such line. */
const fortiGateFields = (line: string): Json | undefined => {
  const head = headOf(line);
  if (head === undefined) return undefined;
  const pairs = [...line.slice(head.length).matchAll(field)];
  return Object.fromEntries(
    pairs
      .map(([, name = '', quoted, bare]) => [name, quoted?.replaceAll('\\"', '"') ?? bare ?? ''])
      .reverse(),
  ) as Json;
};

const linesIn = (text: string, place: string): readonly Item[] => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.map((line, index) => ({
    place: lines.length === 1 ? place : at(place, index),
    item: fortiGateFields(line) ?? line,
  }));
};

const hasLine = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.includes('logid=') &&
  value.split('\n').some((line) => headOf(line) !== undefined);

const inItem = ({ place, item }: Item): readonly Item[] => {
  if (typeof item === 'string') return hasLine(item) ? linesIn(item, place) : [{ place, item }];
  const name = isObject(item) ? holders.find((holder) => hasLine(item[holder])) : undefined;
  return name === undefined || !isObject(item)
    ? [{ place, item }]
    : linesIn(String(item[name]), at(place, name));
};

/** Logs as lines of text, in lists, in the member of a forwarder, or as objects of their fields. */
export const logsIn = (payload: unknown): readonly Item[] =>
  (Array.isArray(payload) ? listed('', payload) : [{ place: '', item: payload }]).flatMap(inItem);
