const space = /[ \t\n\r]*/y;
const escape = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Where what stands at `from` ends; `from` itself where it is something else. */
const endOf = (what: RegExp, text: string, from: number): number => {
  what.lastIndex = from;
  return what.test(text) ? what.lastIndex : from;
};

const [quote, backslash, firstPrintable] = [0x22, 0x5c, 0x20];

/** Where a string ends. It is walked by hand: an expression keeps each character on its stack, which a long string overflows. */
const endOfString = (text: string, from: number): number => {
  if (text.charCodeAt(from) !== quote) return from;
  let place = from + 1;
  while (place < text.length) {
    const code = text.charCodeAt(place);
    if (code === quote) return place + 1;
    const next = code === backslash ? endOf(escape, text, place) : place + 1;
    if (code < firstPrintable || next === place) return from;
    place = next;
  }
  return from;
};

/** What may come next; `first` stands right behind a bracket, where it may be closed again, and `more` behind a value. */
type Due = 'value' | 'first' | 'name' | 'colon' | 'more';

const closing = new Map([
  ['{', '}'],
  ['[', ']'],
]);

/**
 * The offset of the first character that no JSON document could have there; the length of a text that only ends too early, or
 * is one. The engine names the place of some faults only: not of NaN, of Python's True, of a comma before the end of a list.
 */
export const whereJsonStops = (text: string): number => {
  const inside: string[] = [];
  let due: Due = 'value';
  let place = 0;
  for (;;) {
    place = endOf(space, text, place);
    const mark = text.charAt(place);
    const open = inside.at(-1);
    let end = place + 1;
    if ((due === 'first' || due === 'more') && open !== undefined && mark === closing.get(open)) {
      inside.pop();
      due = 'more';
    } else if (due === 'more') {
      if (mark !== ',' || open === undefined) return place;
      due = open === '{' ? 'name' : 'value';
    } else if (due === 'colon') {
      if (mark !== ':') return place;
      due = 'value';
    } else if (due === 'name' || (due === 'first' && open === '{')) {
      end = endOfString(text, place);
      due = 'colon';
    } else if (mark === '{' || mark === '[') {
      inside.push(mark);
      due = 'first';
    } else {
      end = Math.max(endOfString(text, place), endOf(scalar, text, place));
      due = 'more';
    }
    if (end === place || place === text.length) return place;
    place = end;
  }
};
