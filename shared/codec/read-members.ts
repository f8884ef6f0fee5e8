import * as t from 'io-ts';
import { errorAt, errorsAt, maxErrors } from './canonical';
import { memberNames, observableNames } from './member-names';
import { members, type MemberName, type TiIndicator } from './members';
import { isBlank } from './text';
import { expectedMember, isFromGraph } from './unknown-member';

/**
 * The members of a sender's object, each read by itself: the valid ones in canonical form, the refused ones with their errors.
 */
export interface ReadMembers {
  readonly valid: Partial<TiIndicator>;
  readonly given: (name: MemberName) => boolean;
  /** Whether an email, file or network observable was given; fileHashType alone is none. */
  readonly observed: boolean;
  readonly errors: t.Errors;
}

interface Entry {
  readonly name: MemberName;
  readonly isObservable: boolean;
  readonly rank: number;
  readonly codec: t.Mixed | undefined;
}

const observables: ReadonlySet<string> = new Set(
  Object.values(observableNames)
    .flat()
    .filter((name) => name !== 'fileHashType'),
);

const entries = memberNames.map((name, rank): Entry => {
  const member = members[name];
  return {
    name,
    rank,
    isObservable: observables.has(name),
    codec: 'codec' in member ? member.codec : undefined,
  };
});

const entryOf = new Map<string, Entry>(entries.map((entry) => [entry.name, entry]));

const requiredEntries = entries.filter(({ name }) => 'required' in members[name] && members[name].required);

/** An insertion sort, in place: there are a dozen members, mostly in order already. */
const inOrder = (found: Entry[]): readonly Entry[] => {
  for (let next = 1; next < found.length; next += 1) {
    const entry = found[next];
    let at = next;
    for (let before = found[at - 1]; entry && before && before.rank > entry.rank; before = found[at - 1]) {
      found[at] = before;
      at -= 1;
    }
    if (entry) found[at] = entry;
  }
  return found;
};

const noContext: t.Context = [];

/** Reads the members of `input`, in the table's order. Blank ones count as absent; read-only ones are left out. */
export const readMembers = (input: Readonly<Partial<Record<string, unknown>>>, c: t.Context): ReadMembers => {
  const valid: Record<string, unknown> = {};
  const refused = new Set<string>();
  const errors: t.Errors = [];
  const found: Entry[] = [];
  for (const name of Object.keys(input)) {
    const entry = entryOf.get(name);
    if (entry !== undefined) {
      found.push(entry);
    } else if (errors.length < maxErrors && !isFromGraph(name)) {
      errors.push(errorAt(c, { key: name, type: t.undefined }, expectedMember(name)));
    }
  }
  let observed = false;
  for (const { name, codec, isObservable } of inOrder(found)) {
    const value = input[name];
    if (codec === undefined || isBlank(value)) continue;
    observed ||= isObservable;
    const checked = codec.validate(value, noContext);
    if (checked._tag === 'Right') {
      valid[name] = checked.right;
    } else {
      refused.add(name);
      errors.push(...errorsAt(c, { key: name, type: codec }, checked.left));
    }
  }
  const given = (name: MemberName): boolean => valid[name] !== undefined || refused.has(name);
  for (const { name, codec } of requiredEntries) {
    if (codec !== undefined && !given(name)) errors.push(errorAt(c, { key: name, type: codec }));
  }
  return { valid, given, observed, errors };
};
