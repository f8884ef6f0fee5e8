import fc from 'fast-check';
import { codePoint } from '../../arbitraries/code-point';
import * as E from 'fp-ts/Either';
import { parsePattern } from '../../../shared/formats/stix/pattern';
import { planPattern } from '../../../shared/formats/stix/plan-pattern';

const md5 = 'a'.repeat(32);

describe('when a text is a STIX pattern', () => {
  it.each([
    [`[domain-name:value = 'a.example']`, 'one test'],
    [`[domain-name:value == 'a.example']`, '== for ='],
    [`[a:b <> 1] OR [a:b != 1]`, '<> for !='],
    [`[a:b < 1 AND a:b <= -1 OR a:b > 0.5 AND a:b >= .5]`, 'orders of numbers'],
    [`[a:b NOT = 1 AND a:c NOT IN (1, 'x', true) AND a:d NOT LIKE 'x%']`, 'NOT before an operator'],
    [`[a:b IN ()]`, 'an empty set'],
    [`[a:b MATCHES '^x' AND a:b ISSUBSET '10.0.0.0/8' AND a:b ISSUPERSET '10.0.0.0/8']`, 'operators on text'],
    [`[EXISTS file:name]`, 'EXISTS'],
    [`[a:b = true AND a:b = false]`, 'truth values'],
    [`[a:b = h'' AND a:b = h'00fF' AND a:b = b'QUJD' AND a:b = b'QQ==']`, 'binary constants'],
    [`[a:b = t'2026-02-28T23:59:60.5Z']`, 'a timestamp with a leap second'],
    [`[a:b = 'it\\'s \\\\ fine']`, 'escapes'],
    [`[file:hashes.'SHA-256' = '${'0'.repeat(64)}']`, 'a name in quotes'],
    [`[file:hashes."SHA-1" = '${'0'.repeat(40)}']`, 'a name in double quotes, as in STIX 2.0'],
    [`[file:hashes.SHA-1 = '${'0'.repeat(40)}']`, 'a bare name with a hyphen, as in STIX 2.0'],
    [`[a:b[*].c[0]."d"[-1] = 1]`, 'list steps'],
    [`[a:b=1]AND[a:b=2]FOLLOWEDBY([a:b=3]OR[a:b=4])`, 'observations joined, without spaces'],
    [`[a:b = 1] WITHIN 0.5 SECONDS REPEATS 2 TIMES`, 'one of each kind of qualifier'],
    [`([a:b = 1]) REPEATS 2 TIMES REPEATS 3 TIMES`, 'the same kind twice after round brackets'],
    [`/* a */ [ // b\n a:b = 1 ]`, 'comments'],
    [`${'('.repeat(200)}[a:b = 1]${')'.repeat(200)}`, '200 brackets'],
  ])('reads %s (%s)', (pattern) => {
    expect(parsePattern(pattern)).toMatchObject({ _tag: 'Right' });
  });

  it('lets AND bind closer than OR, and both closer than FOLLOWEDBY', () => {
    expect(parsePattern(`[a:b = 1 OR a:b = 2 AND a:b = 3]`)).toMatchObject({
      right: { comparison: { by: 'OR', operands: [{ _tag: 'Test' }, { by: 'AND' }] } },
    });
    expect(parsePattern(`[a:b=1] AND [a:b=2] OR [a:b=3] FOLLOWEDBY [a:b=4]`)).toMatchObject({
      right: { by: 'FOLLOWEDBY', operands: [{ by: 'OR', operands: [{ by: 'AND' }, {}] }, {}] },
    });
    expect(parsePattern(`[a:b = 1 AND (a:b = 2 OR a:b = 3)]`)).toMatchObject({
      right: { comparison: { by: 'AND', operands: [{ _tag: 'Test' }, { by: 'OR' }] } },
    });
  });

  it('keeps the path, the operator and the constant, without escapes', () => {
    expect(parsePattern(`[file:x[*].'y z' NOT = 'C:\\\\it\\'s']`)).toEqual(
      E.right({
        _tag: 'Observation',
        comparison: {
          _tag: 'Test',
          path: {
            type: 'file',
            steps: [
              { _tag: 'Name', name: 'x' },
              { _tag: 'Index', index: '*' },
              { _tag: 'Name', name: 'y z' },
            ],
          },
          negated: true,
          operator: '=',
          values: [{ kind: 'string', text: "C:\\it's" }],
        },
      }),
    );
  });

  it('binds a qualifier to the observation before it', () => {
    expect(
      parsePattern(`[a:b=1] OR [a:b=2] START t'2026-01-01T00:00:00Z' STOP t'2026-01-02T00:00:00Z'`),
    ).toMatchObject({ right: { by: 'OR', operands: [{ _tag: 'Observation' }, { _tag: 'Qualified' }] } });
  });
});

