import * as t from 'io-ts';
import { errorAt, errorsAt, mostErrors } from './canonical';
import { memberNames } from './member-names';
import { members, type MemberName, type TiIndicator } from './members';
import { isBlank } from './text';
import { expectedMember, isFromGraph } from './unknown-member';

/** Each member of a sender's object by itself: the valid ones in canonical form, the refused ones with their errors. */
export interface Reading {
  readonly valid: Partial<TiIndicator>;
  readonly given: (name: MemberName) => boolean;
  readonly errors: t.Errors;
}

interface Entry {
  readonly name: MemberName;
  readonly rank: number;
  readonly codec: t.Mixed | undefined;
}

const entries = memberNames.map((name, rank): Entry => {
  const member = members[name];
  return { name, rank, codec: 'codec' in member ? member.codec : undefined };
});

const entryOf = new Map<string, Entry>(entries.map((entry) => [entry.name, entry]));

const requiredEntries = entries.filter(({ name }) => 'required' in members[name] && members[name].required);

const byRank = (a: Entry, b: Entry): number => a.rank - b.rank;

/** The members of `input`, in the table's order; blank ones are absent, read-only ones are left out. */
export const readMembers = (input: Readonly<Partial<Record<string, unknown>>>, c: t.Context): Reading => {
  const valid: Record<string, unknown> = {};
  const refused = new Set<string>();
  const errors: t.Errors = [];
  const found: Entry[] = [];
  for (const name of Object.keys(input)) {
    const entry = entryOf.get(name);
    if (entry !== undefined) {
      found.push(entry);
    } else if (errors.length < mostErrors && !isFromGraph(name)) {
      errors.push(errorAt(c, name, t.undefined, expectedMember(name)));
    }
  }
  for (const { name, codec } of found.sort(byRank)) {
    const value = input[name];
    if (codec === undefined || isBlank(value)) continue;
    const checked = codec.validate(value, []);
    if (checked._tag === 'Right') {
      valid[name] = checked.right;
    } else {
      refused.add(name);
      errors.push(...errorsAt(c, name, codec, checked.left));
    }
  }
  const given = (name: MemberName): boolean => valid[name] !== undefined || refused.has(name);
  for (const { name, codec } of requiredEntries) {
    if (codec !== undefined && !given(name)) errors.push(errorAt(c, name, codec));
  }
  return { valid, given, errors };
};
