import { heldAs, type LedgerDecision, type Wanted } from './ledger-decision';
import { isHeld, lifeStateOf } from './life-state';
import { type LedgerEntry } from './ports';
import { everyone, hasSaid, heard, isSaid, newestSaid, silenced, wordOf, type Words } from './sayings';

const ms = (moment: string): number => Date.parse(moment);

/**
 * A row that says that nothing is held, and who took it back. It keeps an older creation, which may still be waiting, from
 * being made.
 */
export const tombstone = (externalId: string, sourceTime: string, words: Words): LedgerEntry => ({
  externalId,
  id: '',
  contentHash: '',
  sourceTime,
  expires: sourceTime,
  state: 'absent',
  ...words,
});

/**
 * When an unnamed sayer said what is held. A row names none where it is of an earlier version, or where nobody saw the end of
 * the call.
 */
const saidByNobodyNamed = (held: LedgerEntry | undefined): string | undefined =>
  held !== undefined &&
  ['created', 'updated', 'sending'].includes(held.state) &&
  (held.saidBy ?? []).every(({ takenBack }) => takenBack)
    ? held.sourceTime
    : undefined;

/** When the thing was said that is to be taken back, as far as the row tells. */
const saidAt = (held: LedgerEntry | undefined, { sayer, takesBack }: Wanted): string | undefined => {
  if (takesBack === 'everyone') return undefined;
  const own = sayer && wordOf(held, sayer);
  return own?.takenBack === false ? own.at : saidByNobodyNamed(held);
};

const wordsAfter = (
  held: LedgerEntry | undefined,
  { sayer, sourceTime, takesBack }: Wanted,
): Words | undefined => {
  if (sayer === undefined) return undefined;
  return takesBack === 'everyone'
    ? silenced(held, { ...sayer, ...everyone, at: sourceTime, takenBack: true })
    : heard(held, { ...sayer, at: sourceTime, takenBack: true });
};

/** The row for those who still say it. Their next word, whatever its content, is news to it, and their ends are not known. */
const leftTo = (held: LedgerEntry, words: Words): LedgerEntry => {
  const newest = newestSaid(words) ?? held.sourceTime;
  const sourceTime = ms(newest) < ms(held.sourceTime) ? newest : held.sourceTime;
  return { ...held, ...words, sourceTime, end: undefined };
};

/** Whether a source stands by an indicator that is held, as far as the row tells. */
export const isStoodBy = (
  held: LedgerEntry | undefined,
  { sayer, sourceTime }: Pick<Wanted, 'sayer' | 'sourceTime'>,
  now: Date,
): boolean =>
  held !== undefined && sayer !== undefined && isHeld(held, now) && hasSaid(held, sayer, sourceTime);

/**
 * A row that says that a source does not stand by an indicator that it is not known to have said: an older job or message in
 * which it says so may still be waiting. Null where there is nothing to remember, or where the source is known to have said it
 * or taken it back.
 */
export const withdrawnEntry = (
  held: LedgerEntry | undefined,
  { indicator, sayer, sourceTime }: Pick<Wanted, 'indicator' | 'sayer' | 'sourceTime'>,
): LedgerEntry | null => {
  const before = sayer && wordOf(held, sayer);
  if (sayer === undefined || (before !== undefined && before.withdrawn !== true)) return null;
  const words = heard(held, { ...sayer, at: sourceTime, takenBack: true, withdrawn: true });
  if (words.news.length === 0) return null;
  return held === undefined ? tombstone(indicator.externalId, sourceTime, words) : { ...held, ...words };
};

/** Whether what is taken back has to go, stays because another still says it, or is not there. */
export const decideTakeBack = (held: LedgerEntry | undefined, wanted: Wanted, now: Date): LedgerDecision => {
  const { sourceTime } = wanted;
  const id = held?.id ?? '';
  if (wanted.takesBack === 'named' && !isStoodBy(held, wanted, now))
    return { _tag: 'NotHeld', id, confirmed: withdrawnEntry(held, wanted) };
  const own = saidAt(held, wanted);
  const words = wordsAfter(held, wanted);
  const isNews = words !== undefined && words.news.length > 0;
  if (held !== undefined && own !== undefined && ms(own) > ms(sourceTime))
    return { _tag: 'Superseded', id, confirmed: isNews ? { ...held, ...words } : null };
  const there = lifeStateOf(held, now);
  if (held === undefined) {
    const confirmed = words === undefined ? null : tombstone(wanted.indicator.externalId, sourceTime, words);
    return { _tag: 'NotHeld', id, confirmed };
  }
  if (there === 'absent' || there === 'revoked' || there === 'expired')
    return { _tag: 'NotHeld', id, confirmed: isNews ? { ...held, ...words } : null };
  if (words !== undefined && isSaid(words))
    return { _tag: 'StillSaid', id, confirmed: isNews ? leftTo(held, words) : null };
  return {
    _tag: 'TakeBack',
    ...heldAs(held),
    ...(words === undefined ? {} : { words }),
    isSure: there !== 'unknown',
  };
};
