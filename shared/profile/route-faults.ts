import { at } from '../codec/json-pointer';
import { type Json } from '../codec/json-value';
import { didYouMean } from '../codec/near-names';
import { type Violation } from '../codec/violation';
import { matchesPattern } from './pattern';
import { unreachableRoutes } from './route-reach';
import { isAboveCeiling, nameOfRoute, type RouteRule, type Thresholds } from './route-rule';
import { type Sender } from './sender';

/** The parts of a profile that routes have to agree with. */
interface Routed {
  readonly routes: readonly RouteRule[];
  readonly destinations: readonly { readonly name: string; readonly settings?: Json }[];
  readonly senders: readonly Pick<Sender, 'name' | 'destinations' | 'formats' | 'actions'>[];
  readonly thresholds: Thresholds;
  readonly sources: readonly { readonly thresholds: Thresholds }[];
  readonly maxExpiryDays: number;
  readonly guard: { readonly tlpRed: 'refuse' | 'take' };
}

type Judge = (rule: RouteRule, pointer: string, profile: Routed) => readonly Violation[];

const ranges: Judge = ({ match }, pointer) =>
  (['confidence', 'severity'] as const).flatMap((member) => {
    const range = match[member];
    return range === undefined || range.from <= range.to
      ? []
      : [{ pointer: `${pointer}/match/${member}/from`, expected: 'no more than to: nothing is in between' }];
  });

const noDestination: Judge = ({ to }, pointer) =>
  to.length > 0
    ? []
    : [{ pointer: `${pointer}/to`, expected: 'the names of the destinations that it goes to, at least one' }];

const tlps: Judge = ({ match: { tlp }, tlpCeiling }, pointer, { guard }) => {
  if (tlp.length === 0) return [];
  const isOnlyRed = tlp.every((level) => level === 'red');
  if (isOnlyRed && guard.tlpRed === 'refuse')
    return [
      {
        pointer: `${pointer}/match/tlp`,
        expected: 'a level that the guard lets out; guard.tlpRed is refuse, so nothing red comes here',
      },
    ];
  return tlp.every((level) => isAboveCeiling(level, tlpCeiling))
    ? [{ pointer: `${pointer}/tlpCeiling`, expected: 'a level that lets something of match.tlp leave' }]
    : [];
};

/** The lowest minimum in force for any source: a source may have a lower one than the rest. */
const lowest = ({ thresholds, sources }: Routed, member: 'confidence' | 'severity'): number | undefined => {
  const usual = thresholds[member];
  const others = sources.flatMap((source) => source.thresholds[member] ?? []);
  return usual === undefined ? undefined : Math.min(usual, ...others);
};

const minimums: Judge = ({ match, thresholds }, pointer, profile) =>
  (['confidence', 'severity'] as const).flatMap((member) => {
    const own = thresholds[member];
    const least = own ?? lowest(profile, member);
    const most = match[member]?.to;
    if (least === undefined || most === undefined || least <= most) return [];
    return [
      own === undefined
        ? {
            pointer: `${pointer}/match/${member}/to`,
            expected: `at least ${least}, which thresholds want of all, or thresholds.${member} of its own: else everything is below it`,
          }
        : {
            pointer: `${pointer}/thresholds/${member}`,
            expected: `no more than match.${member}.to, else everything is below it`,
          },
    ];
  });

const ends: Judge = ({ expiryDays, expiryHours }, pointer, { maxExpiryDays }) => {
  if (expiryDays !== undefined && expiryHours !== undefined)
    return [{ pointer: `${pointer}/expiryHours`, expected: 'to be left out where expiryDays is given' }];
  const member = expiryDays === undefined ? 'expiryHours' : 'expiryDays';
  return (expiryDays ?? 0) > maxExpiryDays || (expiryHours ?? 0) > 24 * maxExpiryDays
    ? [{ pointer: `${pointer}/${member}`, expected: 'no more than maxExpiryDays, after which all expires' }]
    : [];
};

