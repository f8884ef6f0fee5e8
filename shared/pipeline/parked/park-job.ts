import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../../failure';
import { jobRecord, type Job } from '../job';
import { notCreated, type Outcome, type Reason, type Stamp } from '../outcome';
import { park } from './park';
import { type Environment } from '../ports';

/** Keeps a job whole, with one `parked` outcome for each of its indicators. */
export const parkJob =
  (environment: Environment) =>
  (job: Job, why: Reason, stamp: Stamp): TE.TaskEither<Failure, readonly Outcome[]> => {
    const { destination, items } = job;
    const [first] = items;
    return first === undefined
      ? TE.right([])
      : pipe(
          park(environment)({
            kind: 'job',
            reason: why,
            destination,
            provenance: first.provenance,
            indicators: items.length,
            content: jobRecord(job),
          }),
          TE.map((parkedAs) =>
            items.map((item) => notCreated(item, { destination, state: 'parked', why, parkedAs }, stamp)),
          ),
        );
  };
