import { isTakenBack } from '../../indicator/taken-back';
import { matchesPattern } from '../../profile/pattern';
import { type Profile } from '../../profile/profile';
import { routeFactsOf, type RouteFacts } from '../../profile/route-facts';
import { routeIndex, type FirstRoute } from '../../profile/route-index';
import { isAboveCeiling, nameOfRoute, type RouteRule, type Thresholds } from '../../profile/route-rule';
import { type Planned } from '../outcome';

/** What stops an indicator on its way to one destination. `code`: a row of docs/outcomes.md. */
export interface Stop {
  readonly code: 'below-threshold' | 'above-ceiling';
  readonly text: string;
}

/**
 * What a profile rules for one indicator at one destination. It goes there in this form, by this route (null where the profile
 * has none); or its route stops it; or no route takes it there.
 */
export type RoutingDecision =
  | {
      readonly _tag: 'Goes';
      readonly route: string | null;
      readonly planned: Planned;
      /** The host of its URL goes along (see urlHosts). */
      readonly addsHost: boolean;
    }
  | { readonly _tag: 'Stopped'; readonly route: string | null; readonly stop: Stop }
  | { readonly _tag: 'LeftOut' };

/** The parts of a profile that decide where an indicator goes. */
export type Rules = Pick<Profile, 'routes' | 'thresholds' | 'sources'>;

/** One index for each profile's routes, which never change. */
const indexes = new WeakMap<Rules['routes'], FirstRoute>();

const indexOf = (routes: Rules['routes']): FirstRoute => {
  const index = indexes.get(routes) ?? routeIndex(routes);
  indexes.set(routes, index);
  return index;
};

/** The thresholds in force: those of the route come first, then those of the source's last entry, then the profile's. */
const inForce = (byPrecedence: readonly Thresholds[]): Thresholds => ({
  confidence: byPrecedence.find(({ confidence }) => confidence !== undefined)?.confidence,
  severity: byPrecedence.find(({ severity }) => severity !== undefined)?.severity,
  unsaid: byPrecedence.find(({ unsaid }) => unsaid !== undefined)?.unsaid,
});

const thresholdsFor = (
  { thresholds, sources }: Rules,
  { source, format }: RouteFacts,
): readonly Thresholds[] => [
  ...sources
    .filter((rule) => matchesPattern(rule.source, source) && matchesPattern(rule.format, format))
    .map((rule) => rule.thresholds)
    .reverse(),
  thresholds,
];

const shortOf = (facts: RouteFacts, least: Thresholds): Stop | null => {
  for (const member of ['confidence', 'severity'] as const) {
    const wanted = least[member];
    const actual = facts[member];
    if (wanted === undefined || (actual ?? wanted) > wanted) continue;
    if (actual === undefined && least.unsaid === 'refuse')
      return {
        code: 'below-threshold',
        text: `its source says no ${member}, and at least ${wanted} is wanted`,
      };
    if (actual !== undefined && actual < wanted)
      return { code: 'below-threshold', text: `its ${member} is below ${wanted}` };
  }
  return null;
};

const hour = 3600 * 1000;

/** The end by a route: it replaces a missing end of the source, and limits any other. */
const endBy = (
  { expiryDays, expiryHours }: RouteRule,
  { indicator: { expirationDateTime }, endUnsaid = false }: Planned,
  at: Date,
): string => {
  const hours = expiryHours ?? (expiryDays === undefined ? undefined : expiryDays * 24);
  if (hours === undefined) return expirationDateTime;
  const end = at.getTime() + hours * hour;
  return endUnsaid || Date.parse(expirationDateTime) > end ? new Date(end).toISOString() : expirationDateTime;
};

const asRouted = (rule: RouteRule, planned: Planned, at: Date): Planned => {
  const { indicator } = planned;
  const { action = indicator.action } = rule;
  const expirationDateTime = endBy(rule, planned, at);
  return action === indicator.action && expirationDateTime === indicator.expirationDateTime
    ? planned
    : { ...planned, indicator: { ...indicator, action, expirationDateTime } };
};

/** Trusting a page does not mean trusting its host. */
const addsHostOf = (rule: RouteRule | undefined, { kind }: RouteFacts, { indicator }: Planned): boolean =>
  rule?.urlHost === 'add' && kind === 'url' && indicator.action !== 'allow';

/**
 * Decides by a profile where an indicator goes, and in which form: for each destination, the first route that matches decides.
 * `at` is now. A profile without routes sends everything everywhere.
 */
export const plan = (rules: Rules, at: Date) => {
  const { routes } = rules;
  const firstOf = indexOf(routes);
  return (planned: Planned): ((destination: string) => RoutingDecision) => {
    const { indicator, provenance } = planned;
    const facts = routeFactsOf(provenance, indicator);
    const isGoing = isTakenBack(indicator);
    const wanted = thresholdsFor(rules, facts);
    const first = routes.length === 0 ? undefined : firstOf(facts);
    return (destination) => {
      const position = first?.(destination);
      const rule = position === undefined ? undefined : routes[position];
      if (first !== undefined && rule === undefined) return { _tag: 'LeftOut' };
      const route = rule === undefined || position === undefined ? null : nameOfRoute(rule, position);
      // A take-back is never stopped and never changed.
      if (isGoing) return { _tag: 'Goes', route, planned, addsHost: false };
      if (isAboveCeiling(facts.tlp, rule?.tlpCeiling)) {
        const text = `its TLP is above ${rule?.tlpCeiling ?? ''}, which is the most that leaves by this route`;
        return { _tag: 'Stopped', route, stop: { code: 'above-ceiling', text } };
      }
      const stop = shortOf(facts, inForce(rule === undefined ? wanted : [rule.thresholds, ...wanted]));
      if (stop !== null) return { _tag: 'Stopped', route, stop };
      const routed = rule === undefined ? planned : asRouted(rule, planned, at);
      return { _tag: 'Goes', route, planned: routed, addsHost: addsHostOf(rule, facts, routed) };
    };
  };
};