const nobody: Judge = ({ match }, pointer, { senders }) => {
  const names = senders.map(({ name }) => name);
  return match.sender.flatMap((pattern, index) =>
    names.some((name) => matchesPattern(pattern, name))
      ? []
      : [
          {
            pointer: at(`${pointer}/match/sender`, index),
            expected: `the name of a sender of the profile, with * at its end for anything${didYouMean(pattern, names)}`,
          },
        ],
  );
};

const overlaps = (allowed: readonly string[], wanted: readonly string[]): boolean =>
  allowed.length === 0 ||
  wanted.length === 0 ||
  wanted.some((pattern) => allowed.some((name) => matchesPattern(pattern, name)));

/** A sender can bring a route only what it may send at all. */
const unentitled: Judge = ({ match, to }, pointer, { senders }) => {
  const meant = senders.filter(({ name }) => match.sender.some((pattern) => matchesPattern(pattern, name)));
  const isEntitled = meant.some(
    ({ destinations, formats, actions }) =>
      overlaps(destinations, to) && overlaps(formats, match.format) && overlaps(actions, match.action),
  );
  return meant.length === 0 || isEntitled
    ? []
    : [
        {
          pointer: `${pointer}/match/sender`,
          expected:
            'a sender that may reach one of its destinations, by one of its formats, with one of its actions',
        },
      ];
};

/** Trusting a page does not mean trusting its host. */
const hosts: Judge = ({ match, action, urlHost }, pointer) => {
  if (urlHost === undefined) return [];
  const isOfUrls = match.kind.length === 0 || match.kind.includes('url');
  const isAllowed =
    action === 'allow' ||
    (action === undefined && match.action.length > 0 && match.action.every((one) => one === 'allow'));
  if (!isOfUrls)
    return [{ pointer: `${pointer}/urlHost`, expected: 'to be left out where match.kind takes no url' }];
  return isAllowed
    ? [
        {
          pointer: `${pointer}/urlHost`,
          expected: 'to be left out where the action is allow: of that no host is added',
        },
      ]
    : [];
};

const judges: readonly Judge[] = [ranges, noDestination, tlps, minimums, ends, nobody, unentitled, hosts];

const sameNames = (routes: readonly RouteRule[]): readonly Violation[] => {
  const names = routes.map(({ name }) => name?.toLowerCase());
  return names.flatMap((name, index) =>
    name !== undefined && names.indexOf(name) < index
      ? [{ pointer: `${at('/routes', index)}/name`, expected: 'a name that no other route has' }]
      : [],
  );
};

const shadowed = (routes: readonly RouteRule[]): readonly Violation[] =>
  unreachableRoutes(routes).map(({ index, by }) => ({
    pointer: `${at('/routes', index)}/match`,
    expected: `something that is left for it: ${routes
      .flatMap((rule, earlier) => (by.includes(earlier) ? [nameOfRoute(rule, earlier)] : []))
      .join(', ')} before it ${by.length === 1 ? 'takes' : 'take'} all of it, wherever it leads`,
  }));

/** Destinations that routes lead to and that do not exist. */
export const lostRoutes = (
  routes: readonly RouteRule[],
  destinations: readonly string[],
): readonly Violation[] =>
  routes.flatMap(({ to }, index) =>
    to.flatMap((name, place) =>
      destinations.includes(name)
        ? []
        : [
            {
              pointer: at(`${at('/routes', index)}/to`, place),
              expected: `the name of a destination, one of ${destinations.join(', ')}${didYouMean(name, destinations)}`,
            },
          ],
    ),
  );

/** What is wrong with the routes of a profile, by JSON pointer. A route that nothing can reach is wrong, too. */
export const routeFaults = (profile: Routed): readonly Violation[] => {
  const { routes, destinations } = profile;
  const each = routes.flatMap((rule, index) =>
    judges.flatMap((judge) => judge(rule, at('/routes', index), profile)),
  );
  // A shadow gets what its other destination gets, so no route may name it.
  const names = destinations
    .filter(({ settings = {} }) => !Object.hasOwn(settings, 'shadow'))
    .map(({ name }) => name);
  const lost = names.length === 0 ? [] : lostRoutes(routes, names);
  const faults = [...each, ...sameNames(routes), ...lost];
  // A route that is wrong in itself would also be called unreachable.
  return faults.length > 0 ? faults : shadowed(routes);
};
