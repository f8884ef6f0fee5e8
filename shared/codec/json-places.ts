import { at } from './json-pointer';

const marks = '[]{},:\n';
const isBlank = (character: string): boolean => character === ' ' || character === '\t' || character === '\r';
const isBare = (character: string): boolean =>
  character !== '' && character !== '"' && !marks.includes(character) && !isBlank(character);

/** The position after the string that begins at `from`. */
const endOfString = (text: string, from: number): number => {
  let end = from + 1;
  while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1;
  return end + 1;
};

/** The position after the number or the word that begins at `from`. */
const endOfBare = (text: string, from: number): number => {
  let end = from + 1;
  while (isBare(text.charAt(end))) end += 1;
  return end;
};

/**
 * Strings, numbers and words, and the marks that give the position in a JSON document. No regular expression is used, since one
 * would be quadratic.
 */
function* wordsOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const first = text.charAt(from);
    const end = first === '"' ? endOfString(text, from) : isBare(first) ? endOfBare(text, from) : from + 1;
    if (!isBlank(first)) yield text.slice(from, end);
    from = end;
  }
}

interface Level {
  readonly pointer: string;
  /** The names of its members so far; null within a member that is repeated itself. */
  readonly names: Set<string> | null;
  /** The key of the next value: an index of an array, or a name of an object; null: the name is still to come. */
  key: number | string | null;
}

/** Where a value begins. Lines are counted from 1; `isRepeated`: its object has had a member of this name before. */
interface Place {
  readonly pointer: string;
  readonly line: number;
  readonly isRepeated: boolean;
}

/** The places of all values in a text, in its order. The text has to be JSON. */
function* placesIn(text: string): Generator<Place> {
  const levels: Level[] = [];
  let line = 1;
  let isRepeated = false;
  for (const word of wordsOf(text)) {
    const level = levels.at(-1);
    if (word === '\n') line += 1;
    else if (word === ']' || word === '}') levels.pop();
    else if (word === ',' && level !== undefined)
      level.key = typeof level.key === 'number' ? level.key + 1 : null;
    else if (word === ':' || word === ',') continue;
    else if (level?.key === null) {
      level.key = JSON.parse(word) as string;
      isRepeated = level.names?.has(level.key) === true;
      level.names?.add(level.key);
    } else {
      const pointer = level === undefined ? '' : at(level.pointer, level.key);
      yield { pointer, line, isRepeated };
      const names = isRepeated || level?.names === null ? null : new Set<string>();
      if (word === '{' || word === '[') levels.push({ pointer, names, key: word === '[' ? 0 : null });
      isRepeated = false;
    }
  }
}

/**
 * The line, from 1, on which the value at a JSON pointer begins. For what is not there, it is the line of the nearest enclosing
 * part. The text has to be JSON.
 */
export const lineInJson = (text: string, pointer: string): number => {
  const lines = new Map([...placesIn(text)].map((place) => [place.pointer, place.line]));
  for (let around = pointer; around !== ''; around = around.slice(0, around.lastIndexOf('/'))) {
    const found = lines.get(around);
    if (found !== undefined) return found;
  }
  return lines.get('') ?? 1;
};

/**
 * The pointers of members that an object has more than once, without what is in them: a parser takes the last and says nothing.
 * The text has to be JSON.
 */
export const repeatedMembers = (text: string): readonly string[] => [
  ...new Set([...placesIn(text)].flatMap(({ pointer, isRepeated }) => (isRepeated ? pointer : []))),
];

/** What is expected of such a member. */
export const onlyOnce = 'to stand here once: of two members with one name only the last would count';
