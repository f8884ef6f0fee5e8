import { Semaphore } from 'async-mutex';
import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { type Ledger, type LedgerEntry } from './ports';

export interface GuardOptions {
  /** Failures in a row, of reading or writing, after which the ledger is left alone. */
  readonly failures?: number;
  /** How long, before one call may try it again. */
  readonly peaceMs?: number;
}

/** Rows under way. More make each slower, until all of them take too long; reading and writing do not wait for each other. */
const rowsAtOnce = 400;

const leftAlone = E.left(unavailable('table', 'ledger-circuit-open'));

/** A ledger that is not asked for too much at once, and that fails with `ledger-circuit-open`, unasked, for a while after it failed several times. */
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
  const inTurn = () => {
    const room = new Semaphore(rowsAtOnce);
    return <A>(rows: number, task: TaskEither<Unavailable, A>): TaskEither<Unavailable, A> =>
      () =>
        room.runExclusive(guard(task), Math.max(1, Math.min(rows, rowsAtOnce)));
  };
  const [reading, writing] = [inTurn(), inTurn()];
  const { claim } = ledger;
  // Outside the breaker: who waits for room when the ledger fails is told so at once.
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
