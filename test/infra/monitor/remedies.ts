import { textOf } from '../infra';

/** A reason code, as the catalogue of outcomes explains it. */
export interface Remedy {
  readonly code: string;
  readonly area: string;
  readonly cause: string;
  readonly remedy: string;
}

/** The word for each part of the catalogue in the workbook. */
const areas: Readonly<Record<string, string>> = {
  'Could not be read': 'unreadable',
  'Read, and rightly left': 'left',
  'Refused by the guard': 'guard',
  'Left by the routes': 'left',
  'Said by a destination': 'destination',
};

/** A cell without what only a page shows: link targets and back quotes. */
const plain = (cell: string): string => cell.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/`/g, '');

const cellsOf = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const remediesOf = (part: string): readonly Remedy[] => {
  const [heading = '', ...lines] = part.split('\n');
  const area = Object.entries(areas).find(([start]) => heading.startsWith(start))?.[1] ?? `? ${heading}`;
  const [header = '', , ...rows] = lines.filter((line) => line.startsWith('|'));
  const titles = cellsOf(header);
  return rows.map(cellsOf).flatMap((cells) => {
    const cell = (title: string): string => cells[titles.indexOf(title)] ?? '';
    const [cause, remedy] = [plain(cell('cause')), plain(cell('remedy'))];
    return [...cell('code').matchAll(/`([^`]+)`/g)].map(([, code = '']) => ({ code, area, cause, remedy }));
  });
};

/** Every code of a page like docs/outcomes.md, in its order. */
export const remediesIn = (page: string): readonly Remedy[] => {
  const [, codes = ''] = page.split('## Reason codes\n');
  return codes.split(/^### /m).slice(1).flatMap(remediesOf);
};

export const catalogue = (): readonly Remedy[] => remediesIn(textOf('docs/outcomes.md'));

const head = 'let Remedies = datatable(Code:string, Area:string, Cause:string, Remedy:string)[';
const tail = '\n];';

/** The table of a query. */
export const tableOf = (remedies: readonly Remedy[]): string => {
  const row = ({ code, area, cause, remedy }: Remedy): string =>
    [code, area, cause, remedy].map((cell) => JSON.stringify(cell)).join(', ');
  return `${head}\n${remedies.map(row).join(',\n')}${tail}`;
};

/** The rows of the table that a query begins with; null where it has none. */
export const rowsOf = (query: string): readonly Remedy[] | null => {
  if (!query.startsWith(head)) return null;
  const lines = query.slice(head.length + 1, query.indexOf(tail)).split('\n');
  return lines.map((line) => {
    const [code = '', area = '', cause = '', remedy = ''] = JSON.parse(
      `[${line.replace(/,$/, '')}]`,
    ) as string[];
    return { code, area, cause, remedy };
  });
};

/** The text of a workbook, with the table in each of its queries made anew. */
export const withRemedies = (workbook: string, remedies: readonly Remedy[]): string => {
  const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
  return workbook
    .split(inJson(head))
    .map((part, at) =>
      at === 0
        ? part
        : inJson(tableOf(remedies)) + part.slice(part.indexOf(inJson(tail)) + inJson(tail).length),
    )
    .join('');
};
