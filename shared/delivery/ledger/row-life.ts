import { type DueRow, type Kept, type LedgerEntry } from '../ports';

/** How long rows stay, in days. */
export interface RowLife {
  /** Days after the end of what the row holds. */
  readonly afterEnd: number;
  /** Days after somebody took it back. */
  readonly tombstone: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const ms = (moment: string): number => Date.parse(moment);

/** This hour if it begins right then, else the next, as rows write it; such texts sort by time. */
const hourFrom = (at: number): string =>
  new Date(Math.ceil(Math.min(at, Date.UTC(9999, 11, 31)) / hourMs) * hourMs).toISOString().slice(0, 13);

export const hourOf = (now: Date): string => now.toISOString().slice(0, 13);

const isGone = ({ state }: LedgerEntry): boolean => state === 'revoked' || state === 'absent';

/** When a row may go: what it held is over, and nothing that still waits can bring back what was taken back. */
const leavesAt = (entry: LedgerEntry, { afterEnd, tombstone }: RowLife): number => {
  const takenBack = (entry.saidBy ?? []).flatMap((word) => (word.takenBack ? ms(word.receivedAt) : []));
  const ends = takenBack.filter(Number.isFinite).map((at) => at + tombstone * dayMs);
  const end = isGone(entry) ? ms(entry.sourceTime) + tombstone * dayMs : ms(entry.expires) + afterEnd * dayMs;
  // Where nothing is urgent, rows are due by the day, so that those of a batch make one transaction.
  return Math.ceil(Math.max(end, ...ends) / dayMs) * dayMs;
};

const isCapped = ({ state, end, expires, indicator }: LedgerEntry): boolean =>
  ['created', 'updated', 'sending'].includes(state) &&
  indicator !== undefined &&
  end !== undefined &&
  ms(end) > ms(expires);

/**
 * When to refresh: a day before the end, or halfway there where that is sooner. Null where its source does not want it for
 * longer.
 */
const refreshesAt = (entry: LedgerEntry, now: Date): number | null => {
  const left = ms(entry.expires) - now.getTime();
  return isCapped(entry) && left > 0 ? ms(entry.expires) - Math.min(dayMs, left / 2) : null;
};

/** The hour from which something has to be done about a row. */
export const dueOf = (entry: LedgerEntry, life: RowLife, now: Date): string =>
  hourFrom(refreshesAt(entry, now) ?? leavesAt(entry, life));

/** What to do with a row that was due. `Refresh`: it is sent again, and looked at again at `again`. */
export type RowFate =
  Kept | { readonly _tag: 'Refresh'; readonly entry: LedgerEntry; readonly again: string };

/** A creation under an id that was revoked for good has no effect, so the ledger always remembers such a row. */
export const isForGood = ({ revoked, generation = 0 }: LedgerEntry): boolean =>
  revoked === true || generation > 0;

const nextLook = (at: number, now: Date): string => hourFrom(Math.max(at, now.getTime() + 1));

/** Decides what to do with a row, now that it is due. */
export const rowFate = ({ entry, due }: DueRow, life: RowLife, now: Date): RowFate => {
  // The row is gone, or was since written with another hour.
  if (entry?.due !== due) return { _tag: 'Done' };
  const left = ms(entry.expires) - now.getTime();
  // Nobody saw the end of the call that was to refresh it, so the destination may have another end than the row says.
  const isUnsure = entry.state === 'sending';
  if (isCapped(entry) && left > dayMs && !isUnsure)
    return { _tag: 'Later', due: nextLook(ms(entry.expires) - dayMs, now) };
  if (isCapped(entry) && left > 0)
    return {
      _tag: 'Refresh',
      entry,
      again: nextLook(now.getTime() + Math.max(hourMs, Math.min(left, dayMs) / 2), now),
    };
  const at = leavesAt(entry, life);
  if (at > now.getTime()) return { _tag: 'Later', due: nextLook(at, now) };
  return { _tag: isForGood(entry) ? 'Stub' : 'Leave' };
};
