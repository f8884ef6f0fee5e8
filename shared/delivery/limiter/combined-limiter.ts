import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Limiter } from '../ports';

/** Holds calls to both limits. Where one gives a permit and the other does not, that permit is spent. */
const both = (one: Limiter, other: Limiter): Limiter => ({
  take: (maxMs) =>
    pipe(
      one.take(maxMs),
      TE.flatMap(
        () => () =>
          other
            .take(maxMs)()
            .then((permit) => {
              if (E.isLeft(permit)) one.done();
              return permit;
            }),
      ),
    ),
  done: () => [one, other].forEach((limiter) => limiter.done()),
  permits: () => {
    const [ofOne, ofOther] = [one.permits(), other.permits()];
    return ofOne.left / ofOne.perMinute <= ofOther.left / ofOther.perMinute ? ofOne : ofOther;
  },
  pause: (seconds) => [one, other].forEach((limiter) => limiter.pause(seconds)),
});

/** A limiter whose every permit counts against each of the limits. */
export const combinedLimiter = (first: Limiter, ...others: readonly Limiter[]): Limiter =>
  others.reduce(both, first);
