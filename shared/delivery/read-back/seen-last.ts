import { lifeStateOf } from '../ledger/life-state';
import { type LastReadBack, type LedgerEntry, type SeenThere } from '../ports';
import { type Difference, type ReadBackReport } from './read-back';

/** The most differences of a read-back that are kept; all are counted. */
const maxKept = 500;

/** An indicator that has expired is rightly not shown, so its difference is not worth keeping. */
const isExpiry = ({ visibility }: Difference): boolean =>
  visibility._tag === 'accepted-not-visible' && visibility.causes[0] === 'expired';

/** A read-back as it is kept, with its differences by `externalId`; null where the product was not looked at. */
export const readBackToKeep = ({
  at: begun,
  unseen,
  counts,
  differences,
  visibleAfterMinutes,
}: ReadBackReport): {
  readonly look: LastReadBack;
  readonly differing: ReadonlyMap<string, SeenThere>;
} | null => {
  if (visibleAfterMinutes === null) return null;
  const at = begun.toISOString();
  const telling = differences.filter((one) => !isExpiry(one));
  const differing = new Map(
    telling.slice(0, maxKept).map(({ row, visibility }): readonly [string, SeenThere] => [
      row.externalId,
      {
        at,
        state: visibility._tag,
        causes: visibility._tag === 'accepted-not-visible' ? visibility.causes : [],
        differs: visibility._tag === 'foreign-change' ? visibility.differs : [],
      },
    ]),
  );
  const isWhole = unseen === null && telling.length <= maxKept;
  const look = { at, counts, unseen: unseen?.code ?? null, isWhole, visibleAfterMinutes };
  return { look: { ...look, differences: differing.size }, differing };
};

/** How an indicator stood at the last read-back. */
export interface SeenLast extends Omit<SeenThere, 'state'> {
  readonly state: SeenThere['state'] | 'visible' | 'pending';
}

const minuteMs = 60_000;

const ms = (moment: string): number => Date.parse(moment);

/** When it came there or, where that was changed or taken back since, when the last word on it was received. */
const newestOf = ({ state, since, sourceTime, saidBy = [] }: LedgerEntry): number =>
  Math.max(
    ms(since ?? sourceTime),
    ...(state === 'created' ? [] : saidBy.map(({ receivedAt }) => ms(receivedAt))),
  );

/** What the last read-back says of a row. Null where it says nothing: the row is newer, or not everything was seen or kept. */
export const seenLast = (
  look: LastReadBack | null,
  differing: SeenThere | undefined,
  entry: LedgerEntry,
): SeenLast | null => {
  if (look === null) return null;
  const at = ms(look.at);
  if (newestOf(entry) > ms(differing?.at ?? look.at)) return null;
  if (differing !== undefined) return differing;
  if (!look.isWhole) return null;
  const none = { at: look.at, causes: [], differs: [] };
  const life = lifeStateOf(entry, new Date(at));
  if (life === 'expired') return { ...none, state: 'accepted-not-visible', causes: ['expired'] };
  const isFresh = at - ms(entry.since ?? entry.sourceTime) < look.visibleAfterMinutes * minuteMs;
  return { ...none, state: isFresh || life === 'unknown' ? 'pending' : 'visible' };
};
