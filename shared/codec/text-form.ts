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
