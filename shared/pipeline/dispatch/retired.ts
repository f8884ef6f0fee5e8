import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type ErrorDetail } from '../../destinations/destination';
import { type Failure } from '../../failure';
import { type Job } from '../job';
import { handOver, nextJob } from './hand-over';
import { type Outcome, type Planned } from '../outcome';
import { reasonFor, briefly } from './error-reason';
import { parkJob } from '../parked/park-job';
import { postpone, type Attempted } from './postpone';
import { type Environment, type Route } from '../ports';

/** What a destination no longer takes, and what it said. */
export interface Retired {
  readonly planned: Planned;
  readonly detail: ErrorDetail;
}

type Settle = TE.TaskEither<Failure, readonly Outcome[]>;

interface Leaving {
  readonly job: Job;
  readonly retired: readonly Retired[];
  readonly detail: ErrorDetail;
}

/** The API is gone, so this is kept and not tried again. What cannot be kept now comes again later. */
const keep = (environment: Environment, tried: Attempted, { job, retired, detail }: Leaving): Settle =>
  pipe(
    parkJob(environment)(job, reasonFor('destination-retired', detail), tried.stamp),
    TE.orElse(() => postpone(environment)(job.destination, retired, tried)),
  );

/** Gives what a route no longer takes to its successor, or parks it. One alert covers all of it. */
export const giveUpRetired =
  (environment: Environment, { name, successor }: Route, tried: Attempted) =>
  (retired: readonly Retired[]): Settle => {
    const [first] = retired;
    if (first === undefined) return TE.right([]);
    const { detail } = first;
    environment.alert('destination-retired', name, briefly(detail));
    const job = nextJob(name, tried.past, retired);
    return successor === null
      ? keep(environment, tried, { job, retired, detail })
      : handOver(environment, tried.stamp, 'this destination takes nothing any more')(job, detail, successor);
  };
