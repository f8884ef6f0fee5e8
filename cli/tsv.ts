import { plain } from './print';

export type Cell = string | number | boolean | null;

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

const cellOf = (cell: Cell): string =>
  plain(String(cell ?? '').replace(/[\\\t\n\r]/g, (character) => escapes.get(character) ?? ''));

/**
 * One row a line with a tab between cells and without a head, as az prints it. `\t`, `\n`, `\r` and `\\` are escapes (as in
 * PostgreSQL's COPY), so that a line is a row and a tab ends a cell, whatever a sender wrote. Null is an empty cell.
 */
export const tsvOf = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => row.map(cellOf).join('\t')).join('\n');
