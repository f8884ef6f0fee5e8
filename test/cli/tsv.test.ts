import fc from 'fast-check';
import { codePoint } from '../arbitraries/code-point';
import { tsvOf, type Cell } from '../../cli/tsv';

const meanings: ReadonlyMap<string, string> = new Map([
  ['\\\\', '\\'],
  ['\\t', '\t'],
  ['\\n', '\n'],
  ['\\r', '\r'],
]);

const meantBy = (cell: string): string => cell.replace(/\\[\\tnr]/g, (pair) => meanings.get(pair) ?? pair);

const sayable = fc.string({ unit: codePoint }).map((text) => text.replace(/[^\P{C}\t\n\r]/gu, ''));

describe('tab-separated values', () => {
  it.each<[string, readonly Cell[], string]>([
    ['a tab, a newline, a backslash', ['a\tb', 'c\r\nd', 'e\\f'], 'a\\tb\tc\\r\\nd\te\\\\f'],
    ['nothing, numbers, truth', [null, 0, true, ''], '\t0\ttrue\t'],
    ['what would steer a terminal', ['\u001b[31mred\u001b[0m\u0007'], '\ufffd[31mred\ufffd[0m\ufffd'],
  ])('say %s', (_, row, line) => {
    expect(tsvOf([row])).toBe(line);
  });

  it('are a line a row and a tab a cell, whatever is in them, and can be read back', () => {
    const rows = fc.array(fc.array(sayable, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(rows, (cells) => {
        const read = tsvOf(cells)
          .split('\n')
          .map((line) => line.split('\t').map(meantBy));
        expect(read).toEqual(cells);
      }),
    );
  });
});
