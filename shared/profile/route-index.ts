// Over two hundred lines: one narrowing for each member that a route may match.
import { firstOf, remainingOf, maskOf, narrowTo, sizeOf, union, type Mask } from './route-mask';
import { type RouteFacts } from './route-facts';
import { mostConfidence, mostSeverity, type RouteMatch, type RouteRule } from './route-rule';

/** How the value of one member narrows down the routes. */
interface Narrowing {
  /** The masks of the routes that each value leaves. */
  readonly masks: (facts: RouteFacts) => readonly Mask[];
  /** How many routes it leaves, summed over all values that a route asks for. */
  readonly leaves: number;
}

const positionsWhere = (
  rules: readonly RouteRule[],
  isWanted: (match: RouteMatch) => boolean,
): readonly number[] => rules.flatMap(({ match }, index) => (isWanted(match) ? [index] : []));

const meanSize = (masks: readonly Mask[]): number =>
  masks.reduce((sum, mask) => sum + sizeOf(mask), 0) / Math.max(1, masks.length);

interface Member<V> {
  readonly values: readonly V[];
  readonly meets: (match: RouteMatch, value: V | undefined) => boolean;
  readonly valueOf: (facts: RouteFacts) => V | undefined;
}

/** Narrows by a member with one of a few values, or a number. */
const byValue = <V>(rules: readonly RouteRule[], { values, meets, valueOf }: Member<V>): Narrowing => {
  const maskFor = (value: V | undefined): Mask =>
    maskOf(
      rules.length,
      positionsWhere(rules, (match) => meets(match, value)),
    );
  const any = [maskFor(undefined)];
  const known = new Map(values.map((value) => [value, [maskFor(value)]]));
  return {
    masks: (facts) => {
      const value = valueOf(facts);
      return (value === undefined ? undefined : known.get(value)) ?? any;
    },
    leaves: meanSize([...known.values()].flat()),
  };
};

const maxKnown = 5_000;

/** Narrows by a member whose pattern is a name or, with `*` at its end, everything that begins with it. */
const byPattern = (
  rules: readonly RouteRule[],
  patternsOf: (match: RouteMatch) => readonly string[],
  namesOf: (facts: RouteFacts) => readonly string[],
): Narrowing => {
  const size = rules.length;
  const any = maskOf(
    size,
    positionsWhere(rules, (match) => patternsOf(match).length === 0),
  );
  const asked = new Map<string, number[]>();
  for (const [index, { match }] of rules.entries())
    for (const pattern of patternsOf(match)) {
      const positions = asked.get(pattern) ?? [];
      positions.push(index);
      asked.set(pattern, positions);
    }
  const patterns = new Map([...asked].map(([pattern, positions]) => [pattern, maskOf(size, positions)]));
  const lengths = [
    ...new Set([...asked.keys()].flatMap((one) => (one.endsWith('*') ? [one.length - 1] : []))),
  ];
  const maskFor = (name: string): Mask => {
    // A name that ends with * is no pattern here.
    const whole = name.endsWith('*') ? [] : [name];
    const beginnings = lengths.flatMap((length) =>
      length <= name.length ? [`${name.slice(0, length)}*`] : [],
    );
    const met = [...whole, ...beginnings].flatMap((pattern) => patterns.get(pattern) ?? []);
    return met.length === 0 ? any : union(size, [any, ...met]);
  };
  const known = new Map<string, Mask>();
  const remembered = (name: string): Mask => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const mask = maskFor(name);
    // One event has few names; all events together have many.
    if (known.size >= maxKnown) known.clear();
    known.set(name, mask);
    return mask;
  };
  const none = [any];
  return {
    masks: (facts) => {
      const names = namesOf(facts);
      return names.length === 0 ? none : names.map(remembered);
    },
    leaves: sizeOf(any) + meanSize([...patterns.values()]),
  };
};

type Listed = 'kind' | 'tlp' | 'threatType' | 'action';

const byList =
  (rules: readonly RouteRule[]) =>
  (member: Listed): Narrowing => {
    const listOf = (match: RouteMatch): readonly string[] => match[member];
    return byValue<string>(rules, {
      values: [...new Set(rules.flatMap(({ match }) => listOf(match)))],
      meets: (match, value) => {
        const wanted = listOf(match);
        return wanted.length === 0 || (value !== undefined && wanted.includes(value));
      },
      valueOf: (facts) => facts[member],
    });
  };

const byRange =
  (rules: readonly RouteRule[]) =>
  (member: 'confidence' | 'severity', most: number): Narrowing =>
    byValue(rules, {
      values: [...Array(most + 1).keys()],
      meets: ({ [member]: range }, value) =>
        range === undefined || (value !== undefined && value >= range.from && value <= range.to),
      valueOf: (facts) => facts[member],
    });

const isAsked = ({ match }: RouteRule, member: keyof RouteMatch): boolean => {
  const wanted = match[member];
  return Array.isArray(wanted) ? wanted.length > 0 : wanted !== undefined;
};

/** The narrowing that leaves the fewest routes comes first. A member that no route asks for costs nothing. */
const narrowingsOf = (rules: readonly RouteRule[]): readonly Narrowing[] => {
  const list = byList(rules);
  const range = byRange(rules);
  const all: Readonly<Record<keyof RouteMatch, () => Narrowing>> = {
    source: () =>
      byPattern(
        rules,
        ({ source }) => source,
        ({ source }) => [source],
      ),
    sender: () =>
      byPattern(
        rules,
        ({ sender }) => sender,
        ({ sender }) => (sender === undefined ? [] : [sender]),
      ),
    format: () =>
      byPattern(
        rules,
        ({ format }) => format,
        ({ format }) => [format],
      ),
    tag: () =>
      byPattern(
        rules,
        ({ tag }) => tag,
        ({ tags }) => tags,
      ),
    kind: () => list('kind'),
    tlp: () => list('tlp'),
    threatType: () => list('threatType'),
    action: () => list('action'),
    confidence: () => range('confidence', mostConfidence),
    severity: () => range('severity', mostSeverity),
  };
  return (Object.keys(all) as (keyof RouteMatch)[])
    .filter((member) => rules.some((rule) => isAsked(rule, member)))
    .map((member) => all[member]())
    .sort((one, other) => one.leaves - other.leaves);
};

/** Gives the position of the first route that takes an indicator to a destination; undefined where none does. */
export type FirstRoute = (facts: RouteFacts) => (destination: string) => number | undefined;

/**
 * Finds by look-ups what would take a thousand comparisons: each value of a member names its routes, and those sets are
 * intersected.
 */
export const routeIndex = (rules: readonly RouteRule[]): FirstRoute => {
  const size = rules.length;
  const [narrowest, ...others] = narrowingsOf(rules);
  const all = [maskOf(size, [...rules.keys()])];
  const leading = new Map(
    [...new Set(rules.flatMap(({ to }) => to))].map((name) => [
      name,
      maskOf(
        size,
        rules.flatMap(({ to }, index) => (to.includes(name) ? [index] : [])),
      ),
    ]),
  );
  const begin = (masks: readonly Mask[]): Mask => {
    const [mask] = masks;
    return mask === undefined || masks.length > 1 ? union(size, masks) : mask;
  };
  return (facts) => {
    const left = remainingOf(begin(narrowest?.masks(facts) ?? all));
    for (const { masks } of others) {
      if (left.size === 0) break;
      narrowTo(left, masks(facts));
    }
    return (destination) => {
      const there = leading.get(destination);
      return there && firstOf(left, there);
    };
  };
};
