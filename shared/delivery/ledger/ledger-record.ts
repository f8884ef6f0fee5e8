import { type Delivery } from '../delivery';
import { entryOf } from './ledger';
import { type LedgerEntry } from '../ports';
import { type Submission } from '../batches/submitter';

/** The members of a row that a call does not change. */
const fromRow = ({ row }: Submission): Partial<LedgerEntry> => ({
  saidBy: row?.saidBy,
  othersSayIt: row?.othersSayIt,
  news: [],
});

const assertionsOf = (submission: Submission, asked: Call): Partial<LedgerEntry> =>
  isOnTheWay(submission, asked) ? fromRow(submission) : (submission.assertions ?? fromRow(submission));

/** What one call asks of a destination. The item may need another call after it. */
export interface Call {
  readonly call: 'create' | 'change' | 'take-back';
  /** What is revoked there stays so under its id. */
  readonly isForGood: boolean;
}

/**
 * Whether the call is only a step on the way: a creation to learn an id, or a take-back before coming anew. Its assertions are
 * recorded only when the last call has ended.
 */
const isOnTheWay = ({ deliveryItem, learns }: Submission, { call }: Call): boolean =>
  call === 'take-back' ? deliveryItem.takeBackScope === undefined : learns !== undefined;

/**
 * The end that the source gives, and the row's notes. Where nothing is held, the row's index rows may just be going, so they
 * are not trusted.
 */
const beside = ({ deliveryItem: { end }, row, held }: Submission): Partial<LedgerEntry> => ({
  ...(end === undefined ? {} : { end }),
  ...(row?.due === undefined ? {} : { due: row.due }),
  ...(row?.listed === undefined || held === null ? {} : { listed: row.listed }),
});

const madeAnew = { generation: 0 };

/**
 * The row to write before a call: that it is about to be made. It names no new source, since nobody has been told yet that the
 * assertion was heard. Where the action is about to change, none is recorded.
 */
export const intentOf = (submission: Submission, asked: Call): LedgerEntry => {
  const { deliveryItem, held, row } = submission;
  const { indicator, sourceTime } = deliveryItem;
  const id = held?.id ?? '';
  const { generation } = held ?? madeAnew;
  // A creation made only to learn an id is no source's assertion.
  if (asked.call === 'create' && row && isOnTheWay(submission, asked))
    return { ...row, ...fromRow(submission), state: 'sending' };
  if (asked.call === 'take-back' && row)
    return { ...row, ...fromRow(submission), id, generation, revoked: false, state: 'revoking' };
  return {
    ...entryOf(indicator, { id, sourceTime, state: 'sending' }),
    ...fromRow(submission),
    ...beside(submission),
    action: held === null || held.action === indicator.action ? indicator.action : undefined,
    threatType: held?.threatType ?? indicator.threatType,
    since: held?.since ?? undefined,
    ...(generation > 0 ? { generation } : {}),
  };
};

const taken = (
  submission: Submission,
  delivery: Extract<Delivery, { readonly id: string }>,
  asked: Call,
): LedgerEntry => {
  const { deliveryItem, held } = submission;
  const { indicator, sourceTime } = deliveryItem;
  const state = delivery._tag === 'Created' ? 'created' : 'updated';
  const since = ('since' in delivery ? delivery.since : undefined) ?? held?.since ?? null;
  const threatType = (state === 'updated' ? held?.threatType : null) ?? indicator.threatType;
  return {
    ...entryOf(indicator, { id: delivery.id, sourceTime, state }),
    ...assertionsOf(submission, asked),
    ...beside(submission),
    threatType,
    ...(since === null ? {} : { since }),
    ...(held !== null && held.generation > 0 ? { generation: held.generation } : {}),
  };
};

const takenBack = (submission: Submission, asked: Call, wasThere: boolean): LedgerEntry => {
  const { deliveryItem, row, held } = submission;
  const { indicator, sourceTime } = deliveryItem;
  return {
    ...(row ?? entryOf(indicator, { id: '', sourceTime, state: 'revoked' })),
    ...assertionsOf(submission, asked),
    ...(held !== null && held.generation > 0 ? { generation: held.generation } : {}),
    sourceTime,
    state: 'revoked',
    ...(asked.isForGood && wasThere ? { revoked: true } : {}),
  };
};

/**
 * After a refusal everything is as it was; undefined where something was to be replaced, since nobody knows what is there. Where that
 * was gone before, nothing is.
 */
const asBefore = (submission: Submission, asked: Call): LedgerEntry | undefined => {
  const { held } = submission;
  if (asked.call === 'create' && held !== null)
    return held.id === '' ? { ...intentOf(submission, asked), state: 'absent', news: [] } : undefined;
  const row = submission.row ?? { ...intentOf(submission, asked), id: '', state: 'absent' as const };
  return { ...row, news: [] };
};

/** The row to write after an answer; undefined where nobody knows what came of the call. */
export const rowAfter = (
  submission: Submission,
  delivery: Delivery | undefined,
  asked: Call,
): LedgerEntry | undefined => {
  if (delivery === undefined) return undefined;
  switch (delivery._tag) {
    case 'Created':
    case 'Updated':
      return isOnTheWay(submission, asked)
        ? { ...intentOf(submission, asked), id: delivery.id }
        : taken(submission, delivery, asked);
    case 'Revoked':
      return takenBack(submission, asked, true);
    case 'Gone':
      return asked.call === 'take-back' ? takenBack(submission, asked, false) : undefined;
    case 'Rejected':
      return delivery.inPart === true ? undefined : asBefore(submission, asked);
    case 'Full':
    case 'Retired':
      return asBefore(submission, asked);
    case 'Unsettled':
    case 'Unfit':
    case 'Duplicate':
    case 'Superseded':
    case 'TakenBack':
    case 'OfAnother':
    case 'StillSaid':
    case 'NotHeld':
      return undefined;
  }
};
