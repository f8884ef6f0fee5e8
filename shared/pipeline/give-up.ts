import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
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
import { provenanceOfEvent, type Left, type Received, type Reading } from './read-event';

const why = reason('attempts-exhausted', 'every try of the host failed; the content is kept');

const parkedAt =
  (destination: string, parkedAs: string, stamp: Stamp) =>
  (planned: Planned): Outcome =>
    notCreated(planned, destination, 'parked', why, stamp, { parkedAs });

/** An event that cannot be read now is kept all the same, with one outcome for the whole of it. */
const unread = (event: Received): Reading => ({
  found: [],
  left: [{ provenance: provenanceOfEvent(event), reason: { ...why, unreadable: true } }],
});

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
      read(environment)(event),
      TE.orElse(() => TE.right(unread(event))),
      TE.flatMap(({ found, left }) =>
        pipe(
          park(environment)({
            kind: 'event',
            reason: why,
            destination: null,
            provenance: provenanceOfEvent(event),
            indicators: found.length,
            content: event.body,
          }),
          TE.map((parkedAs) => [
            ...environment.routes.flatMap(({ name }) => found.map(parkedAt(name, parkedAs, stamp))),
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
    const read = readJob(environment.now)(message);
    const job = E.isRight(read) ? read.right.job : null;
    const expired = E.isRight(read) ? read.right.expired.map((item) => item.provenance) : [];
    return pipe(
      park(environment)({
        kind: 'job',
        reason: why,
        destination: job?.destination ?? null,
        provenance: job?.items[0]?.provenance ?? expired[0] ?? provenance,
        indicators: (job?.items.length ?? 0) + expired.length,
        content: message,
      }),
      TE.map((parkedAs) => (job === null ? unreadable(parkedAs) : perItem(job, expired, parkedAs))),
    );
  };
