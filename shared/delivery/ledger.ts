import { createHash } from 'node:crypto';
import { type Indicator } from '../indicator/indicator';
import { type LedgerEntry } from './ports';

/** What the destination has of an indicator: its id there, since when, its `action` and first `threatType`; null: not known. */
export interface Held {
  readonly id: string;
  readonly since: string | null;
  readonly action: string | null;
  readonly threatType: string | null;
  /** As which it is to be sent: how often it was revoked there for good and came again. */
  readonly generation: number;
}

/** What is to be done with an indicator, after what the destination holds of it; `id` is the one it is held under. */
export type LedgerDecision =
  | { readonly _tag: 'Create' }
  /** Other content, or its expiry is due to be renewed. */
  | ({ readonly _tag: 'Update' } & Held)
  /** No call. `confirmed`, where a newer source says the same: recorded, it keeps events in between from overwriting. */
  | { readonly _tag: 'Duplicate'; readonly id: string; readonly confirmed: LedgerEntry | null }
  /** Something newer is held: no call. */
  | { readonly _tag: 'Superseded'; readonly id: string };

/** An indicator, and when its source said it (ISO 8601, UTC). */
export interface Wanted {
  readonly indicator: Indicator;
  readonly sourceTime: string;
}

export interface LedgerRules {
  /** Least time by which an expiry must move for a call of its own; 0: never a call for the expiry alone. */
  readonly refreshSeconds: number;
}

/** Say when it was seen and how long it counts, or are stamped by the destination; what they describe stays the same. */
const notContent: ReadonlySet<string> = new Set([
  'id',
  'azureTenantId',
  'ingestedDateTime',
  'lastReportedDateTime',
  'expirationDateTime',
]);

/** A list as a set. An empty one says what an absent one says. */
const settled = (value: unknown): unknown => {
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? undefined : [...new Set<unknown>(value)].sort();
};

/** SHA-256 (64 hexadecimal characters) of what an indicator says. The order of members, and of items in lists, is no matter. */
export const contentHashOf = (indicator: Indicator): string => {
  const members = Object.entries(indicator)
    .filter(([name]) => !notContent.has(name))
    .map(([name, value]) => [name, settled(value)] as const)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(members)).digest('hex');
};

/** What the ledger holds of an indicator that its destination took under `id`. */
export const entryOf = (
  indicator: Indicator,
  id: string,
  sourceTime: string,
  state: LedgerEntry['state'],
): LedgerEntry => ({
  externalId: indicator.externalId,
  id,
  contentHash: contentHashOf(indicator),
  sourceTime,
  expires: indicator.expirationDateTime,
  action: indicator.action,
  threatType: indicator.threatType,
  state,
});

const ms = (moment: string): number => Date.parse(moment);

/**
 * Due when the expiry moves by `refreshSeconds`, or when that would at least double the time left. With a life of L, that is
 * one call every min(refreshSeconds, L/2) at most, and none dies that its source reports at least every L/2.
 */
const isRefreshDue = (held: string, wanted: string, { refreshSeconds }: LedgerRules, now: Date): boolean => {
  const gain = ms(wanted) - ms(held);
  const left = ms(held) - now.getTime();
  return refreshSeconds > 0 && (Math.abs(gain) >= refreshSeconds * 1000 || gain >= left);
};

const furthestAheadMs = 24 * 3600 * 1000;

/** A source whose clock is a year ahead must not silence the others until then: such a time counts as none. */
const sinceOf = ({ sourceTime }: LedgerEntry, now: Date): number =>
  ms(sourceTime) > now.getTime() + furthestAheadMs ? -Infinity : ms(sourceTime);

/** What was revoked for good comes again as the next generation, of which nothing is there yet. */
const heldAs = (entry: LedgerEntry, { isActive }: Indicator): Held => {
  const { id, since = null, action = null, threatType = null, generation = 0, revoked = false } = entry;
  return revoked && isActive !== false
    ? { id, since: null, action: null, threatType: null, generation: generation + 1 }
    : { id, since, action, threatType, generation };
};

/** What is not there any more is created: under an id that was revoked for good nothing would come of it. */
const createdAfter = (entry: LedgerEntry, indicator: Indicator): LedgerDecision => {
  const held = heldAs(entry, indicator);
  return held.generation === 0 ? { _tag: 'Create' } : { _tag: 'Update', ...held, since: null };
};

/** Whether to create, update or leave alone. The destination's state ends as that of the newest `sourceTime`. */
export const decideByLedger = (
  held: LedgerEntry | undefined,
  { indicator, sourceTime }: Wanted,
  rules: LedgerRules,
  now: Date,
): LedgerDecision => {
  if (held === undefined) return { _tag: 'Create' };
  if (ms(held.expires) <= now.getTime()) return createdAfter(held, indicator);
  const { id, expires } = held;
  const isSame = held.contentHash === contentHashOf(indicator);
  const since = sinceOf(held, now);
  if (ms(sourceTime) < since)
    return isSame ? { _tag: 'Duplicate', id, confirmed: null } : { _tag: 'Superseded', id };
  if (!isSame || isRefreshDue(expires, indicator.expirationDateTime, rules, now))
    return { _tag: 'Update', ...heldAs(held, indicator) };
  const isNewer = ms(sourceTime) > since && sourceTime !== held.sourceTime;
  return { _tag: 'Duplicate', id, confirmed: isNewer ? { ...held, sourceTime } : null };
};
