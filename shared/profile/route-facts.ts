import { type Indicator } from '../indicator/indicator';
import { observableKindOf, type ObservableKind } from '../indicator/observable-kind';
import { matchesPattern } from './pattern';
import { type RouteMatch } from './route-rule';

/** The facts of an indicator that routes ask for. */
export interface RouteFacts {
  readonly source: string;
  /** The sender's name in the profile; undefined where it is none of the profile's. */
  readonly sender: string | undefined;
  readonly format: string;
  readonly kind: ObservableKind;
  readonly tlp: Indicator['tlpLevel'];
  /** In lower case. */
  readonly tags: readonly string[];
  /** 0 to 100; undefined where its source gives none. */
  readonly confidence: number | undefined;
  /** 0 to 5; undefined where its source gives none. */
  readonly severity: number | undefined;
  readonly threatType: Indicator['threatType'];
  readonly action: Indicator['action'];
}

/** Where an indicator came from. */
export interface RouteOrigin {
  readonly source: string;
  readonly sender?: string | undefined;
  /** Name of the format that read it. */
  readonly format: string | null;
}

export const routeFactsOf = ({ source, sender, format }: RouteOrigin, indicator: Indicator): RouteFacts => ({
  source,
  sender,
  format: format ?? '',
  kind: observableKindOf(Object.keys(indicator)),
  tlp: indicator.tlpLevel,
  tags: (indicator.tags ?? []).map((tag) => tag.toLowerCase()),
  confidence: indicator.confidence,
  severity: indicator.severity,
  threatType: indicator.threatType,
  action: indicator.action,
});

const hasPattern = (patterns: readonly string[], names: readonly string[]): boolean =>
  patterns.some((pattern) => names.some((name) => matchesPattern(pattern, name)));

const isOneOf = <A>(values: readonly A[], value: A): boolean => values.includes(value);

/** A value that is not given is in no range. */
const isWithin = (
  { from, to }: { readonly from: number; readonly to: number },
  value: number | undefined,
): boolean => value !== undefined && value >= from && value <= to;

const isAny = (wanted: readonly unknown[] | undefined): boolean =>
  wanted === undefined || wanted.length === 0;

/** The names of the conditions that an indicator does not meet; none where the route takes it. */
export const missesOf = (match: RouteMatch, facts: RouteFacts): readonly (keyof RouteMatch)[] => {
  const meets: Readonly<Record<keyof RouteMatch, boolean>> = {
    source: isAny(match.source) || hasPattern(match.source, [facts.source]),
    sender: isAny(match.sender) || (facts.sender !== undefined && hasPattern(match.sender, [facts.sender])),
    format: isAny(match.format) || hasPattern(match.format, [facts.format]),
    kind: isAny(match.kind) || isOneOf(match.kind, facts.kind),
    tlp: isAny(match.tlp) || isOneOf(match.tlp, facts.tlp),
    tag: isAny(match.tag) || hasPattern(match.tag, facts.tags),
    confidence: match.confidence === undefined || isWithin(match.confidence, facts.confidence),
    severity: match.severity === undefined || isWithin(match.severity, facts.severity),
    threatType: isAny(match.threatType) || isOneOf(match.threatType, facts.threatType),
    action: isAny(match.action) || isOneOf(match.action, facts.action),
  };
  return (Object.keys(meets) as (keyof RouteMatch)[]).filter((name) => !meets[name]);
};
