import { setTimeout as sleep } from 'node:timers/promises';
import { QueueServiceClient, type DequeuedMessageItem } from '@azure/storage-queue';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type OutcomeMessage } from '../../shared/pipeline/outcomes/outcome-messages';

/** Reads `indicator-outcomes` as fast as they come, until it is told to end and the queue is empty. */
export interface OutcomeReader {
  readonly stop: () => Promise<void>;
}

export const readOutcomes = (
  connectionString: string,
  onOutcome: (outcome: Outcome) => void,
): OutcomeReader => {
  const queue =
    QueueServiceClient.fromConnectionString(connectionString).getQueueClient('indicator-outcomes');
  let stopping = false;
  const isStopping = (): boolean => stopping;

  const take = async ({ messageId, popReceipt, messageText }: DequeuedMessageItem): Promise<void> => {
    for (const outcome of (JSON.parse(messageText) as OutcomeMessage).outcomes) onOutcome(outcome);
    await queue.deleteMessage(messageId, popReceipt);
  };
  const takeAll = async (): Promise<number> => {
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
    await Promise.all(receivedMessageItems.map(take));
    return receivedMessageItems.length;
  };
  const read = async (): Promise<void> => {
    await queue.createIfNotExists();
    for (;;) {
      const last = isStopping();
      // A message that could not be deleted comes again, and only repeats itself.
      const count = await takeAll().catch(() => null);
      if (count === 0 && last) return;
      if (count === 0 || count === null) await sleep(100);
    }
  };
  const reading = read();
  return {
    stop: () => {
      stopping = true;
      return reading;
    },
  };
};
