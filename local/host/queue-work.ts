import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { QueueSettings } from './host-json';
import { keepInvisible } from './invisibility';
import type { Log } from './log';
import { messageOf } from './message-of';
import { decodeMessage, sendMessage } from './queue-message';

export interface QueueWorkOptions {
  readonly queue: QueueClient;
  /** Where a message goes that can't be handled; undefined for a queue that is itself a poison queue. */
  readonly poison: QueueClient | undefined;
  readonly settings: QueueSettings;
  /** Seconds a received message stays invisible; renewed while it is worked on. */
  readonly invisibility: number;
  /** Runs the function; false when it failed. */
  readonly handle: (message: DequeuedMessageItem, text: string) => Promise<boolean>;
  readonly log: Log;
}

export interface QueueWork {
  /** Runs the function for a message and settles it; never rejects. */
  readonly work: (message: DequeuedMessageItem) => Promise<void>;
  /** Gives a message back unread. */
  readonly release: (message: DequeuedMessageItem) => Promise<void>;
  /** Lets go of the messages whose function is running: they reappear when their invisibility ends. */
  readonly abandon: () => void;
}

/** What becomes of a message: deleted, made visible again, or moved to the poison queue (QueueProcessor.cs). */
export const createQueueWork = (options: QueueWorkOptions): QueueWork => {
  const { queue, poison, settings, invisibility, log } = options;
  const running = new Set<() => void>();

  const warn = (message: DequeuedMessageItem, what: string) => (error: unknown) =>
    log.write('warning', `Message ${message.messageId} ${what}: ${messageOf(error)}`);

  const moveToPoison = async (
    message: DequeuedMessageItem,
    popReceipt: string,
    why: string,
  ): Promise<void> => {
    if (poison === undefined) return; // stays invisible for the rest of its ten minutes, as in Azure
    log.write('warning', `Message ${message.messageId} ${why}: moved to ${poison.name}.`);
    await sendMessage(poison, message.messageText);
    await queue.deleteMessage(message.messageId, popReceipt);
  };

  const settle = async (
    message: DequeuedMessageItem,
    popReceipt: string,
    succeeded: boolean,
  ): Promise<void> => {
    if (succeeded) await queue.deleteMessage(message.messageId, popReceipt);
    else if (message.dequeueCount >= settings.maxDequeueCount)
      await moveToPoison(message, popReceipt, `failed ${message.dequeueCount} times`);
    else if (poison !== undefined)
      await queue.updateMessage(message.messageId, popReceipt, undefined, settings.visibilityTimeout / 1000);
  };

  const work = async (message: DequeuedMessageItem): Promise<void> => {
    // A poison queue's own function is run however often its message was received.
    if (poison !== undefined && message.dequeueCount > settings.maxDequeueCount)
      return moveToPoison(message, message.popReceipt, `was received ${message.dequeueCount} times`);
    const text = decodeMessage(message.messageText, settings.messageEncoding);
    if (text === undefined) return moveToPoison(message, message.popReceipt, 'is not base64 of UTF-8 text');

    const held = keepInvisible(queue, message, {
      seconds: invisibility,
      onFailure: warn(message, "can't be kept invisible"),
    });
    let letGo: () => void = () => undefined;
    const abandoned = new Promise<undefined>((resolve) => {
      letGo = () => resolve(undefined);
    });
    running.add(letGo);
    const succeeded = await Promise.race([options.handle(message, text), abandoned]);
    running.delete(letGo);
    const popReceipt = await held.end();
    if (succeeded !== undefined) await settle(message, popReceipt, succeeded);
  };

  return {
    // Another receiver may have the message by now, or it is gone.
    work: (message) => work(message).catch(warn(message, "can't be settled")),
    release: async (message) => {
      await queue.updateMessage(message.messageId, message.popReceipt, undefined, 0).catch(() => undefined);
    },
    abandon: () => {
      for (const letGo of running) letGo();
    },
  };
};
