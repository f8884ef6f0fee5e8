import { trim } from '../codec/text';

const replacements: readonly (readonly [RegExp, string])[] = [
  [/^h(?:xx|tx|xt|\*\*)p(s?)(?=\W)/i, 'http$1'],
  [/^fxp(s?)(?=\W)/i, 'ftp$1'],
  [/^(https?|ftps?)\[?:\]?\/?\/?(?=\w)/i, '$1://'],
  [/[[({]:\/\/[\])}]/g, '://'],
  [/[[({]:[\])}]/g, ':'],
  [/[[({](?:\.|dot)[\])}]/gi, '.'],
  [/[[({](?:@|at)[\])}]/gi, '@'],
  [/\\\./g, '.'],
  [/ (?:dot) /gi, '.'],
];

const withoutQuotes = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && `"'\`<`.includes(text.charAt(start))) start += 1;
  while (end > start && `"'\`>`.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

/** Undoes what made a value unclickable: `hxxp`, `[.]`, `(dot)`, `[at]`, `[:]`, quotes around it. */
export const refang = (text: string): string =>
  replacements.reduce((value, [from, to]) => value.replace(from, to), withoutQuotes(trim(text)));
