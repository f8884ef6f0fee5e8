import { trim } from './text';

/** What text that is no JSON looks like. */
export type TextForm = 'key-value' | 'list' | 'table' | 'markup' | 'prose';

/** The first characters, which are enough to tell what a text is. */
const head = 8192;

const pair = /(?:^|[\s,;|])[\w.-]{1,64}=["\S]/g;

const linesOf = (text: string): readonly string[] =>
  text
    .slice(0, head)
    .split('\n')
    .map(trim)
    .filter((line) => line !== '' && !/^(?:#|\/\/|;)/.test(line));

/** Tells the form by the first 8 KiB: `a=b c=d`, a word a line, lines with as many commas each, markup, or sentences. */
export const textFormOf = (text: string): TextForm => {
  if (/^\s*</.test(text)) return 'markup';
  if ([...text.slice(0, head).matchAll(pair)].length >= 4) return 'key-value';
  const lines = linesOf(text);
  const commas = lines.map((line) => line.split(',').length - 1);
  if (lines.length > 1 && commas.every((count) => count > 0 && count === commas[0])) return 'table';
  return lines.length > 0 && lines.every((line) => !/\s/.test(line)) ? 'list' : 'prose';
};

/** Whether a line of CEF or LEEF stands in the text. */
export const holdsLogLine = (text: string): boolean => /\b(?:CEF|LEEF): ?[012]/.test(text);

export const textFormNames: Readonly<Record<TextForm, string>> = {
  'key-value': 'it reads like key=value, as FortiGate and others log',
  list: 'it reads like a list of observables',
  table: 'it reads like CSV',
  markup: 'it reads like XML or HTML',
  prose: 'it reads like prose',
};

const asList = 'post it as text/csv where all of it is to be taken';

const advice: Readonly<Record<TextForm, string>> = {
  'key-value': `${textFormNames['key-value']}: post it as text/plain`,
  list: `${textFormNames.list}: ${asList}`,
  table: `${textFormNames.table}: ${asList}`,
  markup: `${textFormNames.markup}, which no format here is`,
  prose: `${textFormNames.prose}: post it as text/plain where the profile looks for observables in it`,
};

/** What the sender can do about a text that came as JSON and is not JSON. */
export const adviceOnText = (text: string): string =>
  holdsLogLine(text.slice(0, head))
    ? 'it reads like a line of CEF or LEEF: post it as text/plain'
    : advice[textFormOf(text)];
