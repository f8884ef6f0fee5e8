import { distance } from 'fastest-levenshtein';
import { memberNames } from './member-names';

const lowerCased = memberNames.map((name) => ({ name, lower: name.toLowerCase() }));

const longest = Math.max(...memberNames.map((name) => name.length)) + 8;

/** Members Graph adds to its answers: annotations, and the Error of a failed bulk item. */
export const isFromGraph = (name: string): boolean => name === 'Error' || name.includes('@odata.');

/** What was expected in place of an unknown member: the right name where one is near. Never corrected silently. */
export const expectedMember = (name: string): string => {
  if (name.length > longest) return 'a property of tiIndicator';
  const lower = name.toLowerCase();
  const near = lowerCased
    .map((candidate) => ({ name: candidate.name, edits: distance(lower, candidate.lower) }))
    .reduce((best, candidate) => (candidate.edits < best.edits ? candidate : best));
  if (near.edits === 0) return `${near.name} (names are case-sensitive)`;
  return near.edits <= Math.max(1, name.length / 5)
    ? `a property of tiIndicator, perhaps ${near.name}`
    : 'a property of tiIndicator';
};
