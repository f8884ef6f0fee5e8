import * as E from 'fp-ts/Either';
import { isObject, textOf, type Json } from '../codec/json-value';
import { textFromPacked } from './gzip';
import { nothingFound, wrapped, type Wrapper } from './wrapper';

/** Members that Firehose puts beside the data of a record, and beside its records. */
const ofFirehose = new Set(['data', 'recordId', 'approximateArrivalTimestamp', 'kinesisRecordMetadata']);
const aroundFirehose = new Set([
  ...['requestId', 'timestamp', 'records', 'invocationId', 'deliveryStreamArn', 'region'],
  'sourceKinesisStreamArn',
]);

/** A message of Amazon SNS, as text, as an HTTP endpoint, a queue or a Lambda function gets it. */
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

/** An event of Amazon EventBridge. `detail` holds the event of its source. */
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

/** One of the `Records` of SNS or SQS that a Lambda function gets, or a message of SQS as its API gives it. */
export const amazonRecord: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (isObject(value.Sns)) return wrapped(outer, ['Sns'], value.Sns);
  if (typeof value.body === 'string' && typeof value.messageId === 'string' && 'receiptHandle' in value)
    return wrapped({ ...outer, eventId: value.messageId }, ['body'], value.body);
  return typeof value.Body === 'string' && typeof value.MessageId === 'string'
    ? wrapped({ ...outer, eventId: value.MessageId }, ['Body'], value.Body)
    : null;
};

/** By the source of a Lambda function's event: the member that has the messages, by topic or queue or in a list. */
const ofLambda: ReadonlyMap<unknown, string> = new Map([
  ['aws:kafka', 'records'],
  ['SelfManagedKafka', 'records'],
  ['aws:rmq', 'rmqMessagesByQueue'],
  ['aws:mq', 'messages'],
]);

/** Messages of Kafka, RabbitMQ or ActiveMQ that a Lambda function gets: `{"eventSource":"aws:kafka","records":{"topic-0":[…]}}`. */
export const lambdaQueues: Wrapper = (value, outer) => {
  const name = isObject(value) ? ofLambda.get(value.eventSource) : undefined;
  if (!isObject(value) || name === undefined || !Object.hasOwn(value, name)) return null;
  const messages = value[name];
  const origin = { ...outer, source: textOf(value.eventSourceArn) ?? outer.source };
  if (!isObject(messages)) return wrapped(origin, [name], messages);
  const queues = Object.entries(messages).map(([queue, held]) => wrapped(origin, [name, queue], held));
  return queues.length > 0 ? queues : { origin, path: [name], content: E.left(nothingFound) };
};

/** What marks the message of a stream or queue whose `data` is base64, in a Lambda function or in a pipe of EventBridge. */
const isQueued = (value: Json): boolean =>
  /^aws:(?:kinesis|rmq|a?mq)$/.test(textOf(value.eventSource) ?? '') ||
  isObject(value.basicProperties) ||
  typeof value.messageID === 'string';

/**
 * A record of a Kinesis data stream (in a Lambda function) or of Firehose (there, or at an HTTP endpoint), or a message of RabbitMQ or
 * ActiveMQ. `data` is base64.
 */
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
    (isQueued(value) || Object.keys(value).every((name) => ofFirehose.has(name)));
  return isRecord
    ? {
        origin: { ...outer, eventId: textOf(value.recordId ?? value.messageID) ?? outer.eventId },
        path: ['data'],
        content: textFromPacked(value.data),
      }
    : null;
};

/** The records that Firehose sends to an HTTP endpoint or a Lambda function: `{"requestId":…,"timestamp":…,"records":[…]}`. */
export const firehoseDelivery: Wrapper = (value, outer) => {
  if (!isObject(value) || !Array.isArray(value.records)) return null;
  return typeof (value.requestId ?? value.invocationId) === 'string' &&
    Object.keys(value).every((name) => aroundFirehose.has(name))
    ? wrapped(outer, ['records'], value.records)
    : null;
};

/** Events of a subscription to CloudWatch Logs; a Lambda function gets them as gzip. A control message only tests the connection. */
export const cloudWatchLogs: Wrapper = (value, outer) => {
  if (!isObject(value)) return null;
  if (isObject(value.awslogs))
    return { origin: outer, path: ['awslogs', 'data'], content: textFromPacked(value.awslogs.data) };
  if (!Array.isArray(value.logEvents) || typeof value.messageType !== 'string') return null;
  return value.messageType === 'CONTROL_MESSAGE'
    ? { origin: outer, path: ['logEvents'], content: E.left(nothingFound) }
    : wrapped({ ...outer, source: textOf(value.logGroup) ?? outer.source }, ['logEvents'], value.logEvents);
};
