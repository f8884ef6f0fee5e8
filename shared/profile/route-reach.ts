import { actions, threatTypes, tlpLevels } from '../codec/members';
import { observableKinds } from '../indicator/observable-kind';
import { coversPattern } from './pattern';
import { mostConfidence, mostSeverity, type RouteMatch, type RouteRule } from './route-rule';

/**
 * What a match takes of the members with few values: for each, the set of those values, one bit each. Numbers have one more
 * bit, the last, for a value that is not given.
 */
type Box = readonly bigint[];

const setOf = (positions: readonly number[]): bigint =>
  positions.reduce((set, position) => set | (1n << BigInt(position)), 0n);

const everyOf = (size: number): bigint => (1n << BigInt(size)) - 1n;

const listed = <A>(values: readonly A[], wanted: readonly A[]): bigint =>
  wanted.length === 0 ? everyOf(values.length) : setOf(wanted.map((value) => values.indexOf(value)));

const ranged = (most: number, range: RouteMatch['confidence']): bigint =>
  range === undefined
    ? everyOf(most + 2)
    : setOf([...Array(most + 1).keys()].filter((value) => value >= range.from && value <= range.to));

const boxOf = ({ kind, tlp, threatType, action, severity, confidence }: RouteMatch): Box => [
  listed(observableKinds, kind),
  listed(tlpLevels, tlp),
  listed(threatTypes, threatType),
  listed(actions, action),
  ranged(mostSeverity, severity),
  ranged(mostConfidence, confidence),
];

/** What is left of a box without another, cut member by member into boxes. */
const without = (box: Box, other: Box): readonly Box[] => {
  if (box.some((set, index) => (set & (other[index] ?? 0n)) === 0n)) return [box];
  const left: Box[] = [];
  const inner = [...box];
  box.forEach((set, index) => {
    const taken = other[index] ?? 0n;
    const rest = set & ~taken;
    if (rest !== 0n) left.push(inner.with(index, rest));
    inner[index] = set & taken;
  });
  return left;
};

const coversAll = (wide: readonly string[], narrow: readonly string[]): boolean =>
  wide.length === 0 ||
  (narrow.length > 0 && narrow.every((one) => wide.some((pattern) => coversPattern(pattern, one))));

/** Whether an earlier match asks for no other names than a later one does. */
const coversNames = (earlier: RouteMatch, later: RouteMatch): boolean =>
  coversAll(earlier.source, later.source) &&
  coversAll(earlier.sender, later.sender) &&
  coversAll(earlier.format, later.format) &&
  coversAll(earlier.tag, later.tag);

/** The most parts that may be left of one match on the way. Beyond that, nobody claims that nothing is left. */
const maxParts = 500;

interface Matched {
  readonly rule: RouteRule;
  readonly box: Box;
}

/**
 * The positions of the earlier routes that together take everything of a match at a destination; null where something is left.
 */
const takenBy = (
  earlier: readonly Matched[],
  { rule, box }: Matched,
  to: string,
): readonly number[] | null => {
  let left: readonly Box[] = [box];
  const by: number[] = [];
  for (const [index, one] of earlier.entries()) {
    if (!one.rule.to.includes(to) || !coversNames(one.rule.match, rule.match)) continue;
    const rest = left.flatMap((part) => without(part, one.box));
    if (rest.length > maxParts) return null;
    if (rest.length !== left.length || rest.some((part, place) => part !== left[place])) by.push(index);
    left = rest;
    if (left.length === 0) return by;
  }
  return null;
};

/**
 * Routes that nothing can reach, because earlier ones take everything to each of their destinations, with those earlier routes.
 */
export const unreachableRoutes = (
  rules: readonly RouteRule[],
): readonly { readonly index: number; readonly by: readonly number[] }[] => {
  const matched = rules.map((rule) => ({ rule, box: boxOf(rule.match) }));
  return matched.flatMap((one, index) => {
    const earlier = matched.slice(0, index);
    const by = new Set<number>();
    for (const to of one.rule.to) {
      const taken = takenBy(earlier, one, to);
      if (taken === null) return [];
      taken.forEach((position) => by.add(position));
    }
    return [{ index, by: [...by].sort((a, b) => a - b) }];
  });
};
