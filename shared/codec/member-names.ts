import { members, type MemberName } from './members';

/** All 59 members, in the order in which they are written; the last three are read-only. */
export const memberNames = Object.keys(members) as readonly MemberName[];

const namesIn = (group: string): readonly MemberName[] =>
  memberNames.filter((name) => members[name].group === group);

/** The members of which an indicator needs at least one (fileHashType alone does not count). */
export const observableNames = {
  email: namesIn('email'),
  file: namesIn('file'),
  network: namesIn('network'),
};
