import { type InvocationContext, type StorageQueueHandler } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { readMessageText } from '../shared/envelopes/message-text';
import { type Failure } from '../shared/failure';
import { feedPartOf, linesOfPart, receivePart, type FeedPart } from '../shared/pipeline/feed';
import { createFeedTurns, secondsToTurn } from '../shared/pipeline/feed-turns';
import { type Environment } from '../shared/pipeline/ports';
import { type Outcome } from '../shared/pipeline/outcome';
import { type KeptAs } from '../shared/pipeline/record/slips';
import { runJob } from '../shared/pipeline/run-job';
import { runShadow } from '../shared/pipeline/shadow/run-shadow';
import { shadowOf } from '../shared/pipeline/shadow/shadow-job';
import { jobsQueue } from './names';
import { publish } from './outcomes-output';
import { messageOf, provenanceOf, queueBudgetMs, textOf } from './queue-message';
import { orThrow } from './or-throw';
import { traced } from './traced';

/** Where nothing is left to be said of a part, that it was read is kept all the same. */
const keptAs = (part: FeedPart | null, { invocationId }: InvocationContext): KeptAs => {
  if (part === null) return { mark: { kind: 'later' } };
  const { provenance, first } = part;
  const mark = { kind: 'part', first, lines: linesOfPart(part), run: invocationId } as const;
  return { intakeId: provenance.intakeId, mark };
};

/**
 * The queue `indicator-jobs`: what could not be delivered at once, and lists that are too long to be read at once. Throws when nothing
 * was settled, so that the host retries. Parts of lists take turns: one that finds no room goes back on the queue, which leaves the others
 * of the host's hands to what else is there.
 */
export const deliverJob = (environment: Environment): StorageQueueHandler => {
  const turns = createFeedTurns();
  return (message, context) => {
    const receivedAt = environment.now();
    const text = textOf(message);
    const decoded = E.getOrElseW(() => text)(readMessageText(text));
    const taken = {
      message: decoded,
      text,
      dequeueCount: messageOf(context).dequeueCount,
      deadline: new Date(receivedAt.getTime() + queueBudgetMs),
      provenance: provenanceOf(jobsQueue, context, receivedAt),
    };
    const part = feedPartOf(decoded);
    const shadow = shadowOf(decoded);
    if (shadow !== null) return runShadow(environment)(taken, shadow)();
    // One that was begun before is not put back, as its tries would be counted anew.
    const turn = part === null ? null : turns.reserve(taken.dequeueCount === 1);
    if (part !== null && turn === null) {
      const again = environment.jobs.enqueue(text, secondsToTurn(environment.random()));
      return orThrow(context, 'job')(again);
    }
    const settled: TE.TaskEither<Failure, readonly Outcome[]> =
      part === null || turn === null
        ? runJob(environment)(taken)
        : pipe(
            () => turn(receivePart(environment)(part, taken)),
            TE.map(({ outcomes }) => outcomes),
          );
    return pipe(
      settled,
      TE.flatMapTask((outcomes) =>
        publish(environment, context, { channel: 'job' }, outcomes, keptAs(part, context)),
      ),
      traced(environment, { name: 'deliver-job', channel: 'job', context, message: decoded }),
      orThrow(context, 'job'),
    );
  };
};
