import { readFileSync } from 'node:fs';
import path from 'node:path';

const page = readFileSync(path.join(__dirname, '../../docs/performance.md'), 'utf8');
const [, glance = '', ...below] = page.split(/^## .*$/m);
const numbersIn = (text: string): readonly string[] => text.match(/\d[\d,.]*\d|\d/g) ?? [];
const there = new Set(numbersIn(below.join('')));

/** What was measured, in the third column, of each row below the head. */
const measured = glance
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, what = '', , said = '']) => [what, said] as const);

describe('docs/performance.md at a glance', () => {
  it('has a row for each goal', () => {
    expect(measured.length).toBeGreaterThan(5);
  });

  it.each(measured)('says of %s what the tables below say: %s', (_, said) => {
    expect(numbersIn(said).filter((number) => !there.has(number))).toEqual([]);
  });
});
