import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { isObject, textOf, type Json } from '../codec/json-value';
import { parseJsonText } from './json-text';
import { textFromBase64 } from './base64';
import { type Wrapped, type Wrapper } from './wrapper';

/** JSON as it is; other text is base64 where it can be. */
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
];

const hasAny = (value: Json, names: readonly string[]): boolean => names.some((name) => name in value);

/**
 * A message of Service Bus or Event Hubs as Logic Apps (`ContentData`, in base64) and the SDKs (`body`, `Body`) write it, beside
 * what the broker says of it.
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
