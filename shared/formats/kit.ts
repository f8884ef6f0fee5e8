import { hashAlgorithm } from '../codec/hash-algorithm';
import { itemsOf, type Item } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, textOf, type Json } from '../codec/json-value';
import {
  intakeOf,
  leave,
  refuse,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type ReadOptions,
  type Skipped,
  type TextMember,
} from './format';

/** One find, or one thing that was left, in the order of the payload. */
export type Entry = Found | Skipped;

/** Why something is left: a code of docs/outcomes.md, and what is said of it. */
export type Why = readonly [code: string, text: string];

/** What an item says of all that it names. */
export type About = Omit<Draft, 'observed' | 'partOf'>;

/** true; else what is missing. */
export type Recognition = true | string;

/** Makes an observation of a value, by what the value is. */
export const observe = {
  ip: (value: string): Observation => ({ kind: 'ip', value }),
  domain: (value: string): Observation => ({ kind: 'domain', value }),
  url: (value: string): Observation => ({ kind: 'url', value }),
  /** The sender names the algorithm. */
  hashOf:
    (algorithm: string) =>
    (value: string): Observation => ({ kind: 'hash', algorithm, value }),
  /** The length of the hash tells the algorithm. */
  hash: (value: string): Observation => ({ kind: 'hash', algorithm: hashAlgorithm(value), value }),
  text:
    (member: TextMember) =>
    (value: string): Observation => ({ kind: 'text', member, value }),
};

/** An indicator of one observation or several, at its place. */
export const take = (
  place: string,
  about: About,
  observed: Observation | readonly Observation[],
  partOf?: string,
): Found => ({
  place,
  draft: { ...about, observed: 'kind' in observed ? [observed] : observed, partOf },
});

/** The name of a file as one more observation, where there is one. */
export const fileNamed = (name: string | undefined): readonly Observation[] =>
  name === undefined ? [] : [observe.text('fileName')(name)];

/** An indicator for each hash that stands under one of the names (of algorithms, in any spelling); the first ties them together. */
export const fileHashes = (
  place: string,
  file: Json,
  names: readonly string[],
  about: About,
  beside: readonly Observation[] = [],
): readonly Found[] => {
  const hashes = names.flatMap((name) => {
    const value = textOf(file[name]);
    return value === undefined ? [] : [{ name, value }];
  });
  return hashes.map(({ name, value }) =>
    take(at(place, name), about, [observe.hashOf(name)(value), ...beside], hashes[0]?.value),
  );
};

/** Its kind of indicator has no member in a tiIndicator. */
export const unsupported = (place: string): Skipped =>
  leave(place, 'unsupported-type', 'tiIndicator has no place for an indicator of this type');

/** true where the object has all of these members; else those that are missing. */
export const hasMembers = (item: unknown, ...names: readonly string[]): Recognition => {
  const missing = isObject(item) ? names.filter((name) => !Object.hasOwn(item, name)) : names;
  return missing.length === 0 ? true : missing.join(', ');
};

export interface Recipe {
  readonly name: string;
  /** What a payload of this format is, for the answer that lists what was tried. */
  readonly expects: string;
  /** What one item is, with its article: `an offense`. It is said of an item that is none. */
  readonly one: string;
  /** The members under which a list of items may stand (`value` where nothing is said), or the way to the items. */
  readonly items?: readonly string[] | ((payload: unknown) => readonly Item[]);
  /** Decides on the shape of an item, never on one common key. */
  readonly is: (item: unknown) => Recognition;
  /** true: every object is read, as the sender says elsewhere that it is one. */
  readonly anyObject?: boolean;
  /** What is said of an empty list. */
  readonly empty?: string;
  readonly read: (item: Json, place: string, options: ReadOptions) => Entry | readonly Entry[];
}

/** A format that is read item by item. */
export const format = (recipe: Recipe): Format => {
  const { name, expects, one, items = ['value'], anyObject = false, empty, read } = recipe;
  const is = (item: unknown): boolean => recipe.is(item) === true;
  const itemsIn = typeof items === 'function' ? items : (payload: unknown) => itemsOf(payload, is, items);
  const entriesOf = ({ place, item }: Item, options: ReadOptions): Entry | readonly Entry[] => {
    if (anyObject && !isObject(item)) return refuse(place, 'item-not-an-object', one);
    return isObject(item) && (anyObject || is(item))
      ? read(item, place, options)
      : refuse(place, 'item-unknown', one);
  };
  return {
    name,
    expects,
    recognises: (payload) => itemsIn(payload).some(({ item }) => is(item)),
    read: (payload, options) => {
      const found = itemsIn(payload);
      return found.length === 0 && empty !== undefined
        ? intakeOf([leave('', 'no-indicator', empty)])
        : intakeOf(found.flatMap((item) => entriesOf(item, options)));
    },
  };
};
