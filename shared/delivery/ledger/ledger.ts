import { externalIdOf, nameTheSame } from '../../indicator/identity';
import { type Indicator } from '../../indicator/indicator';
import { contentHashOf } from './content-hash';
import { decideTakeBack, keptForOthers } from './decide-take-back';
import { heldAs, type LedgerDecision, type LedgerRules, type Wanted } from './ledger-decision';
import { isHeld, lifeStateOf } from './life-state';
import { type LedgerEntry } from '../ports';
import {
  anySource,
  withAssertion,
  isAsserted,
  isAssertedByAnother,
  retracts,
  assertionOf,
  type Assertions,
} from './assertions';

/** What the ledger holds of an indicator that its destination took under `id`. */
export const entryOf = (
  indicator: Indicator,
  {
    id,
    sourceTime,
    state,
  }: { readonly id: string; readonly sourceTime: string; readonly state: LedgerEntry['state'] },
): LedgerEntry => ({
  externalId: indicator.externalId,
  id,
  contentHash: contentHashOf(indicator),
  sourceTime,
  expires: indicator.expirationDateTime,
  action: indicator.action,
  threatType: indicator.threatType,
  state,
  indicator,
});

const ms = (moment: string): number => Date.parse(moment);

/**
 * A refresh is due when the expiry moves by `refreshSeconds`, or when it would at least double the time left. With a life of L,
 * that is at most one call every min(refreshSeconds, L/2), and no indicator dies whose source reports it at least every L/2.
 */
const isRefreshDue = (
  { held, wanted }: { readonly held: string; readonly wanted: string },
  { refreshSeconds }: LedgerRules,
  now: Date,
): boolean => {
  const gain = ms(wanted) - ms(held);
  const left = ms(held) - now.getTime();
  return refreshSeconds > 0 && (Math.abs(gain) >= refreshSeconds * 1000 || gain >= left);
};

const furthestAheadMs = 24 * 3600 * 1000;

/** A time far ahead counts as none. Otherwise a source whose clock is a year ahead would overrule the others until then. */
const sinceOf = ({ sourceTime }: LedgerEntry, now: Date): number =>
  ms(sourceTime) > now.getTime() + furthestAheadMs ? -Infinity : ms(sourceTime);

interface WithAssertions {
  readonly assertions?: Assertions;
}

/**
 * What is not there any more is created. After a revocation for good it comes as the next generation, because its old id would
 * have no effect.
 */
const createdAfter = (entry: LedgerEntry, assertions: WithAssertions): LedgerDecision => {
  const held = heldAs(entry);
  return held.generation === 0
    ? { _tag: 'Create', ...assertions }
    : { _tag: 'Update', ...held, since: null, ...assertions };
};

/** Makes a call again whose end nobody saw, however old it is: perhaps nothing is there. */
const againAfter = (
  entry: LedgerEntry,
  assertions: WithAssertions,
  { revokesForGood }: LedgerRules,
): LedgerDecision => {
  if (entry.state === 'revoking' && revokesForGood === true)
    return { _tag: 'Renew', ...heldAs({ ...entry, revoked: false }), ...assertions };
  if (entry.id === '') return createdAfter(entry, assertions);
  // Where it may be gone, a change under its id could make another entry, with another id. Without an action it is deleted first.
  const unsure = entry.state === 'revoking' ? { action: null } : {};
  return { _tag: 'Update', ...heldAs(entry), ...unsure, ...assertions };
};

/**
 * Whether the id that is asked for is another sender's, who names another thing by it and still says so. Whose id is computed
 * from what the indicator names, has it by right, whoever took it first.
 */
const isOfAnother = (
  held: LedgerEntry,
  { indicator, assertedBy }: Wanted,
  { identityScope }: LedgerRules,
): boolean =>
  assertedBy !== undefined &&
  held.indicator !== undefined &&
  isAssertedByAnother(held, assertedBy) &&
  !nameTheSame(held.indicator, indicator) &&
  (identityScope === undefined || indicator.externalId !== externalIdOf(identityScope, indicator));

/** The rules and the moment of a decision. */
interface Deciding {
  readonly rules: LedgerRules;
  readonly now: Date;
}

/**
 * What its source took back is not brought. Where a call was begun whose end nobody saw, others may have lost what they say, and it is
 * brought; where no other says it, it may be there all the same, and goes.
 */
const decideTakenBack = (
  held: LedgerEntry | undefined,
  { sourceTime }: Wanted,
  now: Date,
): LedgerDecision => {
  const isInterrupted =
    held?.state === 'sending' && isHeld(held, now) && ms(held.sourceTime) <= ms(sourceTime);
  if (!isInterrupted) return { _tag: 'TakenBack', id: held?.id ?? '', confirmed: null };
  const assertions = { saidBy: held.saidBy ?? [], othersSayIt: held.othersSayIt === true, news: [] };
  return isAsserted(assertions)
    ? { _tag: 'Restore', ...heldAs(held), kept: keptForOthers(held, assertions) }
    : { _tag: 'TakeBack', ...heldAs(held), assertions, isSure: false };
};

/** Decides whether to create, update or leave alone what somebody says. */
const decideSaid = (
  held: LedgerEntry | undefined,
  wanted: Wanted,
  { rules, now }: Deciding,
): LedgerDecision => {
  const { indicator, sourceTime, assertedBy, end } = wanted;
  const spoken = assertedBy && [
    assertionOf(held, assertedBy),
    assertionOf(held, { ...assertedBy, ...anySource }),
  ];
  if (assertedBy && spoken?.some((assertion) => retracts(assertion, assertedBy, sourceTime)) === true)
    return decideTakenBack(held, wanted, now);
  const assertions = assertedBy && withAssertion(held, { ...assertedBy, at: sourceTime, takenBack: false });
  const withAssertions = assertions === undefined ? {} : { assertions };
  if (held === undefined) return { _tag: 'Create', ...withAssertions };
  if (!isHeld(held, now)) return createdAfter(held, withAssertions);
  if (isOfAnother(held, wanted, rules)) return { _tag: 'OfAnother', id: held.id, confirmed: null };
  if (lifeStateOf(held, now) === 'unknown') return againAfter(held, withAssertions, rules);
  const { id, expires } = held;
  const isSame = held.contentHash === contentHashOf(indicator);
  const since = sinceOf(held, now);
  const news = assertions === undefined || assertions.news.length === 0 ? null : assertions;
  if (ms(sourceTime) < since)
    return { _tag: isSame ? 'Duplicate' : 'Superseded', id, confirmed: news && { ...held, ...news } };
  if (!isSame || isRefreshDue({ held: expires, wanted: indicator.expirationDateTime }, rules, now))
    return { _tag: 'Update', ...heldAs(held), ...withAssertions };
  const isNewer = ms(sourceTime) > since && sourceTime !== held.sourceTime;
  const later = isNewer ? { end } : {};
  const confirmed = isNewer || news !== null ? { ...held, ...assertions, ...later, sourceTime } : null;
  return { _tag: 'Duplicate', id, confirmed };
};

/**
 * The destination ends up with the newest `sourceTime` of those that say the indicator. When the last of them takes it back, it
 * goes.
 */
export const decideByLedger = (
  held: LedgerEntry | undefined,
  wanted: Wanted,
  { rules, now }: Deciding,
): LedgerDecision =>
  wanted.takeBackScope === undefined
    ? decideSaid(held, wanted, { rules, now })
    : decideTakeBack(held, wanted, now);
