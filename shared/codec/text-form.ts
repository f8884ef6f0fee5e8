import { trim } from './text';

/** What text that is no JSON looks like. */
export type TextForm = 'key-value' | 'list' | 'table' | 'markup' | 'prose';

/** So much tells what a text is. */
const head = 8192;

const pair = /(?:^|[\s,;|])[\w.-]{1,64}=["\S]/g;

const linesOf = (text: string): readonly string[] =>
  text
    .slice(0, head)
    .split('\n')
    .map(trim)
    .filter((line) => line !== '' && !/^(?:#|\/\/|;)/.test(line));

/** By its first 8 KiB: `a=b c=d`, a word a line, lines with as many commas each, markup, or sentences. */
export const textFormOf = (text: string): TextForm => {
  if (/^\s*</.test(text)) return 'markup';
  if ([...text.slice(0, head).matchAll(pair)].length >= 4) return 'key-value';
  const lines = linesOf(text);
  const commas = lines.map((line) => line.split(',').length - 1);
  if (lines.length > 1 && commas.every((count) => count > 0 && count === commas[0])) return 'table';
  return lines.length > 0 && lines.every((line) => !/\s/.test(line)) ? 'list' : 'prose';
};

const advice: Readonly<Record<TextForm, string>> = {
  'key-value': 'it reads like key=value, as FortiGate and others log: post it as text/plain',
  list: 'it reads like a list of observables: post it as text/csv where all of it is to be taken',
  table: 'it reads like CSV: post it as text/csv where all of it is to be taken',
  markup: 'it reads like XML or HTML, which no format here is',
  prose: 'it reads like prose: post it as text/plain where the profile looks for observables in it',
};

/** What the sender of text may do that came as JSON and is none. */
export const adviceOnText = (text: string): string =>
  /\b(?:CEF|LEEF): ?[012]/.test(text.slice(0, head))
    ? 'it reads like a line of CEF or LEEF: post it as text/plain'
    : advice[textFormOf(text)];
