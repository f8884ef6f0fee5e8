import type { DequeuedMessageItem } from '@azure/storage-queue';

export interface Invisibility {
  /** Ends the renewal; gives the pop receipt that holds now. */
  readonly end: () => Promise<string>;
}

/** The part of a queue client that this needs. */
export interface RenewingQueue {
  readonly updateMessage: (
    messageId: string,
    popReceipt: string,
    message: undefined,
    visibilitySeconds: number,
  ) => Promise<{ readonly popReceipt?: string }>;
}

/** Keeps a message invisible while it is worked on: at half time the visibility is set anew, which changes the pop receipt. */
export const keepInvisible = (
  queue: RenewingQueue,
  message: Pick<DequeuedMessageItem, 'messageId' | 'popReceipt'>,
  { seconds, onFailure }: { readonly seconds: number; readonly onFailure: (error: unknown) => void },
): Invisibility => {
  let popReceipt = message.popReceipt;
  let renewal = Promise.resolve();
  const renew = async (): Promise<void> => {
    try {
      const renewed = await queue.updateMessage(message.messageId, popReceipt, undefined, seconds);
      popReceipt = renewed.popReceipt ?? popReceipt;
    } catch (error) {
      onFailure(error);
    }
  };
  const timer = setInterval(() => {
    renewal = renewal.then(renew);
  }, seconds * 500);
  return {
    end: async () => {
      clearInterval(timer);
      await renewal;
      return popReceipt;
    },
  };
};
