import { distance } from 'fastest-levenshtein';
import { memberNames } from './member-names';

const lowerCased = memberNames.map((name) => ({ name, lower: name.toLowerCase() }));

const longest = Math.max(...memberNames.map((name) => name.length)) + 8;

/** Whether Graph adds the member to its answers: annotations, and the Error of a failed bulk item. */
export const isFromGraph = (name: string): boolean => name === 'Error' || name.includes('@odata.');

/** What was expected in place of an unknown member: the right name where one is near. It is never corrected silently. */
export const expectedMember = (name: string): string => {
  if (name.length > longest) return 'a property of tiIndicator';
  const lower = name.toLowerCase();
  const most = Math.max(1, name.length / 5);
  // Names whose lengths differ by more are further apart than that. Measuring them all would cost ten times as much.
  const [near] = lowerCased
    .filter((candidate) => Math.abs(candidate.lower.length - lower.length) <= most)
    .map((candidate) => ({ name: candidate.name, edits: distance(lower, candidate.lower) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits);
  if (near === undefined) return 'a property of tiIndicator';
  return near.edits === 0
    ? `${near.name} (names are case-sensitive)`
    : `a property of tiIndicator, perhaps ${near.name}`;
};
