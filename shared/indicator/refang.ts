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

const quotes = /^["'`<]+|["'`>]+$/g;

/** Undoes what made a value unclickable: `hxxp`, `[.]`, `(dot)`, `[at]`, `[:]`, quotes around it. */
export const refang = (text: string): string =>
  replacements.reduce((value, [from, to]) => value.replace(from, to), trim(text).replace(quotes, ''));
