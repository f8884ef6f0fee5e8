import { ownErrorDetail } from '../../shared/delivery/batches/bulk-operation';
import { type ErrorDetail, type Verdict } from '../../shared/destinations/destination';
import { requestIds } from '../pipeline/graph-script';

/** What the destination said, with a status of its own. */
export const answered = (status: number, retryAfterSeconds: number | null = null): ErrorDetail => ({
  code: `http-${status}`,
  message: '',
  status,
  retryAfterSeconds,
  requestIds,
});

/** That no answer came, or no call was made. */
export const unanswered = (code: string, retryAfterSeconds: number | null = null): ErrorDetail =>
  ownErrorDetail(code, '', retryAfterSeconds);

export const unsettledWith = (detail: ErrorDetail, count = 2): readonly Verdict[] =>
  Array.from({ length: count }, (_, n) => ({ _tag: 'Unsettled', externalId: `n${n}`, ...detail }));

export const allCreated: readonly Verdict[] = [
  { _tag: 'Created', externalId: 'n0', id: 'graph-n0', requestIds },
  { _tag: 'Created', externalId: 'n1', id: 'graph-n1', requestIds },
];
