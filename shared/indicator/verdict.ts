import { textOf } from '../codec/json-value';

/**
 * What a source says of a thing, whatever its words. `harmless`: it is benign, allowed or a false positive. `clean`: something
 * other than that it is bad. `unsaid`: nothing that is known to be a verdict.
 */
export type SourceVerdict = 'malicious' | 'suspicious' | 'clean' | 'harmless' | 'unsaid';

/** Words of a source for each verdict, in small letters. */
export type Scale = Readonly<
  Partial<Record<'harmless' | 'malicious' | 'suspicious' | 'unsaid', readonly string[]>>
>;

const strongestFirst = ['harmless', 'malicious', 'suspicious'] as const;

/** Makes spellings alike: `FALSE_POSITIVE` of an API is `False positive` in its console. The sign of a number stays. */
const alike = (word: string): string => word.toLowerCase().replace(/[\s_-](?=[a-z])/g, '');

/** The verdict of a source's words, in any case; a word for harmless counts most. A word outside the scale counts as `clean`. */
export const byWords = (scale: Scale, words: readonly string[]): SourceVerdict => {
  const has = (verdict: keyof Scale, word: string): boolean =>
    scale[verdict]?.some((one) => alike(one) === alike(word)) === true;
  const telling = words.filter((word) => !has('unsaid', word));
  const strongest = strongestFirst.find((verdict) => telling.some((word) => has(verdict, word)));
  return strongest ?? (telling.length === 0 ? 'unsaid' : 'clean');
};

/** The scores from which on a verdict holds. */
export interface Cutoffs {
  readonly malicious: number;
  readonly suspicious: number;
}

/** The verdict of a score, as a number or text. */
export const byScore = (line: Cutoffs, value: unknown): SourceVerdict => {
  const score = Number(textOf(value) ?? NaN);
  if (Number.isNaN(score)) return 'unsaid';
  return score >= line.malicious ? 'malicious' : score >= line.suspicious ? 'suspicious' : 'clean';
};
