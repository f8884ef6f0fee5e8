// Over sixty lines: two grammars and the syslog around them.
import { at } from '../../codec/json-pointer';
import { isObject, oneOrMany } from '../../codec/json-value';
import { itemsOf, textsIn, type Item, type Text } from '../../codec/items';
import { trim } from '../../codec/text';

/** Log lines of ArcSight's Common Event Format (CEF 0 and 1) and IBM's Log Event Extended Format (LEEF 1.0 and 2.0). */

/**
 * One line: its header, and its fields by key. Fields with a label (`cs1Label`) are also found by the label. All names are in
 * lower case.
 */
export interface LogLine {
  readonly vendor: string;
  readonly product: string;
  /** The class of the event, its name, and the header's severity; LEEF has only the first. */
  readonly event: string;
  readonly name: string;
  readonly severity: string | undefined;
  readonly fields: ReadonlyMap<string, string>;
}

/** A line and its place. The n-th of several lines is at /n: no JSON pointer into the payload, but a reader understands it. */
export interface PlacedLine {
  readonly place: string;
  readonly line: LogLine | undefined;
}

const escapes: ReadonlyMap<string, string> = new Map<string, string>([
  ['n', '\n'],
  ['r', '\r'],
]);

/** Resolves `\=`, `\|`, `\\`, `\n` and `\r`; any other backslash stands for itself. */
const unescaped = (text: string): string =>
  text.replace(/\\([=|\\nr])/g, (_, letter: string) => escapes.get(letter) ?? letter);

/** LEEF does not escape line breaks: `\n` is the start of a folder's name. */
const unescapedLeef = (text: string): string => text.replace(/\\([=|\\])/g, '$1');

/** The first `count` fields between unescaped bars, and the rest; undefined where there are fewer. */
const splitHeader = (
  text: string,
  count: number,
): { readonly fields: readonly string[]; readonly rest: string } | undefined => {
  const fields: string[] = [];
  const bar = /\\.|\|/gs;
  let start = 0;
  for (let found = bar.exec(text); found !== null && fields.length < count; found = bar.exec(text)) {
    if (found[0] !== '|') continue;
    fields.push(unescaped(text.slice(start, found.index)).trim());
    start = found.index + 1;
  }
  return fields.length === count ? { fields, rest: text.slice(start) } : undefined;
};

const key = /(?:^|\s)([\w.[\]-]+)=/g;

/** Keys are words before an unescaped `=`; a value ends where the next key starts. */
const spacedFields = (
  text: string,
  unescape: (value: string) => string,
): readonly (readonly [string, string])[] => {
  const keys = [...text.matchAll(key)];
  return keys.map((match, index) => {
    const value = text.slice(match.index + match[0].length, keys[index + 1]?.index ?? text.length);
    return [match[1] ?? '', unescape(value)];
  });
};

const leefFields = (text: string, delimiter: string): readonly (readonly [string, string])[] =>
  text.split(delimiter).flatMap((field) => {
    const equals = field.indexOf('=');
    return equals < 1 ? [] : [[field.slice(0, equals), unescapedLeef(field.slice(equals + 1))] as const];
  });

