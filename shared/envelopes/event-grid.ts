import * as E from 'fp-ts/Either';
import { isObject, textOf } from '../codec/json-value';
import { type Envelope } from './envelope';
import { fromNumbered } from './numbered-list';

const telling = ['data', 'dataVersion', 'eventTime', 'metadataVersion', 'subject', 'topic'];

/**
 * An event in Event Grid's own schema, also from a queue message or a dead-letter blob. It has `id`, `eventType` and two more of the
 * members; not all are required, as an event of a domain has no `topic`.
 */
export const eventGrid: Envelope = (value, outer) => {
  if (!isObject(value) || typeof value.eventType !== 'string' || typeof value.id !== 'string') return null;
  if (telling.filter((name) => Object.hasOwn(value, name)).length < 2) return null;
  return {
    origin: {
      eventId: textOf(value.id) ?? outer.eventId,
      source: textOf(value.topic) ?? textOf(value.subject) ?? outer.source,
      type: textOf(value.eventType) ?? null,
      time: textOf(value.eventTime) ?? null,
    },
    member: 'data',
    content: E.right(fromNumbered(value.data)),
  };
};
