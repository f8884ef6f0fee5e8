import { plainWord } from '../codec/text';
import { isNo, isYes, oneOrMany, textsOf, type Json } from '../codec/json-value';

/** Words of sources for what they checked and found not to be bad, in small letters without signs. */
const harmless = new Set(
  (
    'allow allowed allowlist allowlisted benign benignpositive clean falsepos falsepositive falsepositives goodware ' +
    'harmless isallowlisted isbenign isfalsepositive iswhitelisted knowngood nonmalicious notmalicious permit ' +
    'permitted safelist safelisted whitelist whitelisted'
  ).split(' '),
);

/** MISP's taxonomy grades how likely a false positive is. The grades `low` and `medium` are no judgement. */
const graded = /^false-positive:(?:risk|confirmed)=/i;
const certain = /^false-positive:(?:risk="?high"?|confirmed="?true"?)$/i;

/**
 * Whether a word, a label or a machine tag (`space:predicate="value"`) calls a thing benign, allowed or a false positive. As a
 * part of a longer word it says nothing: `not-whitelisted`, `allowlist-bypass`.
 */
const isHarmless = (word: string): boolean => {
  if (word.startsWith('misp-galaxy:')) return false;
  if (graded.test(word)) return certain.test(word);
  const parts = word.split(/[:=]/);
  return [word, parts[0] ?? '', parts.at(-1) ?? ''].some((part) => harmless.has(plainWord(part)));
};

/** MISP's and OpenCTI's flag against detection, as a label or as a member writes it. */
const notForDetection = /^(?:misp:)?(?:to_ids|detection)[:=]"?false"?$/i;

/** No word of a judgement is longer, even in a machine tag. */
const longest = 100;

/** Why a thing is left: a stable code, and what its source says of it. */
export interface Judgement {
  readonly code: string;
  readonly text: string;
}

const calledBenign: Judgement = {
  code: 'called-benign',
  text: 'its source calls it benign, allowed or a false positive',
};

const notToIds: Judgement = { code: 'not-to-ids', text: 'its source says that it is not for detection' };

const ofWord = (word: string): Judgement | undefined => {
  if (word.length > longest) return undefined;
  if (isHarmless(word)) return calledBenign;
  return notForDetection.test(word) ? notToIds : undefined;
};

/** The first word that takes a thing back, with what it says; undefined where none does. */
export const judgementOf = (words: readonly string[]): Judgement | undefined =>
  words.map(ofWord).find((judgement) => judgement !== undefined);

/** The tags that take an indicator back, out of those of what it stands in; undefined where none does. */
export const judgingTags = (tags: readonly string[]): readonly string[] | undefined => {
  const judging = tags.filter((tag) => judgementOf([tag]) !== undefined);
  return judging.length === 0 ? undefined : judging;
};

/** Members in which sources say it with a flag, in small letters without signs. */
const flags = new Set(
  'benign falsepositive isallowlisted isbenign isfalsepositive iswhitelisted allowlisted whitelisted'.split(
    ' ',
  ),
);

/** Members in which sources say it in a word. */
const statements = new Set(
  'action classification disposition list listtype reputation state status verdict'.split(' '),
);

const saidIn = (name: string, value: unknown): readonly string[] => {
  const member = plainWord(name);
  if (flags.has(member)) return oneOrMany(value).some(isYes) ? [member] : [];
  if (/^(?:xopencti)?detection$/.test(member)) return oneOrMany(value).some(isNo) ? ['detection:false'] : [];
  return statements.has(member) ? textsOf(value) : [];
};

/**
 * What dedicated members (`isWhitelisted`, `status`, `detection`) say of an indicator, as words for `judgementOf`; undefined
 * where they say nothing that counts.
 */
export const judgementsIn = (...items: readonly Json[]): readonly string[] | undefined => {
  const words = items
    .flatMap((item) => Object.entries(item))
    .flatMap(([name, value]) => saidIn(name, value))
    .filter((word) => judgementOf([word]) !== undefined);
  return words.length === 0 ? undefined : words;
};
