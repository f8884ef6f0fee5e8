import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../codec/violation';
import { type Failure } from '../failure';
import { dispatch } from './dispatch';
import { jobRecord, readJob, type Job, type ReadJob } from './job';
import {
  leftOut,
  notCreated,
  reason,
  type Outcome,
  type Provenance,
  type Reason,
  type Stamp,
} from './outcome';
import { park } from './park';
import { type Environment } from './ports';

/** A job message as the queue hands it over. */
export interface Taken {
  readonly message: unknown;
  /** Tries of this very message, this one included. */
  readonly dequeueCount: number;
  readonly deadline: Date;
  /** What is known of a message that turns out to be no job. */
  readonly provenance: Provenance;
}

/** An indicator may expire while it waits; one that was edited while parked may be wrong in any way. */
const reasonWhy = (violations: readonly Violation[]): Reason =>
  violations.every(({ pointer }) => pointer.endsWith('/expirationDateTime'))
    ? reason('expired-while-waiting', 'it expired before it could be delivered', { violations })
    : reason('indicator-invalid', 'a valid tiIndicator; the violations say what to change', { violations });

const expiredOutcome =
  (destination: string, stamp: Stamp) =>
  ({ provenance, violations }: ReadJob['expired'][number]): Outcome => ({
    ...leftOut(provenance, 'skipped', reasonWhy(violations), null, stamp),
    destination,
  });

const notAJob: Reason = reason('not-a-job', 'this message is no job of this gateway, or of another version');

const parkMessage =
  (environment: Environment, { message, provenance }: Taken, stamp: Stamp) =>
  (violations: readonly Violation[]): TE.TaskEither<Failure, readonly Outcome[]> => {
    const why = { ...notAJob, violations };
    return pipe(
      park(environment)({ kind: 'job', reason: why, content: message }),
      TE.map((parkedAs) => [leftOut(provenance, 'parked', why, parkedAs, stamp)]),
    );
  };

/** The destination was switched off while the job waited: kept, for whoever switches it on again. */
const parkHomeless = (environment: Environment, job: Job, stamp: Stamp) => {
  const { destination, items } = job;
  const why = reason('destination-off', `${destination} is not switched on in DESTINATIONS`);
  return pipe(
    park(environment)({ kind: 'job', reason: why, content: jobRecord(job) }),
    TE.map((parkedAs) =>
      items.map((item) => notCreated(item, destination, 'parked', why, stamp, { parkedAs })),
    ),
  );
};

/** Delivers one job. A Left means that nothing of it was settled: the host brings the message again, later. */
export const runJob =
  (environment: Environment) =>
  (taken: Taken): TE.TaskEither<Failure, readonly Outcome[]> => {
    const run = ({ job, expired }: ReadJob): TE.TaskEither<Failure, readonly Outcome[]> => {
      const attempts = job.attempts + taken.dequeueCount - 1;
      const stamp = { attempt: attempts + 1, settledAt: environment.now().toISOString() };
      const routes = environment.routes.filter(({ destination }) => destination.name === job.destination);
      const order = { planned: job.items, routes, attempts, deadline: taken.deadline, later: false } as const;
      const delivered: TE.TaskEither<Failure, readonly Outcome[]> =
        routes.length === 0
          ? parkHomeless(environment, job, stamp)
          : dispatch(environment)({ ...order, onOutage: 'fail' });
      return pipe(
        delivered,
        TE.map((outcomes) => [...outcomes, ...expired.map(expiredOutcome(job.destination, stamp))]),
      );
    };
    const stamp = { attempt: taken.dequeueCount, settledAt: environment.now().toISOString() };
    return pipe(
      readJob(environment.now)(taken.message),
      E.match(parkMessage(environment, taken, stamp), run),
    );
  };
