// Over sixty lines: what of a pattern one indicator can say is decided in one place.
import { plainWord } from '../../codec/text';
import * as E from 'fp-ts/Either';
import { type Observation } from '../format';
import { observedAt, pathKey, type Observed } from './observable-path';
import { type Comparison, type Pattern, type Test } from './pattern-tree';

/** The observables of one tiIndicator. Drafts with the same `file` are hashes of one file. */
export interface PlannedDraft {
  readonly observed: readonly Observation[];
  readonly file?: number;
}

/** Why something of a pattern is left: a reason code and its text. */
export interface LeftReason {
  readonly code: 'unsupported-pattern' | 'too-common';
  readonly text: string;
}

const unsaid = (text: string): E.Either<LeftReason, never> => E.left({ code: 'unsupported-pattern', text });

/** One branch of a pattern: its drafts, or why it has none. It is never just a part of an AND. */
export type Branch = E.Either<LeftReason, readonly PlannedDraft[]>;

interface Part extends Observed {
  readonly type: string;
}

/** Parts that have to hold together. */
type Parts = E.Either<LeftReason, readonly Part[]>;

const network = /^(?:ipv4-addr|ipv6-addr)$/;

const partsOfTest = ({ path, negated, operator, values }: Test): readonly Parts[] => {
  const isSubset = operator === 'ISSUBSET' && (network.test(path.type) || stepBefore(path).endsWith('_ref'));
  if (negated || !(operator === '=' || operator === 'IN' || isSubset))
    return [unsaid('only =, IN, and ISSUBSET of a network, can be an indicator')];
  if (values.length === 0) return [unsaid('an empty set holds nothing')];
  return values.map(({ kind, text }) => {
    const found =
      (kind === 'string' || kind === 'integer') && text.trim() !== ''
        ? observedAt(pathKey(path), text)
        : undefined;
    return found === undefined || (isSubset && found.observation.kind !== 'ip')
      ? unsaid('tiIndicator has no member for this property')
      : E.right([{ ...found, type: path.type }]);
  });
};

/** The step before the last: `dst_ref` in `network-traffic:dst_ref.value`. */
const stepBefore = ({ steps }: Test['path']): string => {
  const step = steps.at(-2);
  return step?._tag === 'Name' ? step.name : '';
};

/** The most parts of a tiIndicator. It keeps `(a OR b) AND (c OR d) AND …` from exploding. */
const maxParts = 12;
const maxCombinations = 100;

const both = (one: Parts, other: Parts): Parts => {
  if (E.isLeft(one)) return one;
  if (E.isLeft(other)) return other;
  return one.right.length + other.right.length > maxParts
    ? unsaid('too many conditions for one tiIndicator')
    : E.right([...one.right, ...other.right]);
};

const product = (factors: readonly (readonly Parts[])[]): readonly Parts[] => {
  if (factors.length > maxParts) return [unsaid('too many conditions for one tiIndicator')];
  let combinations: readonly Parts[] = [E.right([])];
  for (const factor of factors) {
    if (combinations.length * factor.length > maxCombinations)
      return [unsaid('too many combinations of conditions')];
    combinations = combinations.flatMap((one) => factor.map((other) => both(one, other)));
  }
  return combinations;
};

const partsOf = (comparison: Comparison): readonly Parts[] => {
  if (comparison._tag === 'Test') return partsOfTest(comparison);
  if (comparison._tag === 'Exists') return [unsaid('that something exists is no indicator')];
  return comparison.by === 'OR'
    ? comparison.operands.flatMap(partsOf)
    : product(comparison.operands.map(partsOf));
};

const isHash = ({ observation }: Observed): boolean => observation.kind === 'hash';

/** Whether the parts belong together: one object, or a host by name or address with the ports of its connection. */
const areRelated = (parts: readonly Part[]): boolean => {
  const types = new Set(parts.map(({ type }) => type));
  const ports = parts.filter(({ type }) => type === 'network-traffic');
  return (
    types.size === 1 ||
    (types.size === 2 &&
      ports.length > 0 &&
      ports.every(({ role }) => role === 'beside') &&
      parts.every(({ type, slot }) => type === 'network-traffic' || slot === 'ip' || slot === 'domain'))
  );
};

/** Whether every `…_ref.type` agrees with the value at that end. */
const checksHold = (parts: readonly Part[]): boolean =>
  parts
    .filter(({ role }) => role === 'check')
    .every(({ slot, observation: { kind } }) =>
      parts.some((part) => part.role === 'alone' && part.slot === slot && part.observation.kind === kind),
    );

