import { at } from '../../shared/codec/json-pointer';

/** A string, or one other character that says where one is in a JSON document. */
const token = /"(?:[^"\\]|\\.)*"|[[\]{},:\n]|[^\s"[\]{},:]+/g;

interface Level {
  readonly pointer: string;
  /** Of the next value: an index of an array, a name of an object; null: the name is still to come. */
  key: number | string | null;
}

/**
 * The line, from 1, on which the value at a JSON pointer begins; of what is not there, that of the nearest part of the
 * document around it. The text is JSON.
 */
export const lineOf = (text: string, pointer: string): number => {
  const lines = new Map<string, number>();
  const levels: Level[] = [];
  let line = 1;
  for (const [word] of text.matchAll(token)) {
    const level = levels.at(-1);
    if (word === '\n') line += 1;
    else if (word === ']' || word === '}') levels.pop();
    else if (word === ',' && level !== undefined)
      level.key = typeof level.key === 'number' ? level.key + 1 : null;
    else if (word === ':' || word === ',') continue;
    else if (level?.key === null) level.key = JSON.parse(word) as string;
    else {
      const place = level === undefined ? '' : at(level.pointer, level.key);
      lines.set(place, line);
      if (word === '{' || word === '[') levels.push({ pointer: place, key: word === '[' ? 0 : null });
    }
  }
  for (let around = pointer; around !== ''; around = around.slice(0, around.lastIndexOf('/'))) {
    const found = lines.get(around);
    if (found !== undefined) return found;
  }
  return lines.get('') ?? 1;
};
