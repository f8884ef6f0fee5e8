import { type ProductEntry, type ReadBack, type Sent } from '../../destinations/destination';
import { lifeStateOf, type LifeState } from '../ledger/life-state';
import { type LedgerRow } from '../ports';

/** Why a product may not show what it took. */
export type Cause = 'ingestion-rule' | 'pattern-not-parsed' | 'quota' | 'expired';

/** How what the ledger says of an indicator compares with what the product shows. */
export type Visibility =
  /** It is there as it was sent; or it was taken back, and is not there. */
  | { readonly _tag: 'visible' }
  /** It was sent a short while ago, so the product may not show it yet. */
  | { readonly _tag: 'pending' }
  /** It was taken and matches nothing. The likeliest cause comes first. */
  | { readonly _tag: 'accepted-not-visible'; readonly causes: readonly Cause[] }
  /** Somebody else changed it. `differs`: what the product shows differently from what was sent. */
  | { readonly _tag: 'foreign-change'; readonly differs: readonly string[] }
  /** It was there, and somebody else removed it. */
  | { readonly _tag: 'missing' }
  /** Not all that the product holds could be seen, and it was not in the part that was. */
  | { readonly _tag: 'unseen' };

/** What a read-back saw of the product as a whole. */
export interface ReadBackScope {
  /** When it began. */
  readonly at: Date;
  /** Whether all of the product's pages were seen. */
  readonly isComplete: boolean;
  /** Whether the product holds as many entries as it may. */
  readonly isFull: boolean;
}

const minuteMs = 60_000;

export const sentOf = ({ id, expires, action, generation, indicator }: LedgerRow): Sent => ({
  id,
  expires,
  action: action ?? null,
  generation: generation ?? 0,
  indicator: indicator ?? null,
});

/** A recent moment: a slow product, or an update on its way, must not look like somebody's doing. */
const isFresh = (moment: string, { visibleAfterMinutes }: ReadBack, { at }: ReadBackScope): boolean =>
  at.getTime() - Date.parse(moment) < visibleAfterMinutes * minuteMs;

/** States in which nothing should be there. */
const isTakenBack = (state: LifeState): boolean => state === 'revoked' || state === 'absent';

const notVisible = (...causes: readonly Cause[]): Visibility => ({ _tag: 'accepted-not-visible', causes });

const whereAbsent = (readBack: ReadBack, row: LedgerRow, look: ReadBackScope): Visibility => {
  const state = lifeStateOf(row, look.at);
  if (isTakenBack(state)) return look.isComplete ? { _tag: 'visible' } : { _tag: 'unseen' };
  if (state === 'expired') return notVisible('expired');
  if (!look.isComplete) return { _tag: 'unseen' };
  // Every sighting writes a row anew, so the creation counts where it is known.
  if (isFresh(row.since ?? row.writtenAt, readBack, look)) return { _tag: 'pending' };
  if (look.isFull) return readBack.dropsByRule ? notVisible('quota', 'ingestion-rule') : notVisible('quota');
  return readBack.dropsByRule ? notVisible('ingestion-rule', 'pattern-not-parsed') : { _tag: 'missing' };
};

const differencesIn = (
  readBack: ReadBack,
  state: LifeState,
  { sent, found }: { readonly sent: Sent; readonly found: readonly ProductEntry[] },
): readonly string[] => {
  const isRevoked = isTakenBack(state) || sent.indicator?.isActive === false;
  const differs = found.flatMap((entry) => [
    ...(entry.revoked === isRevoked ? [] : ['revoked']),
    ...(isRevoked ? [] : readBack.differences(sent, entry)),
  ]);
  return [...new Set(differs)];
};

/** What the product shows for a row. */
interface Shown {
  /** Entries under the row's ids. */
  readonly found: readonly ProductEntry[];
  /** Entries under its `externalId` with other ids; looked at only where `found` lacks some. */
  readonly byName: readonly ProductEntry[];
  readonly look: ReadBackScope;
}

/** What can be said of a row. */
export const visibilityOf = (
  readBack: ReadBack,
  row: LedgerRow,
  { found, byName, look }: Shown,
): Visibility => {
  const sent = sentOf(row);
  const state = lifeStateOf(row, look.at);
  // Nobody saw how the last call ended. The next word on it will tell.
  if (state === 'unknown') return { _tag: 'pending' };
  const isWhole = found.length > 0 && found.length === readBack.idsOf(sent).length;
  const settled = (visibility: Visibility): Visibility =>
    isFresh(row.writtenAt, readBack, look) ? { _tag: 'pending' } : visibility;
  if (!isWhole && byName.length > 0 && !isTakenBack(state))
    return settled({ _tag: 'foreign-change', differs: ['id'] });
  if (!isWhole) return whereAbsent(readBack, row, look);
  const differs = differencesIn(readBack, state, { sent, found });
  if (differs.length > 0) return settled({ _tag: 'foreign-change', differs });
  if (state === 'expired') return notVisible('expired');
  return found.some(({ unparsed }) => unparsed) ? notVisible('pattern-not-parsed') : { _tag: 'visible' };
};
