import { heldAs, type LedgerDecision, type Wanted } from './ledger-decision';
import { isHeld, lifeStateOf } from './life-state';
import { type LedgerEntry } from '../ports';
import {
  anySource,
  hasAsserted,
  withAssertion,
  isAsserted,
  newestAssertedAt,
  withRetraction,
  assertionOf,
  type Assertions,
} from './assertions';

const ms = (moment: string): number => Date.parse(moment);

/**
 * A row that says that nothing is held, and who took it back. It keeps an older creation, which may still be waiting, from
 * being made.
 */
export const tombstone = (externalId: string, sourceTime: string, assertions: Assertions): LedgerEntry => ({
  externalId,
  id: '',
  contentHash: '',
  sourceTime,
  expires: sourceTime,
  state: 'absent',
  ...assertions,
});

/**
 * When a source that the row does not name asserted what is held. A row names none where it is of an earlier version, or where
 * nobody saw the end of the call.
 */
const assertedByUnnamed = (held: LedgerEntry | undefined): string | undefined =>
  held !== undefined &&
  ['created', 'updated', 'sending'].includes(held.state) &&
  (held.saidBy ?? []).every(({ takenBack }) => takenBack)
    ? held.sourceTime
    : undefined;

/** When the thing was asserted that is to be taken back, as far as the row tells. */
const assertedAt = (
  held: LedgerEntry | undefined,
  { assertedBy, takeBackScope }: Wanted,
): string | undefined => {
  if (takeBackScope === 'everyone') return undefined;
  const own = assertedBy && assertionOf(held, assertedBy);
  return own?.takenBack === false ? own.at : assertedByUnnamed(held);
};

const assertionsAfter = (
  held: LedgerEntry | undefined,
  { assertedBy, sourceTime, takeBackScope }: Wanted,
): Assertions | undefined => {
  if (assertedBy === undefined) return undefined;
  return takeBackScope === 'everyone'
    ? withRetraction(held, { ...assertedBy, ...anySource, at: sourceTime, takenBack: true })
    : withAssertion(held, { ...assertedBy, at: sourceTime, takenBack: true });
};

/** The row for those who still assert it. Their next assertion, whatever its content, is news to it, and their ends are not known. */
export const keptForOthers = (held: LedgerEntry, assertions: Assertions): LedgerEntry => {
  const newest = newestAssertedAt(assertions) ?? held.sourceTime;
  const sourceTime = ms(newest) < ms(held.sourceTime) ? newest : held.sourceTime;
  return { ...held, ...assertions, sourceTime, end: undefined };
};

/** Whether a source stands by an indicator that is held, as far as the row tells. */
export const isSupported = (
  held: LedgerEntry | undefined,
  { assertedBy, sourceTime }: Pick<Wanted, 'assertedBy' | 'sourceTime'>,
  now: Date,
): boolean =>
  held !== undefined &&
  assertedBy !== undefined &&
  isHeld(held, now) &&
  hasAsserted(held, assertedBy, sourceTime);

/**
 * A row that says that a source does not stand by an indicator that it is not known to have said: an older job or message in
 * which it says so may still be waiting. Null where there is nothing to remember, or where the source is known to have said it
 * or taken it back.
 */
export const withdrawnEntry = (
  held: LedgerEntry | undefined,
  { indicator, assertedBy, sourceTime }: Pick<Wanted, 'indicator' | 'assertedBy' | 'sourceTime'>,
): LedgerEntry | null => {
  const before = assertedBy && assertionOf(held, assertedBy);
  if (assertedBy === undefined || (before !== undefined && before.withdrawn !== true)) return null;
  const assertions = withAssertion(held, { ...assertedBy, at: sourceTime, takenBack: true, withdrawn: true });
  if (assertions.news.length === 0) return null;
  return held === undefined
    ? tombstone(indicator.externalId, sourceTime, assertions)
    : { ...held, ...assertions };
};

/** Whether what is taken back has to go, stays because another still says it, or is not there. */
export const decideTakeBack = (held: LedgerEntry | undefined, wanted: Wanted, now: Date): LedgerDecision => {
  const { sourceTime } = wanted;
  const id = held?.id ?? '';
  if (wanted.takeBackScope === 'named' && !isSupported(held, wanted, now))
    return { _tag: 'NotHeld', id, confirmed: withdrawnEntry(held, wanted) };
  const own = assertedAt(held, wanted);
  const assertions = assertionsAfter(held, wanted);
  const isNews = assertions !== undefined && assertions.news.length > 0;
  if (held !== undefined && own !== undefined && ms(own) > ms(sourceTime))
    return { _tag: 'Superseded', id, confirmed: isNews ? { ...held, ...assertions } : null };
  const there = lifeStateOf(held, now);
  if (held === undefined) {
    const confirmed =
      assertions === undefined ? null : tombstone(wanted.indicator.externalId, sourceTime, assertions);
    return { _tag: 'NotHeld', id, confirmed };
  }
  if (there === 'absent' || there === 'revoked' || there === 'expired')
    return { _tag: 'NotHeld', id, confirmed: isNews ? { ...held, ...assertions } : null };
  if (assertions !== undefined && isAsserted(assertions))
    return { _tag: 'StillSaid', id, confirmed: isNews ? keptForOthers(held, assertions) : null };
  return {
    _tag: 'TakeBack',
    ...heldAs(held),
    ...(assertions === undefined ? {} : { assertions }),
    isSure: there !== 'unknown',
  };
};
