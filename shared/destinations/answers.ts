import { type Indicator } from '../indicator/indicator';
import { type Answer, type HttpAnswer, type ErrorDetail, type Verdict } from './destination';

/** What every destination reads alike in an answer. */

/**
 * Whether an answer means success. Text that is no JSON comes from somebody on the way, whatever its status: the APIs answer in
 * JSON, or with nothing.
 */
export const isSuccess = ({ status, isUnreadable }: HttpAnswer): boolean =>
  status >= 200 && status < 300 && isUnreadable !== true;

/**
 * Whether a call was refused for its content, so that halves of it may be taken. Any other refusal is of the moment, or of the
 * way to the API.
 */
export const isOfContent = ({ status }: HttpAnswer): boolean => [400, 413, 422].includes(status);

export const errorDetailOf = (answer: HttpAnswer, code: string, message: string): ErrorDetail => ({
  code,
  message,
  status: answer.status,
  retryAfterSeconds: answer.retryAfterSeconds,
  requestIds: answer.requestIds,
});

/** The same verdict for every item of a call, when none was taken. */
export const everyOne = (
  tag: Exclude<Verdict['_tag'], 'Created' | 'Updated' | 'Revoked'>,
  indicators: readonly Indicator[],
  detail: ErrorDetail,
): Answer => ({
  _tag: 'Verdicts',
  verdicts: indicators.map(({ externalId }) => ({ _tag: tag, externalId, ...detail })),
});

/** A text that is not empty. Unlike text of senders, it is taken to the letter. */
export const filledText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const textOr = (value: unknown, otherwise: string): string => filledText(value) ?? otherwise;
