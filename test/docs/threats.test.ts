import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isWellResult, resultText, threatRows, threatsPage, withResults } from './threat-rows';

const root = path.resolve(__dirname, '../..');

const page = readFileSync(threatsPage, 'utf8');

const rows = threatRows(page);

describe('the threats of docs/security.md', () => {
  it('are at least 25, counted without a gap, of every kind of STRIDE', () => {
    expect(rows.length).toBeGreaterThanOrEqual(25);
    expect(rows.map(({ number }) => Number(number))).toEqual(rows.map((_, index) => index + 1));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set('STRIDE'));
  });

  it.each(rows)(
    'have a defence, a test that is there, and what it came to: $number $threat',
    ({ defence, test, result }) => {
      expect(defence).not.toBe('');
      expect(test).toMatch(/^test\/[\w./-]+\.test\.ts$/);
      expect(existsSync(path.join(root, test))).toBe(true);
      expect(isWellResult(result)).toBe(true);
    },
  );
});

describe('the last result, as npm run threats writes it', () => {
  it.each([
    [{ passed: 41, failed: 0, skipped: 0 }, '41 passed, 2030-01-02', true],
    [{ passed: 41, failed: 0, skipped: 2 }, '41 passed, 2 skipped, 2030-01-02', true],
    [{ passed: 41, failed: 1, skipped: 0 }, '41 passed, 1 failed, 2030-01-02', false],
    [{ passed: 0, failed: 0, skipped: 3 }, '0 passed, 3 skipped, 2030-01-02', false],
  ])('says of %j: %s', (result, text, isWell) => {
    expect(resultText({ ...result, day: '2030-01-02' })).toBe(text);
    expect(isWellResult(text)).toBe(isWell);
  });

  it.each(['passed', '', 'not run', '41 passed'])('is not written by hand: "%s"', (text) => {
    expect(isWellResult(text)).toBe(false);
  });

  it('stands in the last column of each row, and nothing else of the page changes', () => {
    const written = withResults(page, ({ number }) => `1 passed, ${number}`);
    expect(threatRows(written)).toEqual(rows.map((row) => ({ ...row, result: `1 passed, ${row.number}` })));
    expect(
      withResults(written, ({ number }) => rows[Number(number) - 1]?.result ?? '').replace(/ +/g, ' '),
    ).toBe(page.replace(/ +/g, ' '));
  });
});
