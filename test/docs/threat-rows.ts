import path from 'node:path';

export const threatsPage = path.resolve(__dirname, '../../docs/security.md');

/** A row of the table of threats. `test` is a path from the root of the repository. */
export interface ThreatRow {
  readonly number: string;
  readonly kind: string;
  readonly threat: string;
  readonly defence: string;
  readonly test: string;
  readonly result: string;
}

const isThreat = (line: string): boolean => /^\|\s*\d+\s*\|/.test(line);

const threatIn = (line: string): ThreatRow => {
  const [, number = '', kind = '', threat = '', defence = '', test = '', result = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  return { number, kind, threat, defence, test: test.replaceAll('`', ''), result };
};

export const threatRows = (page: string): readonly ThreatRow[] =>
  page.split('\n').filter(isThreat).map(threatIn);

/** The page with another last result in each row. */
export const withResults = (page: string, resultOf: (row: ThreatRow) => string): string =>
  page
    .split('\n')
    .map((line) =>
      isThreat(line) ? line.replace(/\|[^|]*\|$/, () => `| ${resultOf(threatIn(line))} |`) : line,
    )
    .join('\n');

/** What the tests of one file came to, and on which day (ISO 8601). */
export interface FileResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly day: string;
}

/** `41 passed, 2026-11-30`, as the column has it. Failed and skipped tests are named only where there are some. */
export const resultText = ({ passed, failed, skipped, day }: FileResult): string =>
  [
    `${passed} passed`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
    day,
  ].join(', ');

/** Some passed, and none failed. */
export const isWellResult = (text: string): boolean =>
  /^[1-9]\d* passed(, \d+ skipped)?, \d{4}-\d\d-\d\d$/.test(text);
