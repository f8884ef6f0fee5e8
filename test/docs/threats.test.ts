import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');

const page = readFileSync(path.join(root, 'docs/security.md'), 'utf8');

const rows = page
  .split('\n')
  .filter((line) => /^\|\s*\d+\s*\|/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, number = '', kind = '', threat = '', defence = '', test = '', result = '']) => ({
    number,
    kind,
    threat,
    defence,
    test,
    result,
  }));

describe('the threats of docs/security.md', () => {
  it('are at least 25, counted without a gap, of every kind of STRIDE', () => {
    expect(rows.length).toBeGreaterThanOrEqual(25);
    expect(rows.map(({ number }) => Number(number))).toEqual(rows.map((_, index) => index + 1));
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set('STRIDE'));
  });

  it.each(rows)('have a defence, and a test that is there: $number $threat', ({ defence, test, result }) => {
    expect(defence).not.toBe('');
    expect(test).toMatch(/^`test\/[\w./-]+\.test\.ts`$/);
    expect(result).toBe('passed');
    expect(existsSync(path.join(root, test.replaceAll('`', '')))).toBe(true);
  });
});
