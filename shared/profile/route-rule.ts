import type * as t from 'io-ts';
import { canonical } from '../codec/canonical';
import { oneOf } from '../codec/choice';
import { list, maybe, or, section, nonEmptyArray } from '../codec/document';
import { members } from '../codec/members';
import { integerBetween } from '../codec/number';
import { type Indicator } from '../indicator/indicator';
import { observableKinds } from '../indicator/observable-kind';

const text = canonical({
  expected: 'a string that is not blank',
  schema: { type: 'string' },
  parse: (value) => (typeof value === 'string' && value.trim() !== '' ? value : undefined),
});

/** Sources write tags in any case. */
const tag = canonical({
  expected: 'a tag, with * at its end for anything',
  schema: { type: 'string' },
  parse: (value) => (typeof value === 'string' && value.trim() !== '' ? value.toLowerCase() : undefined),
});

/** The name stands in previews and in the reasons of outcomes. */
const routeName = canonical({
  expected: 'a name of 1 to 64 characters, without line breaks',
  schema: { type: 'string' },
  parse: (value) =>
    typeof value === 'string' && value.trim() === value && /^[\p{L}\p{N} ._:/-]{1,64}$/u.test(value)
      ? value
      : undefined,
});

export const mostConfidence = 100;
export const mostSeverity = 5;

const rangeTo = (most: number) =>
  section({ from: or(integerBetween(0, most), 0), to: or(integerBetween(0, most), most) });

const { action, threatType, tlpLevel } = members;

/** The conditions of a route; a member that is left out is no condition. */
const match = section({
  source: nonEmptyArray(text),
  sender: nonEmptyArray(text),
  format: nonEmptyArray(text),
  kind: nonEmptyArray(oneOf(observableKinds)),
  tlp: nonEmptyArray(tlpLevel.codec),
  tag: nonEmptyArray(tag),
  confidence: maybe(rangeTo(mostConfidence)),
  severity: maybe(rangeTo(mostSeverity)),
  threatType: nonEmptyArray(threatType.codec),
  action: nonEmptyArray(action.codec),
});

/** The least that is accepted. `unsaid`: what to do with an indicator whose source gives no number. */
export const thresholds = section({
  confidence: maybe(integerBetween(0, mostConfidence)),
  severity: maybe(integerBetween(0, mostSeverity)),
  unsaid: maybe(oneOf(['take', 'refuse'])),
});

const ceilings = ['white', 'green', 'amber', 'red'] as const;

const routeRule = section({
  name: maybe(routeName),
  match,
  to: nonEmptyArray(text),
  action: maybe(action.codec),
  expiryDays: maybe(integerBetween(1, 3650)),
  expiryHours: maybe(integerBetween(1, 87_600)),
  tlpCeiling: maybe(oneOf(ceilings)),
  /** `add`: the host of a URL goes along, as an indicator of its own. */
  urlHost: maybe(oneOf(['add'])),
  thresholds,
});

export type RouteMatch = t.TypeOf<typeof match>;

export type Thresholds = t.TypeOf<typeof thresholds>;

/** Which indicators go to which destinations, and how. */
export type RouteRule = t.TypeOf<typeof routeRule>;

/** The order matters: for a destination, the first route that matches decides. */
export const routeRules = list(routeRule);

/** Whether a level is stricter than the strictest that may leave; `unknown` is no level. */
export const isAboveCeiling = (tlp: Indicator['tlpLevel'], ceiling: RouteRule['tlpCeiling']): boolean =>
  ceiling !== undefined && ceilings.findIndex((one) => one === tlp) > ceilings.indexOf(ceiling);

/** The route's name or, without one, its place in the profile. */
export const nameOfRoute = ({ name }: RouteRule, index: number): string => name ?? `/routes/${index}`;
