import { textOf } from '../../codec/json-value';
import { type Draft, type Found, type Observation } from '../format';
import { elementsOf, textsAt, type Field } from './field';
import { type Source } from './source';

/** Kinds of observable and the values of `threat.indicator.type` that name them; the most telling first. */
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

/** Every value that could be meant, each once: `url.original` mostly repeats `url.full`. */
export const candidatesOf = (names: Names, fields: readonly Field[]): readonly Candidate[] => {
  const candidates = fields.flatMap(elementsOf).flatMap((field): readonly Candidate[] => {
    const kind = kindOf(names, field.name);
    const text = textOf(field.value);
    return kind === undefined || text === undefined ? [] : [{ kind, field, text }];
  });
  return [...new Map(candidates.map((one) => [`${one.kind} ${one.text}`, one])).values()];
};

/** What the type of an indicator names, or without a type the most telling kind there is, and what stands beside it. */
export interface Choice {
  readonly taken: readonly Candidate[];
  readonly rest: readonly Candidate[];
  /** Whether it has a type, and none that is known here. */
  readonly isForeign: boolean;
}

export const chosenFrom = (candidates: readonly Candidate[], { indicator }: Source): Choice => {
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
  if (kind === 'email') return { kind: 'text', member: 'emailSenderAddress', value: text };
  return { kind: text.includes('/') ? kind : 'domain', value: text };
};

/** One draft a candidate; several hashes are of one file. */
export const foundIn = (
  taken: readonly Candidate[],
  context: Omit<Draft, 'observed'>,
  observe: (candidate: Candidate) => readonly Observation[],
): readonly Found[] => {
  const hashes = taken.filter(({ kind }) => kind === 'hash');
  const partOf = hashes.length > 1 ? hashes[0]?.text : undefined;
  return taken.map((one) => ({
    place: one.field.place,
    draft: { ...context, observed: observe(one), partOf: one.kind === 'hash' ? partOf : undefined },
  }));
};
