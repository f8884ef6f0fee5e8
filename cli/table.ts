import Table from 'cli-table3';

const noLines = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
  bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '',
  right: '', 'right-mid': '', middle: '  ',
}; // prettier-ignore

/** For cli-table3: columns without lines, and only our colours, since its own come through a pipe as well. */
export const bare = {
  chars: noLines,
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};

const trimmed = (text: string): readonly string[] => text.split('\n').map((line) => line.trimEnd());

/** Rows in columns, one line each, without spaces at the end of a line. */
export const columnsOf = (rows: readonly (readonly string[])[]): readonly string[] => {
  const table = new Table(bare);
  table.push(...rows.map((row) => [...row]));
  return trimmed(table.toString());
};

/** A line cut to the columns of a terminal, where their number is known. Colours and wide characters count as they show. */
export const fit = (line: string, width: number | undefined): string => {
  if (width === undefined) return line;
  const table = new Table({ ...bare, colWidths: [width] });
  table.push([line]);
  return trimmed(table.toString()).join('\n');
};
