// Over sixty lines: where a list begins and what tells of its columns is one matter.
import { trim } from '../../codec/text';
import { columnsOf, type Columns } from './list-columns';
import { cellsIn, delimiters, rowsIn, type NumberedLine, type ListRow } from './list-rows';

/** What a list holds. Each line that is not blank is a row, continues a row, or is a comment or the header. */
export interface ListContent {
  /** What the header says of the cells; undefined where each line is one observable. */
  readonly columns: Columns | undefined;
  readonly rows: readonly ListRow[];
}

interface Header {
  readonly columns: Columns;
  readonly delimiter: string;
}

const isComment = ({ text }: NumberedLine): boolean => /^(?:#|\/\/|;|!)/.test(text);

/** A comment is usually prose. It counts as a header only if it names three columns or more, as those of abuse.ch do. */
const headerIn = ({ text }: NumberedLine, least: number): Header | undefined => {
  for (const delimiter of delimiters) {
    const cells = cellsIn(text.replace(/^[#/;!\s]+/, ''), delimiter) ?? [];
    const columns = cells.length < least ? undefined : columnsOf(cells);
    if (columns !== undefined) return { columns, delimiter };
  }
  return undefined;
};

/** The observable of a line that has a comment after it: `192.0.2.0/24 ; SBL1`, `a.example # seen in May`. */
const withoutComment = (text: string): string => /^(\S+)\s+(?:#|;|\/\/)/.exec(text)?.[1] ?? text;

const aloneIn = ({ line, text }: NumberedLine): ListRow => ({
  line,
  cells: [withoutComment(text)],
  below: [],
});

/** Lines that are not blank, trimmed. */
export const linesIn = (text: string): readonly NumberedLine[] =>
  text
    .split('\n')
    .map((line, index) => ({ line: index, text: trim(line) }))
    .filter((line) => line.text !== '');

/** The header is the last comment above the first row that reads as one, or that row itself. */
const headerOf = (lines: readonly NumberedLine[]) => {
  const first = lines.findIndex((line) => !isComment(line));
  const above = first < 0 ? lines : lines.slice(0, first);
  const commented = above.flatMap((line) => headerIn(line, 3) ?? []).at(-1);
  const own = commented === undefined && lines[first] !== undefined ? headerIn(lines[first], 1) : undefined;
  return { commented, own, first: lines[first] };
};

/** The number of lines at the top that say how to read those below; 0 where none does. */
export const linesOfHead = (lines: readonly NumberedLine[]): number => {
  const { commented, own, first } = headerOf(lines);
  if (first === undefined || (commented === undefined && own === undefined)) return 0;
  return own === undefined ? first.line : first.line + 1;
};

/** What the lines of a list hold. */
export const listContent = (lines: readonly NumberedLine[]): ListContent => {
  const { commented, own, first } = headerOf(lines);
  const header = commented ?? own;
  const isIgnored = (line: NumberedLine): boolean => isComment(line) || (own !== undefined && line === first);
  const rows =
    header !== undefined && header.columns.names.length > 1
      ? rowsIn(lines, header.delimiter, isIgnored)
      : lines.filter((line) => !isIgnored(line)).map(aloneIn);
  return { columns: header?.columns, rows };
};
