import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../failure';
import { readJob, type Job } from './job';
import {
  leftOut,
  notCreated,
  reason,
  type Outcome,
  type Planned,
  type Provenance,
  type Stamp,
} from './outcome';
import { park } from './park';
import { type Environment } from './ports';
import { read } from './read';
import { type Left, type Received } from './read-event';

const why = reason('attempts-exhausted', 'every try of the host failed; the content is kept');

const parkedAt =
  (destination: string, parkedAs: string, stamp: Stamp) =>
  (planned: Planned): Outcome =>
    notCreated(planned, destination, 'parked', why, stamp, { parkedAs });

/** An event that the host gave up: kept whole, one outcome for each indicator and destination it was meant for. */
export const giveUpEvent =
  (environment: Environment) =>
  (event: Received, attempt: number): TE.TaskEither<Failure, readonly Outcome[]> => {
    const stamp = { attempt, settledAt: environment.now().toISOString() };
    const skipped =
      (parkedAs: string) =>
      (item: Left): Outcome =>
        leftOut(
          item.provenance,
          'parked',
          reason(item.reason.code, item.reason.text, item.reason),
          parkedAs,
          stamp,
        );
    return pipe(
      park(environment)({ kind: 'event', reason: why, content: event.body }),
      TE.flatMapTask((parkedAs) =>
        pipe(
          read(environment)(event),
          T.map(({ found, left }) => [
            ...environment.routes.flatMap(({ destination }) =>
              found.map(parkedAt(destination.name, parkedAs, stamp)),
            ),
            ...left.map(skipped(parkedAs)),
          ]),
        ),
      ),
    );
  };

/** A job that the host gave up: kept whole, one outcome for each of its indicators. */
export const giveUpJob =
  (environment: Environment) =>
  (message: unknown, provenance: Provenance, tries: number): TE.TaskEither<Failure, readonly Outcome[]> => {
    const settledAt = environment.now().toISOString();
    const unreadable = (parkedAs: string): readonly Outcome[] => [
      leftOut(provenance, 'parked', why, parkedAs, { attempt: tries, settledAt }),
    ];
    const perItem = (
      { destination, attempts, items }: Job,
      expired: readonly Provenance[],
      parkedAs: string,
    ) => {
      const stamp = { attempt: attempts + tries, settledAt };
      return [
        ...items.map(parkedAt(destination, parkedAs, stamp)),
        ...expired.map((from) => ({ ...leftOut(from, 'parked', why, parkedAs, stamp), destination })),
      ];
    };
    return pipe(
      park(environment)({ kind: 'job', reason: why, content: message }),
      TE.map((parkedAs) =>
        pipe(
          readJob(environment.now)(message),
          E.match(
            () => unreadable(parkedAs),
            ({ job, expired }) =>
              perItem(
                job,
                expired.map((item) => item.provenance),
                parkedAs,
              ),
          ),
        ),
      ),
    );
  };
