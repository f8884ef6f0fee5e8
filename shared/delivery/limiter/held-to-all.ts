import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Limiter } from '../ports';

/** Both limits hold. A permit of the one that the other does not follow with its own is spent. */
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

/** A limiter of which each permit is one of every limit. */
export const heldToAll = (first: Limiter, ...others: readonly Limiter[]): Limiter =>
  others.reduce(both, first);
