import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type PoisonMessage, type PoisonQueue } from '../pipeline/ports';
import { asSent } from './as-sent';
import { attempt, queueService, type Account } from './storage';

/** Most messages that a queue gives at once (Azure Storage documentation). */
const maxTaken = 32;

/** How long taken messages stay hidden: longer than a sweep takes. What a sweep could not settle, a later one takes. */
const hiddenSeconds = 300;

/** The poison queue of `of`, through the storage SDK. A missing queue is empty. */
export const poisonQueue = (
  account: Account,
  { of, poison, kind }: Pick<PoisonQueue, 'of' | 'kind'> & { readonly poison: string },
): PoisonQueue => {
  const queue = queueService(account).getQueueClient(poison);
  const options = { numberOfMessages: maxTaken, visibilityTimeout: hiddenSeconds };
  const take = attempt('queue', async (abortSignal): Promise<readonly PoisonMessage[]> => {
    const { receivedMessageItems, _response } = await queue.receiveMessages({ ...options, abortSignal });
    return asSent(receivedMessageItems, _response).map((message) => ({
      id: message.messageId,
      text: message.messageText,
      insertedAt: message.insertedOn,
      times: message.dequeueCount,
      receipt: message.popReceipt,
    }));
  });
  return {
    of,
    kind,
    take: pipe(
      take,
      TE.orElse((failure) => (failure.code === 'QueueNotFound' ? TE.right([]) : TE.left(failure))),
    ),
    remove: ({ id, receipt }) =>
      pipe(
        attempt('queue', (abortSignal) => queue.deleteMessage(id, receipt, { abortSignal })),
        TE.asUnit,
      ),
  };
};
