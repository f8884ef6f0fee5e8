import {
  type Answer,
  type Destination,
  type HttpAnswer,
  type HttpCall,
  type ErrorDetail,
  type Update,
  type Updating,
  type Verdict,
} from '../../destinations/destination';
import { noRequestIds, type Unavailable } from '../../failure';
import { type Indicator } from '../../indicator/indicator';

/** One kind of call of a destination, over items of one kind. */
export interface BulkOperation<A> {
  readonly request: (items: readonly A[], at: Date) => HttpCall;
  readonly read: (items: readonly A[], answer: HttpAnswer) => Answer;
  readonly externalIdOf: (item: A) => string;
}

export const creating = ({ request, read }: Destination): BulkOperation<Indicator> => ({
  request,
  read,
  externalIdOf: ({ externalId }) => externalId,
});

export const changing = ({ request, read }: Pick<Updating, 'request' | 'read'>): BulkOperation<Update> => ({
  request,
  read,
  externalIdOf: ({ indicator }) => indicator.externalId,
});

/** An error that the gateway itself found, without an answer of the destination behind it. */
export const ownErrorDetail = (
  code: string,
  message: string,
  retryAfterSeconds: number | null = null,
): ErrorDetail => ({ code, message, status: null, retryAfterSeconds, requestIds: noRequestIds });

export const budgetSpent = ownErrorDetail(
  'budget-spent',
  'there was no time left for this in the invocation',
);

export const ledgerUnreachable = ownErrorDetail(
  'ledger-unreachable',
  'what is held, and who says it, could not be read or written',
);

/** The wait before the indicator is tried again. Most calls take less. */
const elsewhereSeconds = 5;

export const sentElsewhere = ownErrorDetail(
  'brought-elsewhere',
  'another instance brings the same just now; what came of that is looked at then',
  elsewhereSeconds,
);

export const noAnswer = ownErrorDetail('no-answer-for-item', 'the destination gave no verdict on this');

export const fromFailure = ({
  code,
  retryAfterSeconds,
  requestIds,
  dependency,
}: Unavailable): ErrorDetail => ({
  code,
  message: `${dependency} unavailable`,
  status: null,
  retryAfterSeconds,
  requestIds,
});

export const unsettled = (externalId: string, detail: ErrorDetail): Verdict => ({
  _tag: 'Unsettled',
  externalId,
  ...detail,
});

const detailOf = ({ code, message, status, retryAfterSeconds, requestIds }: ErrorDetail): ErrorDetail => ({
  code,
  message,
  status,
  retryAfterSeconds,
  requestIds,
});

/** The first error where no verdict is final, because the destination is busy or down; else null. */
export const outageOf = (verdicts: readonly Verdict[]): ErrorDetail | null => {
  const [first] = verdicts;
  return first?._tag === 'Unsettled' && verdicts.every(({ _tag }) => _tag === 'Unsettled')
    ? detailOf(first)
    : null;
};
