import { own } from '../codec/own';
import { type Score } from '../formats/format';
import { type Profile } from './profile';

type Tables = Profile['severity'];

/** STIX 2.1, Appendix A: Low 15, Medium 50, High 85. */
const confidenceWords: ReadonlyMap<string, number> = new Map<string, number>([
  ['none', 0],
  ['low', 15],
  ['medium', 50],
  ['med', 50],
  ['high', 85],
]);

const severityWords: ReadonlyMap<string, number> = new Map<string, number>([
  ['informational', 0],
  ['info', 0],
  ['none', 0],
  ['low', 2],
  ['medium', 3],
  ['moderate', 3],
  ['high', 4],
  ['critical', 5],
  ['very-high', 5],
]);

const lookUp = (
  { value, of }: Score,
  tables: readonly (Tables[string] | undefined)[],
  { words, most }: { readonly words: ReadonlyMap<string, number>; readonly most: number },
): number | undefined => {
  const number =
    typeof value === 'number' && !Number.isNaN(value)
      ? value
      : typeof value === 'string' && /^\d{1,6}(\.\d+)?$/.test(value)
        ? Number(value)
        : undefined;
  const word = typeof value === 'string' ? value.toLowerCase().trim() : undefined;
  for (const table of tables) {
    const named = word === undefined || table === undefined ? undefined : own(table.words, word);
    if (named !== undefined) return named;
    const step =
      number === undefined
        ? undefined
        : table?.steps.filter(({ from }) => number >= from).sort((a, b) => b.from - a.from)[0];
    if (step !== undefined) return step.is;
  }
  if (number !== undefined)
    return of === undefined ? undefined : Math.min(most, Math.max(0, Math.round((number / of) * most)));
  return word === undefined ? undefined : words.get(word);
};

const clamp = (value: number | undefined, most: number): number | undefined =>
  value === undefined ? undefined : Math.min(most, Math.max(0, value));

/** 0 to 5; undefined where the source gives nothing that the tables know. */
export const severityOf = (
  score: Score | undefined,
  format: string,
  { severity }: Profile,
): number | undefined =>
  score === undefined
    ? undefined
    : clamp(lookUp(score, [own(severity, format), severity['*']], { words: severityWords, most: 5 }), 5);

/** 0 to 100; never invented. */
export const confidenceOf = (
  score: Score | undefined,
  format: string,
  { confidence }: Profile,
): number | undefined =>
  score === undefined
    ? undefined
    : clamp(
        lookUp(score, [own(confidence, format), confidence['*']], { words: confidenceWords, most: 100 }),
        100,
      );
