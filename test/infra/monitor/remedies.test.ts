import { textOf } from '../infra';
import { catalogue, remediesIn, rowsOf, tableOf, withRemedies } from './remedies';
import { queries, workbookFile } from './workbook';

const page = `# Outcomes
| code | cause |
## Reason codes

### Could not be read (\`skipped\`)

| code          | cause             | remedy                        |
| ------------- | ----------------- | ----------------------------- |
| \`one\`, \`two\` | it is "so" \`big\` | see [a page](page.md#section) |

### Said by a destination or of one

| code    | state  | cause | remedy |
| ------- | ------ | ----- | ------ |
| \`three\` | parked | gone  |        |
`;

const rows = [
  { code: 'one', area: 'unreadable', cause: 'it is "so" big', remedy: 'see a page' },
  { code: 'two', area: 'unreadable', cause: 'it is "so" big', remedy: 'see a page' },
  { code: 'three', area: 'destination', cause: 'gone', remedy: '' },
];

describe('the catalogue of reason codes', () => {
  it('is read from a page, a row for each code', () => {
    expect(remediesIn(page)).toEqual(rows);
  });

  it('comes back out of the table of a query', () => {
    expect(rowsOf(`${tableOf(rows)}\nAppTraces`)).toEqual(rows);
  });

  it('has every code once, in a part that the workbook knows', () => {
    const codes = catalogue().map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(50);
    expect(codes).toEqual([...new Set(codes)]);
    expect(catalogue().filter(({ area }) => area.startsWith('?'))).toEqual([]);
  });

  it('has a cause for every code', () => {
    expect(catalogue().filter(({ cause }) => cause === '')).toEqual([]);
  });
});

describe('a workbook that is made anew', () => {
  const text = JSON.stringify({ query: `${tableOf(rows.slice(1))}\nAppTraces`, other: 1 }, null, 2);

  it('has the new table in its queries, and all else as it was', () => {
    expect(JSON.parse(withRemedies(text, rows))).toEqual({
      query: `${tableOf(rows)}\nAppTraces`,
      other: 1,
    });
  });

  it('stays as it is when nothing changed', () => {
    expect(withRemedies(text, rows.slice(1))).toBe(text);
  });
});

describe('the workbook', () => {
  const tables = queries.flatMap(([name, query]) => {
    const found = rowsOf(query);
    return found === null ? [] : [[name, found] as const];
  });

  it('has a table of remedies for the top reasons and for the last failures', () => {
    expect(tables.map(([name]) => name)).toEqual(['reasons', 'failures']);
  });

  // Where this fails: node --import tsx test/infra/monitor/write-remedies.ts
  it.each(tables)('says in %s what docs/outcomes.md says', (_, found) => {
    expect(found).toEqual(catalogue());
  });

  it('would not change if it were made anew', () => {
    expect(withRemedies(textOf(workbookFile), catalogue())).toBe(textOf(workbookFile));
  });
});
