import { isObject } from '../codec/json-value';
import { type Format } from './format';

/** The mark of what has no members: text, by itself or in a list. */
export const textMark = '';

export const marksOf = (...names: readonly string[]): readonly string[] =>
  names.map((name) => name.toLowerCase());

/** Members under which formats look for their items. */
const holders = new Set([
  ...['alerts', 'data', 'findings', 'indicators', 'items', 'objects', 'pulses', 'records', 'resources'],
  ...['response', 'results', 'urls', 'value'],
]);

/** Under a holder's name, or under the ids of an export of abuse.ch. */
const mayHold = (name: string): boolean => holders.has(name) || /^\d+$/.test(name);

const addNames = (item: unknown, names: Set<string>): void => {
  if (typeof item === 'string') names.add(textMark);
  if (!isObject(item)) return;
  for (const name of Object.keys(item)) {
    const lower = name.toLowerCase();
    names.add(lower);
    const dot = lower.indexOf('.');
    if (dot > 0) names.add(lower.slice(0, dot));
  }
};

const addAll = (value: unknown, names: Set<string>): void => {
  for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) addNames(item, names);
};

/** The names of all members of a payload and its items in small letters, of names with dots also the first part. */
export const marksIn = (payload: unknown): ReadonlySet<string> => {
  const names = new Set<string>();
  addAll(payload, names);
  if (isObject(payload))
    for (const name of Object.keys(payload)) if (mayHold(name.toLowerCase())) addAll(payload[name], names);
  return names;
};

/** Whether a format may recognise what has these marks; without marks of its own it is asked about everything. */
export const isMarked = ({ marks }: Pick<Format, 'marks'>, found: ReadonlySet<string>): boolean =>
  marks === undefined || marks.some((mark) => found.has(mark));
