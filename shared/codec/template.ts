import { trim } from './text';

/** A mutex or a file may really be called {8761ABBD-7F85-42EE-B272-A76179687C63}. */
const guid = /^\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/;

/** Bounded: a value cut at 100 characters can then not turn into a template. ${jndi:…} is an attack, no template. */
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

/** Does a line hold `open`, something, `close`? Searched without a pattern: linear on any input. */
const encloses = (text: string, open: string, close: string): boolean =>
  text.includes(open) &&
  text.split('\n').some((line) => {
    const at = line.indexOf(open);
    return at >= 0 && line.includes(close, at + open.length + 1);
  });

/** A Logic App expression inside text, `@{variables('ip')}`: a function call, so that PowerShell's `@{N='x'}` is none. */
const expression = /@\{\s{0,8}[A-Za-z]{1,64}\(/;

/** Is the text a template its sender forgot to fill in (Logic App, handlebars, Splunk, shell …)? */
export const isTemplate = (text: string): boolean => {
  const inner = trim(text);
  return (
    (openers.includes(inner.charAt(0)) &&
      wholeValues.some((form) => form.test(inner)) &&
      !guid.test(inner)) ||
    (inner.includes('@{') && expression.test(inner))
  );
};

/** Does the text hold an unfilled template anywhere? For values that are no prose. */
export const holdsTemplate = (text: string): boolean =>
  isTemplate(text) || (text.includes('{') && (encloses(text, '{{', '}}') || encloses(text, '@{', '}')));

const placeholders = new Set(
  'string n/a none null nil undefined unknown tbd todo placeholder changeme xxx --- ???'.split(' '),
);

/** A word that stands where a value should be. */
export const isPlaceholder = (text: string): boolean => {
  const word = trim(text);
  return word.length <= 11 && placeholders.has(word.toLowerCase());
};

const defanged = /^\W{0,8}(?:h(?:xx|xt|tx|\*\*)ps?|fxps?)\W{0,2}:|[[({](?:\.|dot|:|:\/\/|@|at)[\])}]|\\\./i;

/** evil[.]com, hxxp://…, user[at]evil.com: made unclickable for reading, to be undone before sending. */
export const isDefanged = (text: string): boolean => defanged.test(text.slice(0, 2048));
