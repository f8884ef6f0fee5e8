import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { isObject, textOf, type Json } from '../codec/json-value';
import { parseJsonText } from './json-text';
import { textFromBase64 } from './base64';
import { type Wrapped, type Wrapper } from './wrapper';

/** JSON stays as it is. Other text is decoded where it is base64. */
const contentOf = (content: unknown): Wrapped['content'] =>
  typeof content !== 'string' || E.isRight(parseJsonText(content))
    ? E.right(content)
    : pipe(
        textFromBase64(content),
        E.orElse((): Wrapped['content'] => E.right(content)),
      );

const ofContent = ['ContentType', 'Properties', 'SystemProperties', 'MessageId', 'ContentTransferEncoding'];

const ofBody = [
  ...['sequenceNumber', 'offset', 'enqueuedTimeUtc', 'enqueuedTime', 'partitionKey'],
  ...['systemProperties', 'applicationProperties', 'SequenceNumber', 'Offset', 'EnqueuedTimeUtc'],
  'isBase64Encoded',
];

const hasAny = (value: Json, names: readonly string[]): boolean => names.some((name) => name in value);

const ofKafka = ['topic', 'partition', 'offset', 'Topic', 'Partition', 'Offset'];

/** A record of Kafka as its REST proxy (`value`) and Azure Functions (`Value`) write it, and what Google's Pub/Sub pushes. */
export const streamRecord: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  const { message } = value;
  if (isObject(message) && typeof message.data === 'string' && typeof value.subscription === 'string')
    return {
      origin: { ...outer, eventId: textOf(message.messageId ?? message.message_id) ?? outer.eventId },
      path: ['message', 'data'],
      content: contentOf(message.data),
    };
  const name = ['value', 'Value'].find((one) => value[one] !== undefined);
  return name !== undefined && ofKafka.filter((one) => one in value).length > 1
    ? { origin: outer, path: [name], content: contentOf(value[name]) }
    : null;
};

/**
 * A message of Service Bus or Event Hubs, with its properties. Logic Apps write the content as `ContentData` in base64, the SDKs as
 * `body` or `Body`, and API Gateway of Amazon, which passes on a request, as `body`.
 */
export const brokerMessage: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  const origin = { ...outer, eventId: textOf(value.MessageId ?? value.messageId) ?? outer.eventId };
  if (value.ContentData !== undefined && hasAny(value, ofContent))
    return { origin, path: ['ContentData'], content: contentOf(value.ContentData) };
  const name = ['body', 'Body'].find((one) => value[one] !== undefined);
  return name !== undefined && hasAny(value, ofBody)
    ? { origin, path: [name], content: contentOf(value[name]) }
    : null;
};
