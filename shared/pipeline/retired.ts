import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Remark } from '../destinations/destination';
import { type Failure } from '../failure';
import { type Job } from './job';
import { handOver, nextJob } from './hand-over';
import { type Outcome, type Planned, type Stamp } from './outcome';
import { because, briefly, parkJob, postpone, type Past } from './postpone';
import { type Environment, type Route } from './ports';

/** What a destination took no more, and what it said. */
export interface Retired {
  readonly planned: Planned;
  readonly said: Remark;
}

type Settle = TE.TaskEither<Failure, readonly Outcome[]>;

/** Kept, not tried again: the API is gone. What cannot be kept now comes again later. */
const keep = (
  environment: Environment,
  job: Job,
  past: Past,
  stamp: Stamp,
  retired: readonly Retired[],
  said: Remark,
): Settle =>
  pipe(
    parkJob(environment)(job, because('destination-retired', said), stamp),
    TE.orElse(() => postpone(environment)(job.destination, retired, past, stamp)),
  );

/** What a route takes no more: to its successor, or parked. One alert for all. */
export const giveUpRetired =
  (environment: Environment, { name, successor }: Route, past: Past, stamp: Stamp) =>
  (retired: readonly Retired[]): Settle => {
    const [first] = retired;
    if (first === undefined) return TE.right([]);
    const { said } = first;
    environment.alert('destination-retired', name, briefly(said));
    const job = nextJob(name, past, retired);
    return successor === null
      ? keep(environment, job, past, stamp, retired, said)
      : handOver(environment, past, stamp, 'this destination takes nothing any more')(job, said, successor);
  };
