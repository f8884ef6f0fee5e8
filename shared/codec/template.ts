import { trim } from './text';

/** A GUID in braces is no template: a mutex or a file may really be called {8761ABBD-7F85-42EE-B272-A76179687C63}. */
const guid = /^\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/;

/** Bounded, so that a value cut at 100 characters cannot turn into a template. ${jndi:…} is an attack, no template. */
const wholeValues: readonly RegExp[] = [
  /^@[A-Za-z]+\(/,
  /^\{{2,3}[^{}]{1,64}\}{2,3}$/,
  /^\{[^{}]{1,64}\}$/,
  /^<[^<>]{1,64}>$/,
  /^%\w{1,64}%$/,
  /^\$[\w.]{1,64}\$$/,
  /^\$\{[\w.-]{1,64}\}$/,
];

const openers = '@{<%$';

/** Whether a line holds `open`, something, then `close`. Searched without a pattern, so it is linear on any input. */
const encloses = (text: string, open: string, close: string): boolean =>
  text.includes(open) &&
  text.split('\n').some((line) => {
    const at = line.indexOf(open);
    return at >= 0 && line.includes(close, at + open.length + 1);
  });

/** A Logic App expression inside text, `@{variables('ip')}`. It is always a function call; PowerShell's `@{N='x'}` is not one. */
const expression = /@\{\s{0,8}[A-Za-z]{1,64}\(/;

/** Whether the whole text is a template that its sender forgot to fill in (Logic App, handlebars, Splunk, shell …). */
export const isTemplate = (text: string): boolean => {
  const inner = trim(text);
  return (
    (openers.includes(inner.charAt(0)) &&
      wholeValues.some((form) => form.test(inner)) &&
      !guid.test(inner)) ||
    (inner.includes('@{') && expression.test(inner))
  );
};

/** Whether the text holds an unfilled template anywhere; for values that are no prose. */
export const holdsTemplate = (text: string): boolean =>
  isTemplate(text) || (text.includes('{') && (encloses(text, '{{', '}}') || encloses(text, '@{', '}')));

const placeholders = new Set(
  'string n/a none null nil undefined unknown tbd todo placeholder changeme xxx --- ???'.split(' '),
);

/** Whether the text is a word that stands where a value should be. */
export const isPlaceholder = (text: string): boolean => {
  const word = trim(text);
  return word.length <= 11 && placeholders.has(word.toLowerCase());
};

const defanged = /^\W{0,8}(?:h(?:xx|xt|tx|\*\*)ps?|fxps?)\W{0,2}:|[[({](?:\.|dot|:|:\/\/|@|at)[\])}]|\\\./i;

/**
 * Whether a text was made unclickable for reading: evil[.]com, hxxp://…, user[at]evil.com. That has to be undone before
 * sending.
 */
export const isDefanged = (text: string): boolean => defanged.test(text.slice(0, 2048));
