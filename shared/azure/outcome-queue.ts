import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type OutcomeQueue } from '../pipeline/ports';
import { attempt, creatingWhatIsMissing, forever, queueService, type Account } from './storage';

/** The queue of outcomes, through the storage SDK: its messages live until they are taken. */
export const outcomeQueue = (account: Account, name: string): OutcomeQueue => {
  const queue = queueService(account).getQueueClient(name);
  const create = attempt('queue', (abortSignal) => queue.createIfNotExists({ abortSignal }));
  const send = (message: string) =>
    creatingWhatIsMissing(
      'QueueNotFound',
      create,
      attempt('queue', (abortSignal) =>
        queue.sendMessage(message, { messageTimeToLive: forever, abortSignal }),
      ),
    );
  return { write: (messages) => pipe(messages, TE.traverseSeqArray(send), TE.asUnit) };
};
