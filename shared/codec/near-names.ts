import { distance } from 'fastest-levenshtein';

const longest = 100;

const plain = (name: string): string =>
  name
    .slice(0, longest)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** How many letters may be wrong. In a short name every letter counts. */
const maxEdits = (name: string): number => (name.length < 4 ? 1 : name.length < 8 ? 2 : 3);

const isPart = (one: string, other: string): boolean => one.length > 2 && other.includes(one);

/** The names that the writer may have meant: at most three, the nearest first. */
export const nearNames = (written: string, names: readonly string[]): readonly string[] => {
  const word = plain(written);
  return names
    .map((name) => ({ name, edits: distance(word, plain(name)), letters: plain(name) }))
    .filter(({ edits, letters }) => edits <= maxEdits(word) || isPart(word, letters) || isPart(letters, word))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
};

/** Follows an expectation where a value or name is near to what was written: `; did you mean a or b?`. Otherwise empty. */
export const didYouMean = (written: unknown, names: readonly string[]): string => {
  const near = typeof written === 'string' ? nearNames(written, names) : [];
  const meant = near.filter((name) => plain(name) === plain(String(written)));
  return near.length === 0 ? '' : `; did you mean ${(meant.length > 0 ? meant : near).join(' or ')}?`;
};
