import { type Indicator } from '../indicator/indicator';
import { type Answer, type HttpAnswer, type Remark, type Verdict } from './destination';

/** What every destination reads alike in an answer. */

/** Text that is no JSON is a page of somebody on the way, whatever its status: the APIs answer in JSON, or with nothing. */
export const isSuccess = ({ status, isUnreadable }: HttpAnswer): boolean =>
  status >= 200 && status < 300 && isUnreadable !== true;

/** Refused for what is in it, so that halves of it may be taken; anything else is of the moment, or of the way here. */
export const isOfContent = ({ status }: HttpAnswer): boolean => [400, 413, 422].includes(status);

export const remarkOn = (answer: HttpAnswer, code: string, message: string): Remark => ({
  code,
  message,
  status: answer.status,
  retryAfterSeconds: answer.retryAfterSeconds,
  requestIds: answer.requestIds,
});

/** The same verdict for all of a call, none of which was taken. */
export const everyOne = (
  tag: Exclude<Verdict['_tag'], 'Created' | 'Updated' | 'Revoked'>,
  indicators: readonly Indicator[],
  said: Remark,
): Answer => ({
  _tag: 'Verdicts',
  verdicts: indicators.map(({ externalId }) => ({ _tag: tag, externalId, ...said })),
});

export const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;
