import fc from 'fast-check';
import { trim } from '../../../shared/codec/text';
import { codePoint } from '../../arbitraries/code-point';
import { plainList } from '../../../shared/formats/list/plain-list';
import { cellsIn } from '../../../shared/formats/list/list-rows';
import { intake, options } from '../intake';

const observable = fc.oneof(
  fc.ipV4(),
  fc.domain(),
  fc.webUrl(),
  fc.stringMatching(/^[a-f0-9]{64}$/),
  fc.ipV6(),
);

const anyLine = fc.oneof(
  observable,
  fc.string({ unit: codePoint, maxLength: 40 }),
  fc.constantFrom('', ' ', '# note', '; a note', 'a.example b.example'),
);

const cell = fc.stringMatching(/^[a-z",;\n|# ]{0,12}$/).map((text) => text.trim());

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The numbers of the lines that places name. */
const linesOf = (text: string): readonly number[] => {
  const { found, skipped } = plainList.read(text, options);
  return [...new Set([...found, ...skipped].map(({ place }) => Number(place.split('/')[1])))].sort(
    (a, b) => a - b,
  );
};

describe('a list', () => {
  it('has an outcome for every line that is neither blank nor a comment, and for no other', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), observable, (lines, last) => {
        const text = [...lines, last].join('\n').replaceAll('"', '');
        const told = text
          .split('\n')
          .flatMap((line, index) => (/^(?!#|\/\/|;|!)./su.test(trim(line)) ? [index] : []));
        expect(linesOf(text)).toEqual(told);
      }),
      { numRuns: 200 },
    );
  });

  it('comes to the same with the line ends of Windows, a byte order mark, and each line in quotes', () => {
    fc.assert(
      fc.property(fc.array(observable, { minLength: 1, maxLength: 8 }), (lines) => {
        const plain = intake(plainList, lines.join('\n'));
        expect(plain.left).toEqual([]);
        for (const text of [lines.join('\r\n'), `\ufeff${lines.join('\n')}\n`])
          expect(intake(plainList, text)).toEqual(plain);
        const withoutUrls = lines.map((line) => (line.includes('/') ? 'a.example' : line));
        expect(intake(plainList, withoutUrls.map(quoted).join('\n'))).toEqual(
          intake(plainList, withoutUrls.join('\n')),
        );
      }),
    );
  });

  it('takes of a table what it takes of its column alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, observable, cell), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        (rows, comma, end) => {
          const table = [['note', 'indicator', 'other'], ...rows]
            .map((row) => row.map(quoted).join(comma))
            .join(end);
          const shown = ({ found }: { readonly found: readonly string[] }) =>
            found.map((one) => one.replace(/^\S+ /, ''));
          expect(shown(intake(plainList, table))).toEqual(
            shown(intake(plainList, rows.map(([, value]) => value).join('\n'))),
          );
        },
      ),
    );
  });
});

describe('a row of CSV', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        (cells, comma) => {
          expect(cellsIn(cells.map(quoted).join(comma), comma)).toEqual(cells);
          expect(cellsIn(cells.map(quoted).join(`${comma} `), comma)).toEqual(cells);
        },
      ),
    );
  });
});

describe('a hostile list', () => {
  const mebi = 1024 * 1024;
  it.each([
    ['200,000 lines', 'a.example\n'.repeat(200_000)],
    ['an endless line', 'a'.repeat(mebi)],
    ['an endless cell in quotes that are never closed', `domain,note\na.example,"${'x'.repeat(mebi)}`],
    ['an endless cell of quotes', `domain,note\na.example,"${'""'.repeat(mebi / 2)}`],
    ['an endless row of commas', `domain,note\n${','.repeat(mebi)}`],
    ['an endless header', `domain${',a'.repeat(mebi / 2)}\na.example`],
    ['blanks without end before a quote', `domain,note\na.example,${' '.repeat(mebi)}"x"y`],
    ['quotes never closed on each line', `domain,note\n${`a.example,"${'x'.repeat(80)}\n`.repeat(9000)}`],
    [
      'quotes that close on the next line, and go on',
      `domain,note\n${`a.example,"${'x",'.repeat(20)}"\n`.repeat(9000)}`,
    ],
  ])('of %s has its outcomes', (_, text) => {
    const { found, skipped } = plainList.read(text, options);
    expect(found.length + skipped.length).toBeGreaterThan(0);
  });
});
