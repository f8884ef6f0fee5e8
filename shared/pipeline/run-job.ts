import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../codec/violation';
import { type Failure } from '../failure';
import { asItCame } from './as-it-came';
import { dispatch } from './dispatch/dispatch';
import { expiredOutcome } from './expired';
import { readJob, type ReadJob } from './job';
import { leftOut, reason, type Outcome, type Provenance, type Reason, type Stamp } from './outcome';
import { park } from './parked/park';
import { maxVisibilitySeconds } from './dispatch/enqueue-job';
import { parkJob } from './parked/park-job';
import { type Environment } from './ports';

/** A job message as the queue hands it over. */
export interface JobMessage {
  /** The value in its text. */
  readonly message: unknown;
  readonly text: string;
  /** The tries of this very message, including this one. */
  readonly dequeueCount: number;
  readonly deadline: Date;
  /** What is known of a message that turns out not to be a job. */
  readonly provenance: Provenance;
}

/** An indicator may expire while it waits, and one that was edited while parked may be wrong in any way. */
const reasonWhy = (violations: readonly Violation[]): Reason =>
  violations.every(({ pointer }) => pointer.endsWith('/expirationDateTime'))
    ? reason('expired-while-waiting', 'it expired before it could be delivered', { violations })
    : reason('indicator-invalid', 'a valid tiIndicator; the violations say what to change', { violations });

const notAJob: Reason = reason('not-a-job', 'this message is no job of this gateway, or of another version');

const parkMessage =
  (environment: Environment, { text, provenance }: JobMessage, stamp: Stamp) =>
  (violations: readonly Violation[]): TE.TaskEither<Failure, readonly Outcome[]> => {
    const why = { ...notAJob, violations };
    return pipe(
      park(environment)({
        kind: 'job',
        reason: why,
        destination: null,
        provenance,
        indicators: 0,
        ...asItCame(text),
      }),
      TE.map((parkedAs) => [leftOut(provenance, { state: 'parked', why, parkedAs }, stamp)]),
    );
  };

/** A queue counts whole seconds, and clocks differ a little. */
const earlyMs = 1000;

/**
 * The job came too early: the queue could not hide it long enough, or somebody put it back. It goes back for the rest of its
 * wait.
 */
const putBack = (
  environment: Environment,
  text: string,
  waitMs: number,
): TE.TaskEither<Failure, readonly Outcome[]> =>
  pipe(
    environment.jobs.enqueue(text, Math.min(Math.ceil(waitMs / 1000), maxVisibilitySeconds)),
    TE.map(() => []),
  );

/** Whether an outcome is news. The sender was told once that these wait, which is enough. */
const isNews = ({ state }: Outcome): boolean => state !== 'deferred';

/**
 * Delivers one job; what is left of it waits again, or is parked. A Left means that it could not be queued, so the host brings
 * the message again later. That something still waits is not reported again.
 */
export const runJob =
  (environment: Environment) =>
  (taken: JobMessage): TE.TaskEither<Failure, readonly Outcome[]> => {
    const run = ({ job, expired }: ReadJob): TE.TaskEither<Failure, readonly Outcome[]> => {
      const waitMs = job.notBefore === null ? 0 : Date.parse(job.notBefore) - environment.now().getTime();
      if (waitMs > earlyMs) return putBack(environment, taken.text, waitMs);
      const ageSeconds = (environment.now().getTime() - Date.parse(job.firstSeenAt)) / 1000;
      environment.telemetry.record('gateway.job.age', ageSeconds, { destination: job.destination });
      const attempts = job.attempts + taken.dequeueCount - 1;
      const stamp = { attempt: attempts + 1, settledAt: environment.now().toISOString() };
      const routes = environment.routes.filter(({ name }) => name === job.destination);
      const off = reason('destination-off', `${job.destination} is not switched on in DESTINATIONS`);
      const delivered: TE.TaskEither<Failure, readonly Outcome[]> =
        routes.length === 0
          ? parkJob(environment)(job, off, stamp)
          : dispatch(environment)({
              planned: job.items,
              routes,
              attempts,
              firstSeenAt: job.firstSeenAt,
              history: job.history,
              deadline: taken.deadline,
              later: false,
            });
      return pipe(
        delivered,
        TE.map((outcomes) => [
          ...outcomes.filter(isNews),
          ...expired.map(expiredOutcome(job.destination, stamp, reasonWhy)),
        ]),
      );
    };
    const stamp = { attempt: taken.dequeueCount, settledAt: environment.now().toISOString() };
    return pipe(
      readJob(environment.now)(taken.message),
      E.match(parkMessage(environment, taken, stamp), run),
    );
  };
