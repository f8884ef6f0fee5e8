// Over sixty lines: what all formats share.
import { hashAlgorithm } from '../codec/hash-algorithm';
import { itemsOf, textsIn, unreadableTextsIn, type Item } from '../codec/items';
import { at } from '../codec/json-pointer';
import { isObject, textOf, type Json } from '../codec/json-value';
import {
  foundDraft,
  intakeOf,
  leave,
  refuse,
  type Direction,
  type Draft,
  type Format,
  type Found,
  type Observation,
  type ReadOptions,
  type Skipped,
  type TextMember,
} from './format';
import { nearMissIn, type Recognition } from './recognition';

/** One find, or one thing that was left, in the order of the payload. */
export type Entry = Found | Skipped;

/** Why something is left: a code of docs/outcomes.md, and what is said of it. */
export type Why = readonly [code: string, text: string];

/** What an item says of all that it names. */
export type About = Omit<Draft, 'observed'>;

/** Makes an observation of what its sender wrote. */
export type Observer = (value: string) => Observation;

/** Whether text looks like an address: IPv4 holds no letters, IPv6 two colons, even with a port or defanged. */
export const looksLikeAddress = (text: string): boolean => /^[\d\W]+$/.test(text) || /:[^:]*:/.test(text);

/** Observers, by what a value is. */
export const observe = {
  ip: (value: string, direction?: Direction): Observation => ({
    kind: 'ip',
    value,
    ...(direction === undefined ? {} : { direction }),
  }),
  domain: (value: string): Observation => ({ kind: 'domain', value }),
  /** The address or the name of a host. */
  host: (value: string, direction?: Direction): Observation =>
    looksLikeAddress(value) ? observe.ip(value, direction) : observe.domain(value),
  url: (value: string): Observation => ({ kind: 'url', value }),
  /** A URL, or a host alone, which some senders write in place of a URL. */
  urlOrHost: (value: string): Observation => (value.includes('/') ? observe.url(value) : observe.host(value)),
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
export const take = (place: string, about: About, observed: Observation | readonly Observation[]): Found =>
  foundDraft(place, { ...about, observed: 'kind' in observed ? [observed] : observed });

/** The last part of a path of either kind. The folders are the victim's. */
export const fileNameOf = (path: unknown): string | undefined => textOf(textOf(path)?.split(/[/\\]/).at(-1));

/** The name of a file as one more observation, where there is one. */
export const fileNamed = (name: string | undefined): readonly Observation[] =>
  name === undefined ? [] : [observe.text('fileName')(name)];

interface HashedFile {
  readonly file: Json;
  readonly names: readonly string[];
  /** Observations that go with the file under each hash. */
  readonly beside?: readonly Observation[];
}

/**
 * An indicator for each hash under one of the names (of algorithms, in any spelling). The first hash ties them together, unless
 * there are two of one name, which are of two files.
 */
export const fileHashes = (
  place: string,
  about: About,
  { file, names, beside = [] }: HashedFile,
): readonly Found[] => {
  const hashes = names.map((name) => ({ name, texts: textsIn(place, file, name) }));
  const isOneFile = hashes.every(({ texts }) => texts.length < 2);
  const partOf = isOneFile ? hashes.flatMap(({ texts }) => texts)[0]?.text : undefined;
  return hashes.flatMap(({ name, texts }) =>
    texts.map(({ place: where, text }) =>
      take(where, { ...about, partOf }, [observe.hashOf(name)(text), ...beside]),
    ),
  );
};

/** Marks all that an item says with the id by which its source knows the item. */
export const saidByItem = (item: unknown, entries: readonly Entry[]): readonly Entry[] => {
  const id = textOf(item);
  return id === undefined
    ? entries
    : entries.map((entry) =>
        entry._tag === 'Draft' ? { ...entry, draft: { item: id, ...entry.draft } } : entry,
      );
};

/** Skips an indicator of a kind that has no member in a tiIndicator. */
export const unsupported = (place: string): Skipped =>
  leave(place, 'unsupported-type', 'tiIndicator has no place for an indicator of this type');

/** What an indicator says of itself, for `takeTyped`. */
export interface Typed {
  /** Observers by the type's word, in small letters. */
  readonly observers: ReadonlyMap<string, Observer>;
  readonly type: unknown;
  readonly value: unknown;
  /** What was expected, for where a type or value is missing. */
  readonly expected: string;
}

/** Takes an indicator whose sender names its type, in any case, where there is an observer for that type. */
export const takeTyped = (place: string, about: About, typed: Typed): Entry => {
  const [type, value] = [textOf(typed.type), textOf(typed.value)];
  if (type === undefined || value === undefined) return refuse(place, 'indicator-invalid', typed.expected);
  const observer = typed.observers.get(type.toLowerCase());
  return observer === undefined ? unsupported(place) : take(place, about, observer(value));
};

/** Leaves everything that stands under one of these names. */
export const leaveNamed = (
  place: string,
  object: Json,
  { names, why: [code, text] }: { readonly names: readonly string[]; readonly why: Why },
): readonly Skipped[] =>
  names
    .filter((name) => textOf(object[name]) !== undefined)
    .map((name) => leave(at(place, name), code, text));

/** Refuses what stands under one of these names, or in a list there, and is no text. */
export const refuseStrangers = (
  place: string,
  object: Json,
  ...names: readonly string[]
): readonly Skipped[] =>
  names
    .flatMap((name) => unreadableTextsIn(place, object, name))
    .map((where) => refuse(where, 'indicator-invalid', 'text'));

/** Reads each object, and refuses anything that is none. */
export const eachObject = (
  items: readonly Item[],
  one: string,
  read: (item: Json, place: string) => Entry | readonly Entry[],
): readonly Entry[] =>
  items.flatMap(({ place, item }) =>
    isObject(item) ? read(item, place) : refuse(place, 'item-not-an-object', one),
  );

/** The entries; where there are none, the reason. */
export const orNoIndicator = (place: string, why: string, entries: readonly Entry[]): readonly Entry[] =>
  entries.length === 0 ? [leave(place, 'no-indicator', why)] : entries;

/** The texts among the values, joined; undefined where there is none. */
export const joinTexts = (by: string, ...values: readonly unknown[]): string | undefined =>
  textOf(values.flatMap((value) => textOf(value) ?? []).join(by));

export interface Recipe {
  readonly name: string;
  /** What a payload of this format is, for the answer that lists what was tried. */
  readonly expects: string;
  /**
   * Names of members, in small letters. Every item has at least one of them; rare ones are best. Without marks, the format is
   * asked about every payload.
   */
  readonly marks?: readonly string[];
  /** What one item is, with its article (`an offense`), for the answer to an item that is none. */
  readonly one: string;
  /** The members under which a list of items may stand (by default `value`, or `Value` as .NET writes it), or a function that finds the items. */
  readonly items?: readonly string[] | ((payload: unknown) => readonly Item[]);
  /** Decides by the shape of an item, never by one common key. */
  readonly is: (item: unknown) => Recognition;
  /** true: every object is read, because the sender says elsewhere that it is one. */
  readonly anyObject?: boolean;
  /** The code for an item that is none; by default `item-unknown`. */
  readonly unknown?: string;
  /** The text for an empty list. */
  readonly empty?: string;
  readonly read: (item: Json, place: string, options: ReadOptions) => Entry | readonly Entry[];
}

/** A format that is read item by item. */
export const format = (recipe: Recipe): Format => {
  const {
    name,
    expects,
    one,
    items = ['value', 'Value'],
    anyObject = false,
    unknown = 'item-unknown',
  } = recipe;
  const is = (item: unknown): boolean => isObject(item) && recipe.is(item) === true;
  const itemsIn = typeof items === 'function' ? items : (payload: unknown) => itemsOf(payload, is, items);
  const entriesOf = ({ place, item }: Item, options: ReadOptions): Entry | readonly Entry[] => {
    if (anyObject && !isObject(item)) return refuse(place, 'item-not-an-object', one);
    return isObject(item) && (anyObject || is(item))
      ? recipe.read(item, place, options)
      : refuse(place, unknown, one);
  };
  return {
    name,
    expects,
    ...(recipe.marks === undefined ? {} : { marks: recipe.marks }),
    recognises: (payload) => itemsIn(payload).some(({ item }) => is(item)),
    nearMiss: (payload) => nearMissIn(itemsIn(payload), recipe.is),
    read: (payload, options) => {
      const found = itemsIn(payload);
      return found.length === 0 && recipe.empty !== undefined
        ? intakeOf([leave('', 'no-indicator', recipe.empty)])
        : intakeOf(found.flatMap((item) => entriesOf(item, options)));
    },
  };
};
