import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../../failure';
import { asItCame } from '../as-it-came';
import { readJob } from '../job';
import {
  leftOut,
  notCreated,
  reason,
  type Outcome,
  type Planned,
  type Provenance,
  type Stamp,
} from '../outcome';
import { park } from './park';
import { type Environment } from '../ports';
import { read } from '../reading/read';
import { type LeftOut, type Reading } from '../reading/merge-duplicates';
import { receivedAgain, type Received } from '../reading/read-event';
import { routesFor } from '../sender-rights';
import { shadowOf } from '../shadow/shadow-job';

const why = reason('attempts-exhausted', 'every try of the host failed; the content is kept');

const parkedAt =
  (destination: string, parkedAs: string, stamp: Stamp) =>
  (planned: Planned): Outcome =>
    notCreated(planned, { destination, state: 'parked', why, parkedAs }, stamp);

const nothing: Reading = { found: [], left: [] };

/** A message that the host gave up. */
export interface GivenUp {
  /** The provenance of the message as a whole. */
  readonly provenance: Provenance;
  /** The message's text as it came. */
  readonly content: string;
  /** The number of tries. */
  readonly tries: number;
}

type GiveUp = TE.TaskEither<Failure, readonly Outcome[]>;

/** Keeps a message whole without reading it: one outcome. */
export const giveUpUnread =
  (environment: Environment) =>
  (kind: 'event' | 'job', { provenance, content, tries }: GivenUp): GiveUp => {
    const stamp = { attempt: tries, settledAt: environment.now().toISOString() };
    return pipe(
      park(environment)({
        kind,
        reason: why,
        destination: null,
        provenance,
        indicators: 0,
        ...asItCame(content),
      }),
      TE.map((parkedAs) => [leftOut(provenance, { state: 'parked', why, parkedAs }, stamp)]),
    );
  };

const eventOf = ({ provenance, content }: GivenUp, body: unknown): Received => ({
  ...receivedAgain(provenance, body),
  text: content,
});

/**
 * An event that the host gave up. It is kept whole, with one outcome for each indicator and each destination that it was meant
 * for.
 */
export const giveUpEvent =
  (environment: Environment) =>
  (message: GivenUp, body: unknown): GiveUp => {
    const { provenance, content, tries } = message;
    const stamp = { attempt: tries, settledAt: environment.now().toISOString() };
    const skipped =
      (parkedAs: string) =>
      (item: LeftOut): Outcome =>
        leftOut(
          item.provenance,
          { state: 'parked', why: reason(item.reason.code, item.reason.text, item.reason), parkedAs },
          stamp,
        );
    const outcomesOf = ({ found, left }: Reading, parkedAs: string): readonly Outcome[] => [
      ...routesFor(environment, provenance.sender).flatMap(({ name }) =>
        found.map(parkedAt(name, parkedAs, stamp)),
      ),
      ...left.map(skipped(parkedAs)),
    ];
    return pipe(
      read(environment)(eventOf(message, body)),
      // What cannot be read now is kept all the same.
      TE.orElse(() => TE.right(nothing)),
      TE.flatMap((reading) =>
        reading.found.length + reading.left.length === 0
          ? giveUpUnread(environment)('event', message)
          : pipe(
              park(environment)({
                kind: 'event',
                reason: why,
                destination: null,
                provenance,
                indicators: reading.found.length,
                ...asItCame(content),
              }),
              TE.map((parkedAs) => outcomesOf(reading, parkedAs)),
            ),
      ),
    );
  };

/** A job that the host gave up: kept whole, one outcome for each of its indicators. */
export const giveUpJob =
  (environment: Environment) =>
  (message: GivenUp, body: unknown): GiveUp => {
    const settledAt = environment.now().toISOString();
    const { provenance, content, tries } = message;
    // Jobs of a shadow are not parked.
    if (shadowOf(body) !== null) return TE.right([]);
    const read = readJob(environment.now)(body);
    if (E.isLeft(read)) return giveUpUnread(environment)('job', message);
    const { job, expired } = read.right;
    const stamp = { attempt: job.attempts + tries, settledAt };
    const outcomesOf = (parkedAs: string): readonly Outcome[] => [
      ...job.items.map(parkedAt(job.destination, parkedAs, stamp)),
      ...expired.map((item) => ({
        ...leftOut(item.provenance, { state: 'parked', why, parkedAs }, stamp),
        destination: job.destination,
      })),
    ];
    return pipe(
      park(environment)({
        kind: 'job',
        reason: why,
        destination: job.destination,
        provenance: job.items[0]?.provenance ?? expired[0]?.provenance ?? provenance,
        indicators: job.items.length + expired.length,
        ...asItCame(content),
      }),
      TE.map(outcomesOf),
    );
  };
