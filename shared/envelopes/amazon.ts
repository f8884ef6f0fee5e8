import * as E from 'fp-ts/Either';
import { isObject, textOf } from '../codec/json-value';
import { textFromPacked } from './gzip';
import { nothingFound, wrapped, type Wrapper } from './wrapper';

/** What stands beside the data of a record of Firehose, and beside its records. */
const ofFirehose = new Set(['data', 'recordId', 'approximateArrivalTimestamp', 'kinesisRecordMetadata']);
const aroundFirehose = new Set([
  ...['requestId', 'timestamp', 'records', 'invocationId', 'deliveryStreamArn', 'region'],
  'sourceKinesisStreamArn',
]);

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

/** A record of a data stream of Kinesis in a Lambda function, or of Firehose there and at an HTTP endpoint: `data` in base64. */
export const kinesisRecord: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (isObject(value.kinesis) && typeof value.kinesis.data === 'string')
    return {
      origin: { ...outer, eventId: textOf(value.eventID) ?? outer.eventId },
      path: ['kinesis', 'data'],
      content: textFromPacked(value.kinesis.data),
    };
  const isRecord =
    typeof value.data === 'string' &&
    /^[\w+/-]/.test(value.data) &&
    Object.keys(value).every((name) => ofFirehose.has(name));
  return isRecord
    ? {
        origin: { ...outer, eventId: textOf(value.recordId) ?? outer.eventId },
        path: ['data'],
        content: textFromPacked(value.data),
      }
    : null;
};

/** What Firehose posts to an HTTP endpoint, `{"requestId":…,"timestamp":…,"records":[…]}`, or hands to a Lambda function. */
export const firehoseDelivery: Wrapper = (value, outer) => {
  if (!isObject(value) || !Array.isArray(value.records)) return null;
  return typeof (value.requestId ?? value.invocationId) === 'string' &&
    Object.keys(value).every((name) => aroundFirehose.has(name))
    ? wrapped(outer, ['records'], value.records)
    : null;
};

/** A subscription of CloudWatch Logs: its events, packed with gzip in a Lambda function. A control message asks whether anybody is there. */
export const cloudWatchLogs: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (isObject(value.awslogs))
    return { origin: outer, path: ['awslogs', 'data'], content: textFromPacked(value.awslogs.data) };
  if (!Array.isArray(value.logEvents) || typeof value.messageType !== 'string') return null;
  return value.messageType === 'CONTROL_MESSAGE'
    ? { origin: outer, path: ['logEvents'], content: E.left(nothingFound) }
    : wrapped({ ...outer, source: textOf(value.logGroup) ?? outer.source }, ['logEvents'], value.logEvents);
};
