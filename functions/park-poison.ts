import { type InvocationContext, type StorageQueueHandler } from '@azure/functions';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Failure } from '../shared/failure';
import { giveUpEvent, giveUpJob } from '../shared/pipeline/give-up';
import { type Outcome } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { eventsQueue, jobsQueue, maxDequeueCount } from './names';
import { publish } from './outcomes-output';
import { decodeMessage, eventOf, provenanceOf } from './queue-message';
import { settle } from './settle';
import { traced, type Traced } from './traced';

type GiveUp = (message: unknown, context: InvocationContext) => TE.TaskEither<Failure, readonly Outcome[]>;

const parkPoison =
  (environment: Environment, way: Pick<Traced, 'name' | 'channel'>, giveUp: GiveUp): StorageQueueHandler =>
  (message, context) => {
    const decoded = E.getOrElseW(() => message)(decodeMessage(message));
    return pipe(
      giveUp(decoded, context),
      TE.map((outcomes) => publish(environment, context, { channel: way.channel }, outcomes)),
      traced(environment, { ...way, context, message: decoded }),
      settle(context, way.channel),
    );
  };

/** Events that the host gave up become `parked` outcomes; their content is kept. */
export const parkEvent = (environment: Environment): StorageQueueHandler =>
  parkPoison(environment, { name: 'park-event', channel: 'queue' }, (body, context) =>
    giveUpEvent(environment)(eventOf(eventsQueue, context, body, environment.now()), maxDequeueCount),
  );

/** Jobs that the host gave up, likewise. */
export const parkJob = (environment: Environment): StorageQueueHandler =>
  parkPoison(environment, { name: 'park-job', channel: 'job' }, (message, context) =>
    giveUpJob(environment)(message, provenanceOf(jobsQueue, context, environment.now()), maxDequeueCount),
  );
