import { type PartSize, type TextInParts } from '../../codec/text-parts';
import { linesIn, linesOfHead } from './list-lines';

/** The most lines of a CSV row that are kept in one part. No row is longer. */
const maxLinesOfRow = 20;

/** A longer line is refused when it is read, so it may be cut without harm. */
const maxLineLength = 16 * 1024;

const quotesIn = (text: string): number => text.split('"').length - 1;

/** Groups lines into rows: a line that ends within quotes continues on the next. */
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

/** Cuts a list into parts that each fit, in order. Together they are all of its lines, except blank ones at its end. */
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
