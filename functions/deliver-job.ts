import { type InvocationContext, type StorageQueueHandler } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { readMessageText } from '../shared/envelopes/message-text';
import { type Failure } from '../shared/failure';
import {
  feedPartOf,
  linesOfPart,
  nameOfPart,
  putBackPart,
  receivePart,
  type FeedPart,
} from '../shared/pipeline/feed/feed';
import { createFeedTurns, secondsToTurn } from '../shared/pipeline/feed/feed-turns';
import { type Environment } from '../shared/pipeline/ports';
import { type Outcome } from '../shared/pipeline/outcome';
import { type KeptAs } from '../shared/pipeline/record/outcome-batches';
import { runJob, type JobMessage } from '../shared/pipeline/run-job';
import { runShadow } from '../shared/pipeline/shadow/run-shadow';
import { shadowOf } from '../shared/pipeline/shadow/shadow-job';
import { jobsQueue } from './names';
import { publish } from './outcomes-output';
import { messageOf, provenanceOf, queueBudgetMs, textOf } from './queue-message';
import { orThrow } from './or-throw';
import { traced } from './traced';

/** Where nothing is left to say about a part, it is recorded all the same that it was read. */
const keptAs = (part: FeedPart | null, { invocationId }: InvocationContext): KeptAs => {
  if (part === null) return { mark: { kind: 'later' } };
  const { provenance, first } = part;
  const mark = { kind: 'part', first, lines: linesOfPart(part), run: invocationId } as const;
  return { intakeId: provenance.intakeId, mark };
};

type Telling = (settled: TE.TaskEither<Failure, readonly Outcome[]>) => TE.TaskEither<Failure, void>;

/**
 * The queue `indicator-jobs`: what could not be delivered at once, and lists too long to be read at once. Throws when nothing
 * was settled, so that the host retries. Parts of lists take turns. A part that finds no room goes back on the queue, which
 * leaves the host's other hands to other messages. A part that another message brought as well is read once.
 */
export const deliverJob = (environment: Environment): StorageQueueHandler => {
  const turns = createFeedTurns();

  const readOnce = (part: FeedPart, taken: JobMessage, told: Telling): TE.TaskEither<Failure, void> => {
    const name = nameOfPart(part);
    const read = pipe(
      receivePart(environment)(part, taken),
      TE.map(({ outcomes }) => outcomes),
    );
    // A message that was begun before is not put back, since its tries would be counted from the start.
    const turn = taken.dequeueCount === 1 ? turns.reserve(name) : turns.insist(name);
    if (turn === 'read') return TE.right(undefined);
    if (turn !== 'no-room') return turn(read, told);
    const seconds = secondsToTurn(environment.random(), part.putBack ?? 0);
    return pipe(
      environment.jobs.enqueue(putBackPart(part), seconds),
      // The new message may be there all the same: each failure that brought this one again would add a copy.
      TE.orElse(() => turns.insist(name)(read, told)),
    );
  };

  return (message, context) => {
    const receivedAt = environment.now();
    const text = textOf(message);
    const decoded = E.getOrElseW(() => text)(readMessageText(text));
    const taken = {
      message: decoded,
      text,
      dequeueCount: messageOf(context).dequeueCount,
      deadline: new Date(receivedAt.getTime() + queueBudgetMs),
      provenance: provenanceOf(context, { queue: jobsQueue, receivedAt }),
    };
    const part = feedPartOf(decoded);
    const shadow = shadowOf(decoded);
    if (shadow !== null) return runShadow(environment)(taken, shadow)();
    const told: Telling = (settled) =>
      pipe(
        settled,
        TE.flatMapTask((outcomes) =>
          publish(environment, context, {
            arrival: { channel: 'job' },
            outcomes,
            kept: keptAs(part, context),
          }),
        ),
        traced(environment, { name: 'deliver-job', channel: 'job', context, message: decoded }),
      );
    const work = part === null ? told(runJob(environment)(taken)) : readOnce(part, taken, told);
    return orThrow(context, 'job')(work);
  };
};
