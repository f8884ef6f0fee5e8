import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { QueueSettings } from './host-json';
import { putMessage } from './put-message';
import type { RpcTypedData } from './rpc';
import { statusOf } from './storage';

type Encoding = QueueSettings['messageEncoding'];

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The text of a message; undefined when it is not in the encoding. */
export const decodeMessage = (text: string, encoding: Encoding): string | undefined => {
  if (encoding === 'none') return text;
  const compact = text.replaceAll(/\s/g, '');
  if (!base64.test(compact)) return undefined;
  try {
    return utf8.decode(Buffer.from(compact, 'base64'));
  } catch {
    return undefined;
  }
};

export const encodeMessage = (content: string | Uint8Array, encoding: Encoding): string =>
  Buffer.from(content).toString(encoding === 'none' ? 'utf8' : 'base64');

/** Sends raw text, creating the queue when it is missing. */
export const sendMessage = async (queue: QueueClient, text: string): Promise<void> => {
  try {
    await putMessage(queue, text);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    await queue.createIfNotExists();
    await putMessage(queue, text);
  }
};

/** The bytes for `dataType: 'binary'`; text for any other, which the library reads as JSON where it is. */
export const triggerInput = (text: string, dataType: string | null | undefined): RpcTypedData =>
  dataType?.toLowerCase() === 'binary' ? { bytes: Buffer.from(text) } : { string: text };

const json = (value: unknown): RpcTypedData => ({ json: JSON.stringify(value) });
// Newtonsoft writes a DateTimeOffset with its offset, not with Z.
const time = (date: Date): RpcTypedData => json(date.toISOString().replace(/\.?0*Z$/, '+00:00'));

/** What the host tells about a message (QueueTriggerBinding.cs of the storage extension). */
export const triggerMetadata = (
  message: DequeuedMessageItem,
  text: string,
): Record<string, RpcTypedData> => ({
  QueueTrigger: { string: text },
  DequeueCount: json(message.dequeueCount),
  ExpirationTime: time(message.expiresOn),
  Id: { string: message.messageId },
  InsertionTime: time(message.insertedOn),
  NextVisibleTime: time(message.nextVisibleOn),
  PopReceipt: { string: message.popReceipt },
});
