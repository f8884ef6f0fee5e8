import { plainWord } from '../../codec/text';
import { listed, type Item } from '../../codec/items';
import { at } from '../../codec/json-pointer';
import { objectOf, textOf, type Json } from '../../codec/json-value';

/** A word in lower case without spaces and punctuation: Microsoft's services spell theirs in several ways. */
export const bareWord = (value: unknown): string => plainWord(textOf(value) ?? '');

export interface Member {
  readonly place: string;
  readonly value: unknown;
}

/** Members by plain word: what a table calls `FileHashes` is `fileHashes` in an API, and `file_hashes` where Python wrote it. */
export type MemberMap = ReadonlyMap<string, Member>;

export const membersOf = (place: string, object: Json): MemberMap =>
  new Map(Object.entries(object).map(([name, value]) => [bareWord(name), { place: at(place, name), value }]));

/** Where Microsoft's SDKs put what the class of an object does not name: PowerShell's, then those of Kiota. */
const bags = ['additionalproperties', 'additionaldata'];

/** The members of an object as any SDK writes it. */
export const membersOfAnySdk = (place: string, object: Json): MemberMap => {
  const own = membersOf(place, object);
  const bagged = bags.flatMap((name) => own.get(name) ?? []);
  return bagged.length === 0
    ? own
    : new Map([...bagged.flatMap((bag) => [...membersOf(bag.place, objectOf(bag.value))]), ...own]);
};

export const valueIn = (members: MemberMap, name: string): unknown => members.get(name)?.value;

export const textIn = (members: MemberMap, name: string): string | undefined =>
  textOf(valueIn(members, name));

export const wordIn = (members: MemberMap, name: string): string => bareWord(valueIn(members, name));

/** The names that are there in any spelling, as members. */
export const spelledIn = (members: MemberMap, names: readonly string[]): Json =>
  Object.fromEntries(names.filter((name) => members.has(bareWord(name))).map((name) => [name, true]));

/** The items under a member that by custom is a list. */
export const listedUnder = (members: MemberMap, name: string): readonly Item[] =>
  listed(members.get(name)?.place ?? '', valueIn(members, name));
