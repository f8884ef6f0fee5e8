import * as E from 'fp-ts/Either';
import { parseJson } from '../../codec/json';
import { readingsOf, sameForAllSpellings, spellingsOf } from '../../indicator/spellings';
import { contentOf } from '../as-it-came';
import { nameAsKept } from '../outcome';

/** The other reading of a text: the JSON in it, read as a message is. */
const insideOf = (text: string): unknown => {
  const inside = contentOf(text);
  return inside === text ? undefined : inside;
};

/** All texts in a value, including names of members and what is packed into texts. */
function* textsIn(value: unknown): Generator<string> {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one === 'string') {
      yield one;
      left.push(insideOf(one));
    } else if (typeof one === 'number') yield String(one);
    else if (Array.isArray(one)) for (const item of one as readonly unknown[]) left.push(item);
    else if (typeof one === 'object' && one !== null)
      for (const [name, member] of Object.entries(one)) {
        yield name;
        left.push(member);
      }
  }
}

const unescaped = (text: string): string => {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Undoes defanging throughout a text. */
const followable = (text: string): string =>
  text
    .replace(/[[({](?:\.|dot)[\])}]|\\\./gi, '.')
    .replace(/[[({](?:@|at)[\])}]/gi, '@')
    .replace(/[[({](?::|:\/\/)[\])}]/g, (packed) => packed.slice(1, -1))
    .replace(/\bh(?:xx|tx|xt)p/gi, 'http')
    .toLowerCase();

/** Characters of which names and addresses are made, and no text around them. */
const word = /[\p{L}\p{M}\p{N}.:_-]{2,300}/gu;

/** Only a word that is not plain can be another spelling of a plain one. */
const mayBe = (wanted: string): ((one: string) => boolean) => {
  if (wanted.includes(':') && !wanted.includes('://')) return (one) => one.includes(':');
  return wanted.includes('xn--') ? (one) => /[^\u0000-\u007f]/.test(one) : () => false;
};

/** What an escape that nobody has undone ends with: it is no part of the value after it. */
const afterEscape = /(?:\\(?:[bfnrt]|u[0-9a-f]{4})|%[0-9a-f]{2})$/;

const longestEscape = 6;

/** Whether a character goes on with a name or a number that ends, or begins, with `edge`. Prose in another script may stand close by. */
const goesOn = (edge: string, beside: string): boolean =>
  /[a-z0-9_]/.test(edge)
    ? /[a-z0-9_]/.test(beside)
    : /[\p{L}\p{M}\p{N}]/u.test(edge) && /[\p{L}\p{M}\p{N}_]/u.test(beside);

/** Whether a text holds a value that is no part of a longer word: `t.co` does not stand in `microsoft.com`. */
const holds = (text: string, value: string): boolean => {
  const [first, last] = [value.charAt(0), value.charAt(value.length - 1)];
  for (
    let start = text.indexOf(value);
    start !== -1 && value !== '';
    start = text.indexOf(value, start + 1)
  ) {
    const end = start + value.length;
    const isBegun =
      goesOn(first, text.charAt(start - 1)) &&
      !afterEscape.test(text.slice(Math.max(0, start - longestEscape), start));
    if (!isBegun && !goesOn(last, text.charAt(end))) return true;
  }
  return false;
};

const speaksOfReading = (value: string): ((text: string) => boolean) => {
  const spellings = spellingsOf(value).map((one) => one.toLowerCase());
  const wanted = sameForAllSpellings(value);
  const mayBeIt = mayBe(wanted);
  return (written) => {
    const text = followable(unescaped(written));
    if (spellings.some((one) => holds(text, one))) return true;
    if (sameForAllSpellings(written) === wanted) return true;
    return (text.match(word) ?? []).some((one) => mayBeIt(one) && sameForAllSpellings(one) === wanted);
  };
};

const speaksOfValue = (value: string): ((text: string) => boolean) => {
  const readings = readingsOf(value).map(speaksOfReading);
  return (text) => readings.some((isIn) => isIn(text));
};

/** Whether what is kept, a JSON text, holds a value in any spelling, or exactly this id of an event, as it is kept. */
export const speaksOf = (
  what: { readonly by: 'value'; readonly value: string } | { readonly by: 'event'; readonly eventId: string },
): ((content: string) => boolean) => {
  const isMeant =
    what.by === 'value'
      ? speaksOfValue(what.value)
      : (text: string): boolean => nameAsKept(text) === what.eventId;
  return (content) => {
    const parsed = parseJson(content);
    for (const text of textsIn(E.isRight(parsed) ? parsed.right : content)) if (isMeant(text)) return true;
    return false;
  };
};
