import { addTo, firstOf, maskOf, narrowTo, type Mask } from './route-mask';
import { type RouteFacts } from './route-facts';
import { mostConfidence, mostSeverity, type RouteMatch, type RouteRule } from './route-rule';

/** The routes that the value of one member leaves: those of each of these. */
type Narrowing = (facts: RouteFacts) => readonly Mask[];

const positionsWhere = (
  rules: readonly RouteRule[],
  isWanted: (match: RouteMatch) => boolean,
): readonly number[] => rules.flatMap(({ match }, index) => (isWanted(match) ? [index] : []));

/** A member with one value of a few, or a number. */
const byValue = <V>(
  rules: readonly RouteRule[],
  values: readonly V[],
  meets: (match: RouteMatch, value: V | undefined) => boolean,
  valueOf: (facts: RouteFacts) => V | undefined,
): Narrowing => {
  const size = rules.length;
  const masksOf = (value: V | undefined): readonly Mask[] => [
    maskOf(
      size,
      positionsWhere(rules, (match) => meets(match, value)),
    ),
  ];
  const any = masksOf(undefined);
  const masks = new Map(values.map((value) => [value, masksOf(value)]));
  return (facts) => {
    const value = valueOf(facts);
    return (value === undefined ? undefined : masks.get(value)) ?? any;
  };
};

const maxKnown = 5_000;

const masksIn = (masks: ReadonlyMap<string, Mask>, key: string): readonly Mask[] => {
  const mask = masks.get(key);
  return mask === undefined ? [] : [mask];
};

/** A member that stands for itself or, with `*` at its end, for all that begins with it. */
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
  const whole = new Map<string, Mask>();
  const beginnings = new Map<string, Mask>();
  for (const [index, { match }] of rules.entries())
    for (const pattern of patternsOf(match)) {
      const isBeginning = pattern.endsWith('*');
      const [masks, key] = isBeginning ? [beginnings, pattern.slice(0, -1)] : [whole, pattern];
      const mask = masks.get(key) ?? maskOf(size, []);
      addTo(mask, index);
      masks.set(key, mask);
    }
  const lengths = [...new Set([...beginnings.keys()].map(({ length }) => length))];
  const masksFor = (name: string): readonly Mask[] => [
    ...masksIn(whole, name),
    ...lengths.flatMap((length) => (length <= name.length ? masksIn(beginnings, name.slice(0, length)) : [])),
  ];
  const known = new Map<string, readonly Mask[]>();
  return (facts) => {
    const found = [any];
    for (const name of namesOf(facts)) {
      const masks = known.get(name) ?? masksFor(name);
      // The names of an event are few, and those of all events are not.
      if (known.size >= maxKnown) known.clear();
      known.set(name, masks);
      found.push(...masks);
    }
    return found;
  };
};

type Listed = 'kind' | 'tlp' | 'threatType' | 'action';

const byList =
  (rules: readonly RouteRule[]) =>
  (member: Listed): Narrowing => {
    const listOf = (match: RouteMatch): readonly string[] => match[member];
    return byValue<string>(
      rules,
      [...new Set(rules.flatMap(({ match }) => listOf(match)))],
      (match, value) => {
        const wanted = listOf(match);
        return wanted.length === 0 || (value !== undefined && wanted.includes(value));
      },
      (facts) => facts[member],
    );
  };

const byRange =
  (rules: readonly RouteRule[]) =>
  (member: 'confidence' | 'severity', most: number): Narrowing =>
    byValue(
      rules,
      [...Array(most + 1).keys()],
      ({ [member]: range }, value) =>
        range === undefined || (value !== undefined && value >= range.from && value <= range.to),
      (facts) => facts[member],
    );

const isAsked = ({ match }: RouteRule, member: keyof RouteMatch): boolean => {
  const wanted = match[member];
  return Array.isArray(wanted) ? wanted.length > 0 : wanted !== undefined;
};

/** Members that no route asks of cost nothing. */
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
    .map((member) => all[member]());
};

/** The position of the first route that takes an indicator to a destination; undefined where none does. */
export type FirstRoute = (facts: RouteFacts) => (destination: string) => number | undefined;

/** Looks up what would take a thousand comparisons: each value of a member names its routes, and they are put side by side. */
export const routeIndex = (rules: readonly RouteRule[]): FirstRoute => {
  const narrowings = narrowingsOf(rules);
  const all = maskOf(rules.length, [...rules.keys()]);
  const names = [...new Set(rules.flatMap(({ to }) => to))];
  const leading = new Map(
    names.map((name) => [
      name,
      maskOf(
        rules.length,
        rules.flatMap(({ to }, index) => (to.includes(name) ? [index] : [])),
      ),
    ]),
  );
  const everyWord: readonly number[] = [...all.keys()];
  return (facts) => {
    const left = all.slice();
    let words = everyWord;
    for (const narrowing of narrowings) words = narrowTo(left, words, narrowing(facts));
    return (destination) => {
      const there = leading.get(destination);
      return there && firstOf(left, words, there);
    };
  };
};
