// Over sixty lines: the one walk of all formats that are tables, and what each member of a table means.
import { type Item } from '../codec/items';
import { isObject, textOf, type Json } from '../codec/json-value';
import { itemsAtPath, unreadableAtPath, textAtPath } from '../codec/member-path';
import { type SourceVerdict } from '../indicator/verdict';
import { leave, refuse, type Format, type Observation, type ReadOptions, type Skipped } from './format';
import {
  fileNamed,
  fileNameOf,
  format,
  observe,
  orNoIndicator,
  saidByItem,
  take,
  unsupported,
  type About,
  type Entry,
  type Observer,
  type Recipe,
  type Why,
} from './kit';

/** A path (codec/member-path.ts) from the part in whose table it stands. */
type ObjectPath = string;

/** A text, and what kind of thing it is. */
export interface Value {
  readonly at: ObjectPath;
  readonly as: (value: string, part: Json) => Observation;
  /** Where the port of an address stands. */
  readonly port?: ObjectPath;
}

/** One file: its name or path, and its hashes by algorithm. */
export interface FileAt {
  readonly name?: ObjectPath;
  readonly hashes: Readonly<Partial<Record<'sha256' | 'sha1' | 'md5', ObjectPath>>>;
}

/** A text beside the word for its type. */
export interface TypedAt {
  readonly type: ObjectPath;
  readonly value: ObjectPath;
  /** By types, in small letters. */
  readonly as: ReadonlyMap<string, Observer>;
  /** true: a value of another type is part of something else, and is passed over silently. */
  readonly isMixed?: true;
}

/** Things that share a verdict: the item itself, or each of the parts at a path from it. */
export interface Part {
  readonly at: ObjectPath;
  /** The sender's verdict on them, or why they are left whatever the sender says. */
  readonly verdict: (part: Json, item: Json) => SourceVerdict | Why;
  /** What the verdict was looked for in, for the answer where it is missing. */
  readonly says: string;
  readonly about?: (part: Json, item: Json) => About;
  readonly values?: readonly Value[];
  readonly files?: readonly FileAt[];
  readonly typed?: TypedAt;
}

/** A format whose items are read by where things stand in them. */
export interface Table extends Omit<Recipe, 'read'> {
  readonly about: (item: Json) => About;
  /** Where the id stands by which the sender knows the item. */
  readonly id?: ObjectPath;
  readonly parts: readonly Part[];
  /** What is always left, with the reason: it is the victim's or the sensor's, or was seen without a verdict. */
  readonly leaves?: readonly (readonly [why: Why, ...paths: readonly ObjectPath[]])[];
  /** The text for an item that names nothing. */
  readonly none: string;
}

/** Whether a file belongs to the system. An attacker may run such a file, but it is no indicator. */
export const isSignedByMicrosoft = (signer: unknown): boolean => /\bmicrosoft\b/i.test(textOf(signer) ?? '');

export const systemFileReason: Why = [
  'observed-only',
  'a program of the system, or no file at all: what it did is bad, not its file',
];
export const ofVictim: Why = ['own-asset', 'of the attacked host or the sensor'];
export const seen: Why = ['observed-only', 'seen beside what was found bad; no verdict on it'];

/** A thing at its place: what is observed of it, or why nothing can be. */
interface Named {
  readonly place: string;
  readonly observed: readonly Observation[];
  readonly partOf?: string | undefined;
}

const valuesIn = (part: Item, { at, as, port }: Value): readonly (Named | Skipped)[] =>
  itemsAtPath(part, at).map(({ place, item }) => {
    const text = textOf(item);
    if (text === undefined) return refuse(place, 'indicator-invalid', 'text');
    const observed = as(text, part.item as Json);
    const number = port === undefined ? undefined : textAtPath(part.item, port);
    return {
      place,
      observed: [observed.kind === 'ip' && number !== undefined ? { ...observed, port: number } : observed],
    };
  });

const filesIn = (part: Item, { name, hashes }: FileAt): readonly (Named | Skipped)[] => {
  const beside = name === undefined ? [] : fileNamed(fileNameOf(textAtPath(part.item, name)));
  const found = Object.entries(hashes).flatMap(([algorithm, at]) =>
    valuesIn(part, { at, as: observe.hashOf(algorithm) }),
  );
  const named = found.flatMap((one) => ('observed' in one ? [String(one.observed[0]?.value)] : []));
  return found.map((one) =>
    'observed' in one
      ? {
          place: one.place,
          observed: [...one.observed, ...beside],
          partOf: named.length > 1 ? named[0] : undefined,
        }
      : one,
  );
};

