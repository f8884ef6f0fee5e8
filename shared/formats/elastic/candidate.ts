// Over sixty lines: a table of kinds and how each is told.
import { textOf } from '../../codec/json-value';
import { leave, withdraw, type Observation } from '../format';
import { observe, take, type About, type Entry, type Why } from '../kit';
import { elementsOf, textsAt, type Field } from './field';
import { isNotToIds, type Source } from './source';

/** Kinds of observable, the most telling first, with the values of `threat.indicator.type` that name them. */
const kinds = [
  { kind: 'hash', type: /^(?:file|artifact|hash|md5|sha\d)/ },
  { kind: 'url', type: /^ur[il]$/ },
  { kind: 'email', type: /^email/ },
  { kind: 'domain', type: /^(?:domain|host|fqdn)/ },
  { kind: 'ip', type: /^ip/ },
] as const;

export type Kind = (typeof kinds)[number]['kind'];

/** The names of fields that hold each kind. */
export type Names = Readonly<Record<Kind, RegExp>>;

export const kindOf = (names: Names, name: string): Kind | undefined =>
  kinds.find(({ kind }) => names[kind].test(name))?.kind;

export interface Candidate {
  readonly kind: Kind;
  readonly field: Field;
  readonly text: string;
}

/** Every value that may be the indicator, each once: `url.original` mostly repeats `url.full`. */
export const candidatesOf = (names: Names, fields: readonly Field[]): readonly Candidate[] => {
  const candidates = fields.flatMap(elementsOf).flatMap((field): readonly Candidate[] => {
    const kind = kindOf(names, field.name);
    const text = textOf(field.value);
    return kind === undefined || text === undefined ? [] : [{ kind, field, text }];
  });
  return [...new Map(candidates.map((one) => [`${one.kind} ${one.text}`, one])).values()];
};

/** What the indicator's type names, or without a type the most telling kind that is there; and what stands beside it. */
interface Choice {
  readonly taken: readonly Candidate[];
  readonly rest: readonly Candidate[];
  /** Whether it has a type that is not known here. */
  readonly isForeign: boolean;
}

const chosenFrom = (candidates: readonly Candidate[], { indicator }: Source): Choice => {
  const types = textsAt(indicator, 'type').map((type) => type.toLowerCase());
  const named = kinds.filter(({ type }) => types.some((word) => type.test(word))).map(({ kind }) => kind);
  const first = kinds.find(({ kind }) => candidates.some((candidate) => candidate.kind === kind));
  const meant = new Set<Kind>(types.length > 0 ? named : first === undefined ? [] : [first.kind]);
  return {
    taken: candidates.filter(({ kind }) => meant.has(kind)),
    rest: candidates.filter(
      ({ kind, field }) => !meant.has(kind) && !(field.name === 'url.domain' && meant.has('url')),
    ),
    isForeign: types.length > 0 && named.length === 0,
  };
};

/** A host alone under `url`, as some feeds write it, is a domain. */
export const plainObservation = (kind: 'domain' | 'email' | 'url', text: string): Observation => {
  if (kind === 'email') return observe.text('emailSenderAddress')(text);
  return kind === 'url' && text.includes('/') ? observe.url(text) : observe.domain(text);
};

/** How a format reads the indicator of a source. */
export interface CandidateReading {
  readonly names: Names;
  readonly about: About;
  readonly observe: (candidate: Candidate) => readonly Observation[];
  /** What is read where the indicator itself holds nothing. */
  readonly instead?: Field | undefined;
  /** The reason where nothing is taken. */
  readonly whyNothing: (isForeign: boolean) => Why;
  /** What is said of the other observables, which were merely observed. */
  readonly besideIt: string;
}

/** Makes one indicator of each candidate of the named type. Several hashes belong to one file. */
export const readCandidates = (source: Source, reading: CandidateReading): readonly Entry[] => {
  const { names, about, instead, whyNothing, besideIt } = reading;
  const candidates = candidatesOf(names, source.indicator);
  const { taken: named, rest, isForeign } = chosenFrom(candidates, source);
  const taken = candidates.length > 0 || instead === undefined ? named : candidatesOf(names, [instead]);
  const hashes = taken.filter(({ kind }) => kind === 'hash');
  const partOf = hashes.length > 1 ? hashes[0]?.text : undefined;
  const entries = taken.map((one) =>
    take(
      one.field.place,
      { ...about, partOf: one.kind === 'hash' ? partOf : undefined },
      reading.observe(one),
    ),
  );
  if (isNotToIds(source))
    return [
      withdraw(leave(source.place, 'not-to-ids', 'its source says that it is not for detection'), entries),
    ];
  return [
    ...entries,
    ...(taken.length === 0 ? [leave(source.place, ...whyNothing(isForeign))] : []),
    ...rest.map(({ field }) => leave(field.place, 'observed-only', besideIt)),
  ];
};
