import { Semaphore } from 'async-mutex';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { type Ledger, type LedgerEntry } from './ports';

export interface GuardOptions {
  /** The number of failures in a row, of reading or writing, after which the ledger is left alone. */
  readonly failures?: number;
  /** How long it is left alone, until one call may try it again, in milliseconds. */
  readonly halfOpenAfterMs?: number;
}

/**
 * How many rows may be under way, for reading and for writing each. More would slow down every one, until all of them take too
 * long.
 */
const rowsAtOnce = 400;

const leftAlone = E.left(unavailable('table', 'ledger-circuit-open'));

/**
 * A ledger that is never asked for too much at once. After several failures it is left alone for a while, and every call fails
 * with `ledger-circuit-open`.
 */
export const guarded = (
  ledger: Ledger,
  { failures = 3, halfOpenAfterMs = 10_000 }: GuardOptions = {},
): Ledger => {
  const breaker = circuitBreaker(
    handleWhenResult((result) => E.isLeft(result as E.Either<unknown, unknown>)),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(failures) },
  );
  const guard =
    <A>(task: TaskEither<Unavailable, A>): TaskEither<Unavailable, A> =>
    () =>
      // While one call tries it again, the library would let the others wait for the result.
      breaker.state === CircuitState.HalfOpen
        ? Promise.resolve(leftAlone)
        : breaker.execute(task).catch(() => leftAlone);
  const inTurn = () => {
    const room = new Semaphore(rowsAtOnce);
    return <A>(rows: number, task: TaskEither<Unavailable, A>): TaskEither<Unavailable, A> =>
      () =>
        room.runExclusive(guard(task), Math.max(1, Math.min(rows, rowsAtOnce)));
  };
  const [reading, writing] = [inTurn(), inTurn()];
  const { claim } = ledger;
  // The bulkhead is outside the breaker: those who wait for room are told at once when the ledger fails.
  return {
    find: (destination, externalIds) => reading(externalIds.length, ledger.find(destination, externalIds)),
    record: (destination, entries) => writing(entries.length, ledger.record(destination, entries)),
    ...(claim === undefined
      ? {}
      : {
          claim: (destination: string, entries: readonly LedgerEntry[]) =>
            writing(entries.length, claim(destination, entries)),
        }),
  };
};
