// Over two hundred lines: instances of settings and of the profile are chosen by one set of rules.
import * as E from 'fp-ts/Either';
import { didYouMean } from '../codec/near-names';
import { type Json } from '../codec/json-value';
import { at } from '../codec/json-pointer';
import { documentSource } from '../codec/setting';
import { type Violation } from '../codec/violation';
import { type Destination, type Instance } from './destination';
import { environmentOf, instanceFrom, variableOf } from './instance';

/** A destination that can be chosen. */
export interface DestinationOption {
  readonly name: string;
  readonly read: () => E.Either<readonly Violation[], Instance>;
  /** Where one of its settings stands. */
  readonly placeOf: (setting: string) => string;
}

/** A destination as a document names it. */
export interface NamedDestination {
  readonly name: string;
  readonly kind: string;
  /** All other members. */
  readonly settings: Json;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** What settings alone offer: one destination of each kind, with the name of the kind. */
export const offersOfKinds = (
  kinds: readonly Destination[],
  variables: Variables,
): readonly DestinationOption[] =>
  kinds.map((kind) => ({
    name: kind.name,
    read: () => instanceFrom(environmentOf(kind.name, variables), { name: kind.name, kind }),
    placeOf: (setting) => at('', variableOf(kind.name)(setting)),
  }));

const namesOf = (kinds: readonly Destination[]): string => kinds.map(({ name }) => name).join(', ');

/** A kind's name may not name a destination of another kind: rows, jobs and outcomes of the former may exist. */
const kindOf = (
  kinds: readonly Destination[],
  { name, kind: wanted }: NamedDestination,
  pointer: string,
): E.Either<readonly Violation[], Destination> => {
  const found = kinds.find((kind) => kind.name === wanted);
  if (found === undefined)
    return E.left([
      {
        pointer: `${pointer}/kind`,
        expected: `one of ${namesOf(kinds)}${didYouMean(
          wanted,
          kinds.map((kind) => kind.name),
        )}`,
      },
    ]);
  return kinds.some((kind) => kind.name === name) && name !== wanted
    ? E.left([{ pointer: `${pointer}/name`, expected: 'a name that is not that of another kind' }])
    : E.right(found);
};

/**
 * What a document at `root` offers. Each has its settings in its entry and its secrets in the environment, under its own name.
 */
export const offersOfEntries = (
  kinds: readonly Destination[],
  {
    variables,
    entries,
    root,
  }: { readonly variables: Variables; readonly entries: readonly NamedDestination[]; readonly root: string },
): readonly DestinationOption[] =>
  entries.map((entry, index) => {
    const pointer = `${root}/${index}`;
    const source = documentSource(entry.settings, pointer, environmentOf(entry.name, variables));
    const kind = kindOf(kinds, entry, pointer);
    return {
      name: entry.name,
      read: () =>
        E.isLeft(kind)
          ? kind
          : instanceFrom(source, { name: entry.name, kind: kind.right }, (setting) => at(pointer, setting)),
      placeOf: (setting) => at(pointer, setting),
    };
  });

type Read = E.Either<readonly Violation[], Instance>;

interface Chosen {
  readonly offer: DestinationOption;
  readonly read: Read;
}

const successorOf = ({ read }: Chosen): string | undefined =>
  read._tag === 'Right' ? read.right.successor : undefined;

/** A destination with those that follow it; null where the line comes back to one that was there before. */
const lineOf = (
  first: DestinationOption,
  offers: ReadonlyMap<string, DestinationOption>,
): readonly Chosen[] | null => {
  const line: Chosen[] = [];
  for (let offer: DestinationOption | undefined = first; offer !== undefined;) {
    if (line.some((before) => before.offer.name === offer?.name)) return null;
    const chosen: Chosen = { offer, read: offer.read() };
    line.push(chosen);
    offer = offers.get(successorOf(chosen) ?? '');
  }
  return line;
};

const noSuccessor = (
  offers: readonly DestinationOption[],
  { name, placeOf }: DestinationOption,
): Violation => ({
  pointer: placeOf('successor'),
  expected: `the name of another destination, from which none leads back, of ${offers
    .map((offer) => offer.name)
    .filter((other) => other !== name)
    .join(', ')}`,
});

/** A shadow may only shadow a destination that is no shadow, and takes no part in what becomes of indicators there. */
const shadowFaults = ({ offer, read }: Chosen, chosen: readonly Chosen[]): readonly Violation[] => {
  const shadowing = read._tag === 'Right' ? read.right : undefined;
  if (shadowing?.shadows === undefined) return [];
  const { of } = shadowing.shadows;
  const there = chosen.find((one) => one.offer.name === of);
  const isFor = there?.read._tag !== 'Right' || there.read.right.shadows === undefined;
  const isFollowed = chosen.some((one) => successorOf(one) === offer.name);
  const along = (['successor', 'failoverMinutes'] as const).find((name) => shadowing[name] !== undefined);
  return [
    ...(there === undefined || of === offer.name || !isFor
      ? [
          {
            pointer: offer.placeOf('shadow'),
            expected: 'the name of another destination that is switched on, and is no shadow itself',
          },
        ]
      : []),
    ...(isFollowed
      ? [{ pointer: offer.placeOf('shadow'), expected: 'to be left out: it is the successor of another' }]
      : []),
    ...(along === undefined
      ? []
      : [{ pointer: offer.placeOf(along), expected: 'to be left out: nothing of a shadow is handed over' }]),
  ];
};

/**
 * The destinations with these names and those that follow them when they retire; followers stand by unless they are named too.
 * Reports all faults at once, of named destinations and followers only.
 */
export const choose = (
  offers: readonly DestinationOption[],
  names: readonly string[],
): E.Either<readonly Violation[], readonly Instance[]> => {
  const byName = new Map(offers.map((offer) => [offer.name, offer]));
  const lines = offers
    .filter(({ name }) => names.includes(name))
    .map((offer) => ({ offer, line: lineOf(offer, byName) }));
  const found = new Map(
    lines.flatMap(({ offer, line }) =>
      (line ?? [{ offer, read: offer.read() }]).map((one) => [one.offer.name, one] as const),
    ),
  );
  const chosen = offers.flatMap(({ name }) => found.get(name) ?? []);
  const lost = chosen.filter((one) => {
    const successor = successorOf(one);
    return successor !== undefined && !byName.has(successor);
  });
  // A draining successor would take nothing of what it is to get.
  const drained = chosen.filter((one) =>
    chosen.some(
      ({ offer, read }) => offer.name === successorOf(one) && read._tag === 'Right' && read.right.drain,
    ),
  );
  const shadowed = chosen.flatMap((one) => shadowFaults(one, chosen));
  const circles = lines.filter(({ line }) => line === null);
  const faults = [
    ...chosen.flatMap(({ read }) => (read._tag === 'Left' ? read.left : [])),
    ...[...lost, ...circles].map(({ offer }) => noSuccessor(offers, offer)),
    ...shadowed,
    ...drained.map(({ offer }) => ({
      pointer: offer.placeOf('successor'),
      expected: 'the name of a destination that takes what is new: that one drains',
    })),
    ...chosen.flatMap(({ offer, read }) =>
      read._tag === 'Right' && read.right.failoverMinutes !== undefined && read.right.successor === undefined
        ? [{ pointer: offer.placeOf('successor'), expected: 'a destination, as failoverMinutes is given' }]
        : [],
    ),
  ];
  const instances = chosen.flatMap(({ read }) => (read._tag === 'Right' ? [read.right] : []));
  return faults.length > 0
    ? E.left(faults)
    : E.right(
        instances.map((one) => ({ ...one, standby: !names.includes(one.name) || one.shadows !== undefined })),
      );
};