/** An address beside a destination port is a destination. */
const directed = (parts: readonly Part[], observation: Observation): Observation => {
  const ends = parts.map(({ slot }) => slot);
  if (observation.kind !== 'ip' || observation.direction !== undefined) return observation;
  if (ends.includes('networkDestinationPort')) return { ...observation, direction: 'destination' };
  return ends.includes('networkSourcePort') ? { ...observation, direction: 'source' } : observation;
};

const distinct = (parts: readonly Part[]): readonly Part[] =>
  parts.length < 2 ? parts : [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];

/** The drafts for conditions that hold together: one draft, or one for each hash where the hashes say which file. */
const draftsOf = (all: readonly Part[]): E.Either<LeftReason, readonly (readonly Observation[])[]> => {
  const parts = distinct(all);
  const hashes = parts.filter(isHash);
  const others = parts.filter((part) => part.role !== 'check' && !isHash(part));
  const algorithms = new Set(hashes.map(({ observation }) => algorithmOf([observation])));
  if (!parts.some(({ role }) => role === 'alone'))
    return E.left({ code: 'too-common', text: 'a port, a size or a folder alone is no indicator' });
  if (!areRelated(parts) || !checksHold(parts)) return unsaid('conditions on things that are not one');
  if (new Set(others.map(({ slot }) => slot)).size < others.length || algorithms.size < hashes.length)
    return unsaid('two values for one member of tiIndicator');
  const beside = others.map(({ observation }) => directed(parts, observation));
  return E.right(hashes.length === 0 ? [beside] : hashes.map(({ observation }) => [observation, ...beside]));
};

const algorithmOf = (observed: readonly Observation[]): string | undefined => {
  const hash = observed.find((observation) => observation.kind === 'hash');
  return hash?.kind === 'hash' ? plainWord(hash.algorithm) : undefined;
};

/**
 * Whether a qualifier changes nothing: within any number of seconds, or once, is a match. Repetition or a span of time is more.
 */
const isHarmless = (pattern: Pattern & { readonly _tag: 'Qualified' }): boolean =>
  pattern.qualifier._tag === 'Within' ||
  (pattern.qualifier._tag === 'Repeats' && pattern.qualifier.times === 1);

type Drafts = E.Either<LeftReason, readonly (readonly Observation[])[]>;

/** The branches of each observation. */
const observationsOf = (pattern: Pattern): readonly (readonly Drafts[])[] => {
  if (pattern._tag === 'Observation')
    return [partsOf(pattern.comparison).map((parts) => (E.isLeft(parts) ? parts : draftsOf(parts.right)))];
  if (pattern._tag === 'Qualified')
    return isHarmless(pattern)
      ? observationsOf(pattern.operand)
      : [[unsaid('REPEATS and START … STOP have no member in tiIndicator')]];
  return pattern.by === 'OR'
    ? pattern.operands.flatMap(observationsOf)
    : [[unsaid(`observations joined by ${pattern.by} have to come together`)]];
};

/** Whether there are two hashes or more, each of another algorithm: then they are of one file. */
const areOneFile = (drafts: readonly Drafts[]): boolean => {
  const algorithms = drafts.flatMap((branch) =>
    E.isLeft(branch) ? [] : branch.right.flatMap((observed) => algorithmOf(observed) ?? []),
  );
  return algorithms.length > 1 && new Set(algorithms).size === algorithms.length;
};

/**
 * What a pattern amounts to, as far as `=`, `IN` and `ISSUBSET` test members of a tiIndicator. OR gives several branches. AND
 * gives one branch that fits a single tiIndicator, or none at all. What a tiIndicator cannot say is a Left.
 */
export const planPattern = (pattern: Pattern): readonly Branch[] => {
  const observations = observationsOf(pattern);
  const isOneFile = areOneFile(observations.flat());
  let files = 0;
  return observations.flatMap((branches) => {
    const shared = isOneFile ? 0 : areOneFile(branches) ? (files += 1) : undefined;
    return branches.map((branch): Branch => {
      if (E.isLeft(branch)) return branch;
      const own = shared ?? (areOneFile([branch]) ? (files += 1) : undefined);
      return E.right(
        branch.right.map((observed) =>
          own === undefined || algorithmOf(observed) === undefined ? { observed } : { observed, file: own },
        ),
      );
    });
  });
};
