import { type Delivery } from './delivery';
import { entryOf } from './ledger';
import { type LedgerEntry } from './ports';
import { type Submission } from './submitter';

/** What is known of it beside what a call says. */
const fromRow = ({ row }: Submission): Partial<LedgerEntry> => ({
  saidBy: row?.saidBy,
  othersSayIt: row?.othersSayIt,
  news: [],
});

const wordsOf = (submission: Submission, asked: Call): Partial<LedgerEntry> =>
  isOnTheWay(submission, asked) ? fromRow(submission) : (submission.words ?? fromRow(submission));

/** What is asked of a destination, which need not be what an item wants in the end. */
export interface Call {
  readonly call: 'create' | 'change' | 'take-back';
  /** What is revoked there stays so under its id. */
  readonly isForGood: boolean;
}

/** Before its end has come, nothing is heard: what is made to learn its id, and what goes to come anew. */
const isOnTheWay = ({ deliveryItem }: Submission, { call }: Call): boolean =>
  (deliveryItem.takesBack !== undefined) !== (call === 'take-back');

/** What its source says of its end, and what is written down of the row; of one that holds nothing it may be going. */
const beside = ({ deliveryItem: { end }, row, held }: Submission): Partial<LedgerEntry> => ({
  ...(end === undefined ? {} : { end }),
  ...(row?.due === undefined ? {} : { due: row.due }),
  ...(row?.listed === undefined || held === null ? {} : { listed: row.listed }),
});

const madeAnew = { generation: 0 };

/**
 * That a call is about to be made. Who says it is no matter of it: nobody has been told yet that it was heard. An action that is
 * to change is none that is known.
 */
export const intentOf = (submission: Submission, asked: Call): LedgerEntry => {
  const { deliveryItem, held, row } = submission;
  const { indicator, sourceTime } = deliveryItem;
  const id = held?.id ?? row?.id ?? '';
  const { generation } = held ?? madeAnew;
  // What is made only to learn its id is nobody's word.
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
    ...wordsOf(submission, asked),
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
    ...wordsOf(submission, asked),
    ...(held !== null && held.generation > 0 ? { generation: held.generation } : {}),
    sourceTime,
    state: 'revoked',
    ...(asked.isForGood && wasThere ? { revoked: true } : {}),
  };
};

/** What was refused was not taken, so all is as it was; of what was to be replaced nobody knows. */
const asBefore = (submission: Submission, asked: Call): LedgerEntry | undefined => {
  if (asked.call === 'create' && submission.held !== null) return undefined;
  const row = submission.row ?? { ...intentOf(submission, asked), id: '', state: 'absent' as const };
  return { ...row, news: [] };
};

/** What the ledger is to hold after an answer; undefined where nobody knows what came of the call. */
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
    case 'Full':
    case 'Retired':
      return asBefore(submission, asked);
    case 'Unsettled':
    case 'Unfit':
    case 'Duplicate':
    case 'Superseded':
    case 'TakenBack':
    case 'StillSaid':
    case 'NotHeld':
      return undefined;
  }
};
