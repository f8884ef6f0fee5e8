// Over sixty lines: a parser of CSV that is linear on any input.
/** A line of a list and its number, from 0. */
export interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

/** A row of CSV, at the line on which it begins. It has no cells where its quotes are wrong. */
export interface ListRow {
  readonly line: number;
  readonly cells: readonly string[] | undefined;
  /** The numbers of the lines that continue it. */
  readonly below: readonly number[];
}

/** The most lines within one pair of quotes, as in the comments of MISP. Quotes that are never closed hide no more than that. */
const mostLines = 20;

/**
 * A cell and its end: in quotes (RFC 4180, with blanks around, as ThreatFox writes) or bare. Linear, since no part can match in
 * two ways.
 */
const patterns: ReadonlyMap<string, RegExp> = new Map([
  [',', /[ ]*(?:"([^"]*(?:""[^"]*)*)"[ ]*|([^ ",\n][^,\n]*|))(,|$)/y],
  [';', /[ ]*(?:"([^"]*(?:""[^"]*)*)"[ ]*|([^ ";\n][^;\n]*|))(;|$)/y],
  ['\t', /[ ]*(?:"([^"]*(?:""[^"]*)*)"[ ]*|([^ "\t\n][^\t\n]*|))(\t|$)/y],
  ['|', /[ ]*(?:"([^"]*(?:""[^"]*)*)"[ ]*|([^ "|\n][^|\n]*|))(\||$)/y],
]);

export const delimiters: readonly string[] = [...patterns.keys()];

/** The cells of one row; undefined where a quote is not closed, or has text after it. */
export const cellsIn = (text: string, delimiter: string): readonly string[] | undefined => {
  const pattern = patterns.get(delimiter);
  if (pattern === undefined) return undefined;
  const cells: string[] = [];
  pattern.lastIndex = 0;
  for (let end: string | undefined = delimiter; end !== '';) {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2]?.trim() ?? '');
    end = found[3];
  }
  return cells;
};

/** The row that begins on a line. Open quotes continue on the lines below, unless they are never closed. */
const rowAt = (lines: readonly NumberedLine[], start: number, delimiter: string): ListRow => {
  const { line, text } = lines[start] ?? { line: start, text: '' };
  const alone = cellsIn(text, delimiter);
  if (alone !== undefined || !text.includes('"')) return { line, cells: alone, below: [] };
  const below: number[] = [];
  let whole = text;
  for (const next of lines.slice(start + 1, start + mostLines)) {
    below.push(next.line);
    whole = `${whole}\n${next.text}`;
    const cells = next.text.includes('"') ? cellsIn(whole, delimiter) : undefined;
    if (cells !== undefined) return { line, cells, below };
  }
  return { line, cells: undefined, below: [] };
};

/** The rows on these lines. A line that is `left` is no row, unless it continues one. */
export const rowsIn = (
  lines: readonly NumberedLine[],
  delimiter: string,
  isLeft: (line: NumberedLine) => boolean,
): readonly ListRow[] => {
  const rows: ListRow[] = [];
  for (let start = 0; start < lines.length;) {
    const line = lines[start];
    const row = line === undefined || isLeft(line) ? undefined : rowAt(lines, start, delimiter);
    if (row !== undefined) rows.push(row);
    start += 1 + (row?.below.length ?? 0);
  }
  return rows;
};