describe('when a text is not a STIX pattern', () => {
  it.each([
    [``, 0, '"[" or "("'],
    [`domain-name:value = 'a'`, 0, '"[" or "("'],
    [`[domain-name.value = 'a']`, 12, '":"'],
    [`[a:b = ]`, 7, 'a constant'],
    [`[a:b = 'x' OR]`, 13, 'the type of an object'],
    [`[a:b = 'x'`, 10, 'AND, OR or "]"'],
    [`[a:b = 'x']]`, 11, 'the end of the pattern'],
    [`[a:b = "x"]`, 7, 'a constant'],
    [`[a:b = 'x\\n']`, 7, 'a constant'],
    [`[a:b = 'x]`, 7, 'a constant'],
    [`[a:b = 007]`, 7, 'a constant'],
    [`[a:b > true]`, 7, 'a constant'],
    [`[a:b LIKE 5]`, 10, 'a constant (string)'],
    [`[a:b IN 'x']`, 8, '"("'],
    [`[a:b IN ('x' 'y')]`, 13, '"," or ")"'],
    [`[a:b and a:c]`, 5, 'a comparison operator'],
    [`[NOT a:b = 1]`, 1, 'the type of an object'],
    [`[a:b[x] = 1]`, 5, 'a number or "*"'],
    [`[a:AND = 1]`, 3, 'the name of a property'],
    [`[a:b = h'0']`, 7, 'a constant'],
    [`[a:b = b'====']`, 7, 'a constant'],
    [`[a:b = t'2026-00-01T00:00:00Z']`, 7, 'a constant'],
    [`[a:b = 1] WITHIN -1 SECONDS`, 17, 'a positive number'],
    [`[a:b = 1] WITHIN 1`, 18, 'SECONDS'],
    [`[a:b = 1] REPEATS 1.5 TIMES`, 18, 'a positive number'],
    [`[a:b = 1] START '2026-01-01T00:00:00Z' STOP '2026-01-02T00:00:00Z'`, 16, 'a timestamp'],
    [`[a:b = 1] REPEATS 2 TIMES REPEATS 2 TIMES`, 26, 'each kind of qualifier once'],
    [`[a:b = 1] /* open`, 9, 'the end of the pattern'],
    [`[file:hashes.MD5 = '${md5}f']`, 19, 'a hash as long as its algorithm makes it'],
    [`[file:hashes.'SHA-256' IN ('${md5}')]`, 26, 'a hash as long as its algorithm makes it'],
    [`${'('.repeat(201)}[a:b = 1]${')'.repeat(201)}`, 201, 'at most 200 brackets inside each other'],
  ])('says where %s goes wrong', (pattern, at, expected) => {
    expect(parsePattern(pattern)).toEqual(
      E.left({ at, expected: expect.stringContaining(expected) as string }),
    );
  });
});

describe('when a pattern is an attack', () => {
  it.each([
    ['100,000 square brackets', '['.repeat(100_000)],
    ['100,000 round brackets', '('.repeat(100_000)],
    ['100,000 brackets inside an observation', `[${'('.repeat(100_000)}`],
    ['a number of a million zeros', `[a:b = ${'0'.repeat(1_000_000)}]`],
    ['a million backslashes', `[a:b = '${'\\'.repeat(1_000_001)}']`],
    ['comments without end', '/*'.repeat(500_000)],
    ['half a million quotes', `h'`.repeat(500_000)],
  ])('refuses %s', (_name, pattern) => {
    expect(E.isLeft(parsePattern(pattern))).toBe(true);
  });

  it('reads 5,000 alternatives into 5,000 drafts', () => {
    const tests = Array.from({ length: 5000 }, (_, index) => `domain-name:value = 'a${index}.example'`);
    const parsed = parsePattern(`[${tests.join(' OR ')}]`);
    expect(E.isRight(parsed) ? planPattern(parsed.right).filter(E.isRight).length : 0).toBe(5000);
  });
});

const piece = fc.constantFrom(
  ...`[ ] ( ) a:b file:hashes.MD5 = != IN LIKE NOT AND OR FOLLOWEDBY WITHIN REPEATS START STOP 5 SECONDS TIMES 'x' t'2026-01-01T00:00:00Z' h'00' EXISTS true , . * : " ' \\`.split(
    ' ',
  ),
);

describe('for any text', () => {
  it('answers a tree that can be planned, or a place inside the text and what was expected', () => {
    const text = fc.oneof(
      fc.string({ unit: codePoint }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (pattern) => {
        const parsed = parsePattern(pattern);
        const at = E.isLeft(parsed) ? parsed.left.at : 0;
        expect(at).toBeLessThanOrEqual(pattern.length);
        expect(E.isLeft(parsed) ? parsed.left.expected.length : planPattern(parsed.right).length).not.toBe(0);
      }),
      { numRuns: 10_000 },
    );
  });

  it('reads back any text that was written as a string constant', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (value) => {
        const escaped = value.replace(/[\\']/g, '\\$&');
        expect(parsePattern(`[a:b = '${escaped}']`)).toMatchObject({
          right: { comparison: { values: [{ kind: 'string', text: value }] } },
        });
      }),
    );
  });
});
