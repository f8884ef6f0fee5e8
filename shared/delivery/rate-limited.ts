import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Exchange, type HttpAnswer, type HttpCall } from '../destinations/destination';
import { type CallLimits } from './limits';
import { type Limiter } from './ports';
import { maxWaitInPlaceSeconds } from './resilience';

/** The pause for a busy destination that does not ask for one. */
const usualPeaceSeconds = 1;

const pauseAsked = ({ status, retryAfterSeconds }: HttpAnswer): number | null => {
  if (status === 429) return retryAfterSeconds ?? usualPeaceSeconds;
  return status === 503 ? retryAfterSeconds : null;
};

const limiterOf = ({ usual, apart }: CallLimits, { countedAs }: HttpCall): Limiter =>
  (countedAs === undefined ? undefined : apart.get(countedAs)) ?? usual;

/** Takes a permit for every call. When a destination asks for a pause, all instances pause. */
export const rateLimited =
  (limits: CallLimits, exchange: Exchange): Exchange =>
  (call, timeoutMs) => {
    const limiter = limiterOf(limits, call);
    return pipe(
      limiter.take(Math.min(timeoutMs, maxWaitInPlaceSeconds * 1000)),
      TE.flatMap(() => () => exchange(call, timeoutMs)().finally(limiter.done)),
      TE.tapIO((answer) => () => {
        const seconds = pauseAsked(answer);
        if (seconds !== null) limiter.pause(seconds);
      }),
    );
  };