const typedIn = (part: Item, { type, value, as, isMixed }: TypedAt): readonly (Named | Skipped)[] => {
  const [item] = itemsAtPath(part, value);
  const word = textAtPath(part.item, type)?.toLowerCase();
  if (item === undefined && word === undefined) return [];
  const text = textOf(item?.item);
  const place = item?.place ?? part.place;
  if (isMixed === true && !as.has(word ?? '')) return [];
  if (word === undefined || text === undefined)
    return [refuse(place, 'indicator-invalid', 'a type and a value')];
  const observer = as.get(word);
  return [observer === undefined ? unsupported(place) : { place, observed: [observer(text)] }];
};

const namedIn = (part: Item, { values = [], files = [], typed }: Part): readonly (Named | Skipped)[] => [
  ...values.flatMap((value) => valuesIn(part, value)),
  ...files.flatMap((file) => filesIn(part, file)),
  ...(typed === undefined ? [] : typedIn(part, typed)),
];

const pathsOf = ({ values = [], files = [], typed }: Part): readonly ObjectPath[] => [
  ...values.map(({ at }) => at),
  ...files.flatMap(({ hashes }) => Object.values(hashes)),
  ...(typed === undefined ? [] : [typed.value]),
];

/** Places, once each, that hold something else where the table expects an object or a list of objects. */
const strangersIn = (whole: Item, parts: readonly Part[]): readonly Skipped[] => {
  const places = parts.flatMap((part) => [
    ...unreadableAtPath(whole, part.at),
    ...itemsAtPath(whole, part.at).flatMap((one) =>
      isObject(one.item) ? pathsOf(part).flatMap((path) => unreadableAtPath(one, path)) : one.place,
    ),
  ]);
  return [...new Set(places)].map((place) => refuse(place, 'item-not-an-object', 'an object'));
};

/** Why something with this verdict is left; undefined where it is taken, or taken back. */
const whyNot = (verdict: SourceVerdict, says: string, { takeSuspicious }: ReadOptions): Why | undefined => {
  switch (verdict) {
    case 'malicious':
    case 'harmless':
      return undefined;
    case 'suspicious':
      return takeSuspicious
        ? undefined
        : ['verdict-not-malicious', 'its sender calls it no more than suspicious'];
    case 'clean':
      return ['verdict-not-malicious', 'its sender does not call it malicious'];
    case 'unsaid':
      return ['observed-only', `no verdict on it: none in ${says}`];
  }
};

const readPart =
  (table: Table, options: ReadOptions, item: Json) =>
  (part: Part) =>
  (one: Item): readonly Entry[] => {
    if (!isObject(one.item)) return [];
    const named = namedIn(one, part);
    if (named.length === 0) return [];
    const verdict = part.verdict(one.item, item);
    const why = typeof verdict === 'string' ? whyNot(verdict, part.says, options) : verdict;
    const about: About = { ...table.about(item), ...part.about?.(one.item, item) };
    const judged: About = verdict === 'harmless' ? { ...about, judgements: ['benign'] } : about;
    return named.map((thing) => {
      if (!('observed' in thing)) return thing;
      return why === undefined
        ? take(thing.place, { ...judged, partOf: thing.partOf }, thing.observed)
        : leave(thing.place, ...why);
    });
  };

/** Makes a format of a table: where its things stand, what their sender says of them, and what is left whatever it says. */
export const tableFormat = (table: Table): Format =>
  format({
    ...table,
    read: (item, place, options) => {
      const read = readPart(table, options, item);
      const whole = { place, item };
      const entries = [
        ...strangersIn(whole, table.parts),
        ...table.parts.flatMap((part) => itemsAtPath(whole, part.at).flatMap(read(part))),
        ...(table.leaves ?? []).flatMap(([why, ...paths]) =>
          paths.flatMap((path) => itemsAtPath(whole, path)).map((one) => leave(one.place, ...why)),
        ),
      ];
      const id = table.id === undefined ? undefined : textAtPath(item, table.id);
      return orNoIndicator(place, table.none, saidByItem(id, entries));
    },
  });
