import { type StorageQueueHandler } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Environment } from '../shared/pipeline/ports';
import { runJob } from '../shared/pipeline/run-job';
import { jobsQueue } from './names';
import { publish } from './outcomes-output';
import { decodeMessage, messageOf, provenanceOf, queueBudgetMs } from './queue-message';
import { settle } from './settle';
import { traced } from './traced';

/** The queue `indicator-jobs`: what could not be delivered at once. Throws when nothing was settled, so that the host retries. */
export const deliverJob =
  (environment: Environment): StorageQueueHandler =>
  (message, context) => {
    const receivedAt = environment.now();
    const decoded = E.getOrElseW(() => message)(decodeMessage(message));
    const taken = {
      message: decoded,
      dequeueCount: messageOf(context).dequeueCount,
      deadline: new Date(receivedAt.getTime() + queueBudgetMs),
      provenance: provenanceOf(jobsQueue, context, receivedAt),
    };
    return pipe(
      runJob(environment)(taken),
      TE.map((outcomes) => publish(environment, context, { channel: 'job' }, outcomes)),
      traced(environment, { name: 'deliver-job', channel: 'job', context, message: decoded }),
      settle(context, 'job'),
    );
  };
