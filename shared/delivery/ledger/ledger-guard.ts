import { Semaphore } from 'async-mutex';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../../failure';
import { type Ledger, type LedgerEntry } from '../ports';

export interface GuardOptions {
  /** The number of failures in a row, of reads or writes, that opens the circuit. */
  readonly failures?: number;
  /** How long the circuit stays open until one call may probe, in milliseconds. */
  readonly halfOpenAfterMs?: number;
}

/** The most rows that are read at once, and the most that are written. With more, each would take longer, until all take too long. */
const rowsAtOnce = 400;

const leftAlone = E.left(unavailable('table', 'ledger-circuit-open'));

/**
 * Limits how many rows of the ledger are under way at once. After several failures in a row, every call fails with
 * `ledger-circuit-open` for a while.
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
      // While one call probes the ledger, the library would make the others wait for its result.
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
  // The bulkhead is outside the breaker, so calls that wait for room fail at once when the circuit opens.
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
