import { type PartSize, type TextInParts } from '../../codec/text-parts';
import { linesIn, linesOfHead } from './list-lines';

/** So many lines of a row of CSV stand in one part, as no row goes on for longer. */
const maxLinesOfRow = 20;

/** What is longer is refused when it is read, and is as wrong when it is cut. */
const maxLineLength = 16 * 1024;

const quotesIn = (text: string): number => text.split('"').length - 1;

/** Rows of lines: one that ends within quotes goes on with the next. */
const rowsOf = (lines: readonly string[]): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const last = rows.at(-1);
    if (isOpen && last !== undefined && last.length < maxLinesOfRow) last.push(line);
    else {
      rows.push([line]);
      isOpen = false;
    }
    if (quotesIn(line) % 2 === 1) isOpen = !isOpen;
  }
  return rows;
};

/** A list in parts, in order, that each fit; together they are all of its lines, but for blank ones at its end. */
export const listInParts = (text: string, { weightOf, maxWeight, maxLines }: PartSize): TextInParts => {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(0, maxLineLength));
  const top = linesOfHead(linesIn(lines.slice(0, 1_000).join('\n')));
  const head = lines
    .slice(0, top)
    .map((line) => `${line}\n`)
    .join('');
  const parts: { first: number; lines: string[]; room: number }[] = [];
  let first = top;
  for (const row of rowsOf(lines.slice(top))) {
    const weight = weightOf(`${row.join('\n')}\n`);
    const last = parts.at(-1);
    if (last === undefined || last.room < weight || last.lines.length + row.length > maxLines)
      parts.push({ first, lines: [...row], room: maxWeight - weightOf(head) - weight });
    else {
      last.lines.push(...row);
      last.room -= weight;
    }
    first += row.length;
  }
  return { head, parts: parts.map((part) => ({ first: part.first, text: part.lines.join('\n') })) };
};
