import { type ErrorDetail } from '../../destinations/destination';
import { reason, type Reason } from '../outcome';

/** The reason of an outcome, with what the destination said. */
export const reasonFor = (code: string, { code: destinationCode, message, status }: ErrorDetail): Reason =>
  reason(code, `${destinationCode}${message === '' ? '' : `: ${message}`}`, { destinationCode, status });

/** Status and code only: a destination's message may repeat what was sent. */
export const briefly = ({ status, code }: ErrorDetail): string =>
  `last answer ${status === null ? '' : `${status} `}${code}`;
