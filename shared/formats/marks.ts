// Over sixty lines: what marks a format, and what is asked of every event, step by step.
import { isNumbered, isObject, oneOrMany } from '../codec/json-value';
import { computedOnce } from '../indicator/guard/computed-once';
import { type Format } from './format';

/** The mark of payloads without members: text, alone or in a list. */
export const textMark = '';

export const marksOf = (...names: readonly string[]): readonly string[] =>
  names.map((name) => name.toLowerCase());

/** Members under which formats look for their items. */
const holders = new Set([
  ...['alerts', 'data', 'findings', 'indicators', 'items', 'objects', 'pulses', 'records', 'resources'],
  ...['response', 'results', 'urls', 'value'],
]);

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether items may stand under a name: a holder's, or an id in an export of abuse.ch. */
const mayHold = (name: string): boolean => holders.has(name.toLowerCase()) || isDigit(name.charCodeAt(0));

/** Positions in the list of formats, by their marks; and those that are asked about everything. */
interface MarkIndex {
  readonly byMark: ReadonlyMap<string, readonly number[]>;
  readonly always: readonly number[];
}

const indexOf = computedOnce((formats: readonly Format[]): MarkIndex => {
  const byMark = new Map<string, number[]>();
  formats.forEach(({ marks = [] }, position) =>
    marks.forEach((mark) => byMark.set(mark, [...(byMark.get(mark) ?? []), position])),
  );
  return {
    byMark,
    always: formats.flatMap(({ marks }, position) => (marks === undefined ? [position] : [])),
  };
});

/** This runs for every event, so it creates no functions or lists on its way. */
const addMarked = (asked: Set<number>, { byMark }: MarkIndex, mark: string): void => {
  const positions = byMark.get(mark);
  if (positions !== undefined) for (const position of positions) asked.add(position);
};

const addOfName = (asked: Set<number>, index: MarkIndex, name: string): void => {
  addMarked(asked, index, name);
  const lower = name.toLowerCase();
  if (lower !== name) addMarked(asked, index, lower);
  const dot = lower.indexOf('.');
  if (dot > 0) addMarked(asked, index, lower.slice(0, dot));
};

const addOfItem = (asked: Set<number>, index: MarkIndex, item: unknown): void => {
  if (typeof item === 'string') addMarked(asked, index, textMark);
  else if (isObject(item)) for (const name of Object.keys(item)) addOfName(asked, index, name);
};

const addOfAll = (asked: Set<number>, index: MarkIndex, value: unknown): void => {
  if (Array.isArray(value) || isNumbered(value))
    for (const item of oneOrMany(value)) addOfItem(asked, index, item);
  else addOfItem(asked, index, value);
};

/**
 * The formats that may recognise a payload, in their order: those that have one of its names as a mark (as written, in small
 * letters, or up to its first dot), and those without marks. Each name takes one look-up, so two hundred formats cost no more
 * than fifty.
 */
export const markedBy = (formats: readonly Format[], payload: unknown): readonly Format[] => {
  const index = indexOf(formats);
  const asked = new Set(index.always);
  addOfAll(asked, index, payload);
  if (isObject(payload))
    for (const name of Object.keys(payload)) {
      const value = payload[name];
      if (value !== null && typeof value !== 'number' && mayHold(name)) addOfAll(asked, index, value);
    }
  return [...asked].sort((one, other) => one - other).flatMap((position) => formats[position] ?? []);
};
