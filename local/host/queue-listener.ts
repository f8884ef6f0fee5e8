import { setImmediate } from 'node:timers/promises';
import type { DequeuedMessageItem } from '@azure/storage-queue';
import { asSent } from '../../shared/azure/as-sent';
import { createBackoff } from './backoff';
import { messageOf } from './message-of';
import { createQueueWork, type QueueWorkOptions } from './queue-work';
import { statusOf } from './storage';

export interface QueueListener {
  readonly queueName: string;
  /** Polls now: something was sent to the queue. */
  readonly wake: () => void;
  /** No more polls. */
  readonly stop: () => void;
  /** Lets go of the messages whose function is still running, and settles the others. */
  readonly finish: () => Promise<void>;
}

/** Polls a queue as the WebJobs queue listener does (QueueListener.cs of the storage extension). */
export const startQueueListener = (options: QueueWorkOptions): QueueListener => {
  const { queue, settings, invisibility, log } = options;
  const { work, release, abandon } = createQueueWork(options);
  const backoff = createBackoff(settings.maxPollingInterval);
  const inWork = new Set<Promise<void>>();
  let stopping = false;
  let awake = false;
  let endPause: () => void = () => undefined;
  const isStopping = (): boolean => stopping;

  const receive = async (): Promise<readonly DequeuedMessageItem[]> => {
    try {
      const received = await queue.receiveMessages({
        numberOfMessages: settings.batchSize,
        visibilityTimeout: invisibility,
      });
      return asSent(received.receivedMessageItems, received._response);
    } catch (error) {
      if (statusOf(error) !== 404)
        log.write('warning', `Queue ${queue.name} can't be polled: ${messageOf(error)}`);
      return [];
    }
  };

  const begin = (message: DequeuedMessageItem): void => {
    const task = work(message).finally(() => inWork.delete(task));
    inWork.add(task);
  };

  const pause = async (ms: number): Promise<void> => {
    if (awake || stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const poll = async (): Promise<void> => {
    while (!isStopping()) {
      awake = false;
      const batch = await receive();
      if (isStopping()) {
        await Promise.all(batch.map(release));
        return;
      }
      batch.forEach(begin);
      if (batch.length === 0) await pause(backoff.next());
      else backoff.reset();
      while (inWork.size > settings.newBatchThreshold) await Promise.race(inWork);
    }
  };
  const polling = poll();

  return {
    queueName: queue.name,
    wake: () => {
      awake = true;
      backoff.reset();
      endPause();
    },
    stop: () => {
      stopping = true;
      endPause();
    },
    finish: async () => {
      await setImmediate(); // lets a function that has just ended pass on its result
      abandon();
      await Promise.all(inWork);
      await polling;
    },
  };
};
