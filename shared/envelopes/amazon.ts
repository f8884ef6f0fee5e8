import * as E from 'fp-ts/Either';
import { isObject, textOf } from '../codec/json-value';
import { wrapped, type Wrapper } from './wrapper';

/** What Amazon SNS posts to an HTTP endpoint, or a queue and a Lambda function get of it: the message as text. */
export const snsNotification: Wrapper = (value, outer) => {
  if (!isObject(value) || textOf(value.TopicArn) === undefined) return null;
  const origin = {
    eventId: textOf(value.MessageId) ?? outer.eventId,
    source: textOf(value.TopicArn) ?? outer.source,
    type: textOf(value.Subject) ?? outer.type,
    time: textOf(value.Timestamp) ?? outer.time,
  };
  if (/^(?:Uns|S)ubscri(?:be|ption)Confirmation$/.test(textOf(value.Type) ?? ''))
    return {
      origin,
      path: [],
      content: E.left({
        code: 'subscription-event',
        text: 'a security event: this one asks to confirm a subscription of Amazon SNS, by opening its SubscribeURL',
      }),
    };
  return Object.hasOwn(value, 'Message') ? wrapped(origin, ['Message'], value.Message) : null;
};

/** An event of Amazon EventBridge: `detail`, in the words of its source. */
export const eventBridge: Wrapper = (value, outer) => {
  if (!isObject(value) || typeof value['detail-type'] !== 'string' || !Object.hasOwn(value, 'detail'))
    return null;
  const origin = {
    eventId: textOf(value.id) ?? outer.eventId,
    source: textOf(value.source) ?? outer.source,
    type: textOf(value['detail-type']) ?? outer.type,
    time: textOf(value.time) ?? outer.time,
  };
  return wrapped(origin, ['detail'], value.detail);
};

/** One of the `Records` that a Lambda function gets of SNS or SQS, or a message of SQS as its API gives it. */
export const amazonRecord: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (isObject(value.Sns)) return wrapped(outer, ['Sns'], value.Sns);
  if (typeof value.body === 'string' && typeof value.messageId === 'string' && 'receiptHandle' in value)
    return wrapped({ ...outer, eventId: value.messageId }, ['body'], value.body);
  return typeof value.Body === 'string' && typeof value.MessageId === 'string'
    ? wrapped({ ...outer, eventId: value.MessageId }, ['Body'], value.Body)
    : null;
};
