import { type ProductEntry, type ReadBack, type Sent } from '../../destinations/destination';
import { type LedgerRow } from '../ports';

/** Why a product may not show what it took. */
export type Cause = 'ingestion-rule' | 'pattern-not-parsed' | 'quota' | 'expired';

/** How what the ledger says of an indicator stands against what the product shows. */
export type Visibility =
  /** It is there as it was sent; or it was taken back, and is not there. */
  | { readonly _tag: 'visible' }
  /** It was sent a short while ago: the product may not show it yet. */
  | { readonly _tag: 'pending' }
  /** It was taken, and finds nothing. The likeliest cause first. */
  | { readonly _tag: 'accepted-not-visible'; readonly causes: readonly Cause[] }
  /** Somebody else changed it. `differs`: what is shown otherwise than it was sent. */
  | { readonly _tag: 'foreign-change'; readonly differs: readonly string[] }
  /** It was there, and somebody else removed it. */
  | { readonly _tag: 'missing' }
  /** Not all that the product holds could be seen, and it was not among that. */
  | { readonly _tag: 'unseen' };

/** Taken back: gone, or, where that is for good, there as revoked. */
const isRevoked = ({ revoked, state }: LedgerRow): boolean => revoked === true || state === 'revoked';

/** How the product was looked at. */
export interface Look {
  /** When that began. */
  readonly at: Date;
  /** All of its pages were seen. */
  readonly isComplete: boolean;
  /** It holds as many entries as it may. */
  readonly isFull: boolean;
}

const minuteMs = 60_000;

export const sentOf = ({ id, expires, action, generation }: LedgerRow): Sent => ({
  id,
  expires,
  action: action ?? null,
  generation: generation ?? 0,
  indicator: null,
});

/** So that a product that is slow, or an update that is on its way, is not taken for somebody's doing. */
const isFresh = (moment: string, { visibleAfterMinutes }: ReadBack, { at }: Look): boolean =>
  at.getTime() - Date.parse(moment) < visibleAfterMinutes * minuteMs;

const isOver = ({ expires }: LedgerRow, { at }: Look): boolean => Date.parse(expires) <= at.getTime();

const notVisible = (...causes: readonly Cause[]): Visibility => ({ _tag: 'accepted-not-visible', causes });

const whereAbsent = (readBack: ReadBack, row: LedgerRow, look: Look): Visibility => {
  if (isRevoked(row)) return look.isComplete ? { _tag: 'visible' } : { _tag: 'unseen' };
  if (isOver(row, look)) return notVisible('expired');
  if (!look.isComplete) return { _tag: 'unseen' };
  // A row that is written anew by every sighting was created long ago all the same.
  if (isFresh(row.since ?? row.writtenAt, readBack, look)) return { _tag: 'pending' };
  if (look.isFull) return readBack.dropsByRule ? notVisible('quota', 'ingestion-rule') : notVisible('quota');
  return readBack.dropsByRule ? notVisible('ingestion-rule', 'pattern-not-parsed') : { _tag: 'missing' };
};

const differencesIn = (
  readBack: ReadBack,
  row: LedgerRow,
  sent: Sent,
  found: readonly ProductEntry[],
): readonly string[] => {
  const isGone = isRevoked(row) || sent.indicator?.isActive === false;
  const differs = found.flatMap((entry) => [
    ...(entry.revoked === isGone ? [] : ['revoked']),
    ...(isGone ? [] : readBack.differences(sent, entry)),
  ]);
  return [...new Set(differs)];
};

/**
 * What is to be said of a row. `found`: what the product shows under its ids; `byName`: under its `externalId` with other ids,
 * looked at only where `found` lacks some.
 */
export const visibilityOf = (
  readBack: ReadBack,
  row: LedgerRow,
  { found, byName }: { readonly found: readonly ProductEntry[]; readonly byName: readonly ProductEntry[] },
  look: Look,
): Visibility => {
  const sent = sentOf(row);
  const isWhole = found.length === readBack.idsOf(sent).length;
  if (!isWhole && byName.length > 0 && !isRevoked(row))
    return isFresh(row.writtenAt, readBack, look)
      ? { _tag: 'pending' }
      : { _tag: 'foreign-change', differs: ['id'] };
  if (!isWhole) return whereAbsent(readBack, row, look);
  const differs = differencesIn(readBack, row, sent, found);
  if (differs.length > 0)
    return isFresh(row.writtenAt, readBack, look) ? { _tag: 'pending' } : { _tag: 'foreign-change', differs };
  if (isOver(row, look) && !isRevoked(row)) return notVisible('expired');
  return found.some(({ unparsed }) => unparsed) ? notVisible('pattern-not-parsed') : { _tag: 'visible' };
};
