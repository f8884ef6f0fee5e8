import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { parsePattern } from '../../../shared/formats/stix/pattern';
import { describeSamples } from '../../samples/samples';

interface Cases {
  readonly PASS_CASES: readonly string[];
  readonly FAIL_CASES: readonly (readonly [string, string])[];
  readonly TIMESTAMP_PASS_CASES: readonly string[];
  readonly TIMESTAMP_FAIL_CASES: readonly (readonly [string, string])[];
}

describeSamples('the cases of the OASIS validator', (folder) => {
  const text = (name: string): string =>
    folder === '' ? '{}' : readFileSync(path.join(folder, 'stix-patterns', name), 'utf8');
  const {
    PASS_CASES = [],
    FAIL_CASES = [],
    TIMESTAMP_PASS_CASES = [],
    TIMESTAMP_FAIL_CASES = [],
  } = JSON.parse(text('validator-cases-even.json')) as Partial<Cases>;
  const examples = text('spec-examples-v21.txt')
    .split('\n')
    .filter((line) => line !== '');
  const refused = [...FAIL_CASES, ...TIMESTAMP_FAIL_CASES].map(([pattern]) => pattern);

  it('are there', () => {
    expect(examples.length + refused.length).toBeGreaterThan(30);
  });

  it('that pass are read', () => {
    const patterns = [...PASS_CASES, ...TIMESTAMP_PASS_CASES, ...examples];
    expect(patterns.filter((pattern) => E.isLeft(parsePattern(pattern)))).toEqual([]);
  });

  it('that fail are refused', () => {
    expect(refused.filter((pattern) => E.isRight(parsePattern(pattern)))).toEqual([]);
  });

  it.each(['misp-attribute-type-to-stix21-pattern-a.json', 'misp-object-to-stix21-pattern-a.json'])(
    '%s: every STIX pattern is read',
    (name) => {
      const rows = JSON.parse(text(name)) as readonly {
        readonly patterns: readonly { readonly pattern: string; readonly pattern_type: string }[];
      }[];
      const patterns = rows
        .flatMap((row) => row.patterns)
        .filter(({ pattern_type }) => pattern_type === 'stix')
        .map(({ pattern }) => pattern);
      expect(patterns.length).toBeGreaterThan(10);
      expect(patterns.filter((pattern) => E.isLeft(parsePattern(pattern)))).toEqual([]);
    },
  );
});
