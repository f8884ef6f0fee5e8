import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { type Ledger } from './ports';

export interface GuardOptions {
  /** Failures in a row, of reading or writing, after which the ledger is left alone. */
  readonly failures?: number;
  /** How long, before one call may try it again. */
  readonly peaceMs?: number;
}

const leftAlone = E.left(unavailable('table', 'ledger-circuit-open'));

/** A ledger that fails at once, with the code `ledger-circuit-open`, for a while after it failed several times. */
export const guarded = (ledger: Ledger, { failures = 3, peaceMs = 10_000 }: GuardOptions = {}): Ledger => {
  const breaker = circuitBreaker(
    handleWhenResult((result) => E.isLeft(result as E.Either<unknown, unknown>)),
    { halfOpenAfter: peaceMs, breaker: new ConsecutiveBreaker(failures) },
  );
  const guard =
    <A>(task: TaskEither<Unavailable, A>): TaskEither<Unavailable, A> =>
    () =>
      // While one call tries it again, the library lets the others wait for how that ends.
      breaker.state === CircuitState.HalfOpen
        ? Promise.resolve(leftAlone)
        : breaker.execute(task).catch(() => leftAlone);
  return {
    find: (destination, externalIds) => guard(ledger.find(destination, externalIds)),
    record: (destination, entries) => guard(ledger.record(destination, entries)),
  };
};