/** Fields by key and by label. Of two the first counts, since the later may be part of somebody's free text. */
const named = (pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> => {
  const fields = new Map<string, string>();
  const put = (name: string, value: string): void => {
    const lower = trim(name).toLowerCase();
    if (trim(value) !== '' && !fields.has(lower)) fields.set(lower, trim(value));
  };
  pairs.forEach(([name, value]) => put(name, value));
  [...fields].forEach(([name, label]) => {
    const value = name.endsWith('label') ? fields.get(name.slice(0, -'label'.length)) : undefined;
    if (value !== undefined) put(label, value);
  });
  return fields;
};

const readCef = (text: string): LogLine | undefined => {
  const header = splitHeader(text, 7);
  if (header === undefined) return undefined;
  const [, vendor = '', product = '', , event = '', name = '', severity] = header.fields;
  return { vendor, product, event, name, severity, fields: named(spacedFields(header.rest, unescaped)) };
};

/** The delimiter of LEEF 2.0: one character, or its code such as `x5E` or `0x5E`; a tab where none is given. */
const delimiterOf = (text: string): string => {
  const code = /^0?x([0-9a-f]{1,4})$/i.exec(text)?.[1];
  return code !== undefined ? String.fromCharCode(parseInt(code, 16)) : text === '' ? '\t' : text;
};

const delimiterField = /^(|[^|]|0?x[0-9a-f]{1,4})\|/i;

const readLeef = (text: string): LogLine | undefined => {
  const header = splitHeader(text, 5);
  if (header === undefined) return undefined;
  const [version = '', vendor = '', product = '', , event = ''] = header.fields;
  const [field, own] = /:\s?2/.test(version) ? (delimiterField.exec(header.rest) ?? []) : [];
  const delimiter = delimiterOf(own ?? '');
  const body = header.rest.slice(field?.length ?? 0);
  // Some relays turn tabs into spaces, which leaves a line that reads like CEF.
  const pairs = body.includes(delimiter) ? leefFields(body, delimiter) : spacedFields(body, unescapedLeef);
  return { vendor, product, event, name: '', severity: undefined, fields: named(pairs) };
};

interface Grammar {
  /** Every line of the grammar holds this word. */
  readonly word: string;
  /** The mark of the grammar, at the start or after a syslog header. */
  readonly mark: RegExp;
  readonly read: (text: string) => LogLine | undefined;
}

const grammars = {
  cef: { word: 'CEF:', mark: /^.{0,400}?(?:^|[\s:])(?=CEF: ?[01]\|)/, read: readCef },
  leef: { word: 'LEEF:', mark: /^.{0,400}?(?:^|[\s:])(?=LEEF: ?[12](?:\.0)?\|)/, read: readLeef },
} satisfies Readonly<Record<string, Grammar>>;

export type GrammarName = keyof typeof grammars;

/** Members in which forwarders put a line. */
export const lineMembers = [
  'message',
  'raw',
  '_raw',
  'rawEvent',
  'raw_event',
  'msg',
  'log',
  'line',
  'event',
  'text',
];

const startOf = (text: string, { mark }: Grammar): number | undefined => mark.exec(text)?.[0].length;

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => trim(line) !== '');

const hasLine = (text: unknown, grammar: Grammar): boolean =>
  typeof text === 'string' &&
  text.includes(grammar.word) &&
  linesOf(text).some((line) => startOf(line, grammar) !== undefined);

/** The texts of an item: itself, or those of the first member that holds a line of the grammar. */
const textsOfItem = ({ place, item }: Item, grammar: Grammar): readonly Text[] => {
  if (typeof item === 'string') return [{ place, text: item }];
  if (!isObject(item)) return [];
  const name = lineMembers.find((member) => oneOrMany(item[member]).some((text) => hasLine(text, grammar)));
  return name === undefined ? [] : textsIn(place, item, name);
};

const isLogItem =
  (grammar: Grammar) =>
  (item: unknown): boolean =>
    textsOfItem({ place: '', item }, grammar).some(({ text }) => hasLine(text, grammar));

/** Whether a line of the grammar stands in a string, in an array of them, or in an object's `message`, `raw`, … */
export const hasLogLine = (payload: unknown, name: GrammarName): boolean => {
  const isLog = isLogItem(grammars[name]);
  return itemsOf(payload, isLog).some(({ item }) => isLog(item));
};

const placed = ({ place, text }: Text, grammar: Grammar): readonly PlacedLine[] => {
  const lines = linesOf(text);
  return lines.map((line, index) => {
    const start = startOf(line, grammar);
    return {
      place: lines.length === 1 ? place : at(place, index),
      line: start === undefined ? undefined : grammar.read(line.slice(start)),
    };
  });
};

/** Every line that is not blank; undefined for a line that is not of the grammar or whose header is incomplete. */
export const logLines = (payload: unknown, name: GrammarName): readonly PlacedLine[] =>
  itemsOf(payload, isLogItem(grammars[name])).flatMap((item): readonly PlacedLine[] => {
    const lines = textsOfItem(item, grammars[name]).flatMap((text) => placed(text, grammars[name]));
    return lines.length === 0 ? [{ place: item.place, line: undefined }] : lines;
  });
