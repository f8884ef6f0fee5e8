import * as E from 'fp-ts/Either';
import { isObject, textOf } from '../codec/json-value';
import { type Envelope } from './envelope';

/** A CloudEvent 0.1, which has other names. Older Azure code still writes it. */
export const earlyCloudEvent: Envelope = (value, outer) => {
  if (!isObject(value) || typeof value.cloudEventsVersion !== 'string') return null;
  const { eventID, source, eventType, eventTime } = value;
  if ([eventID, source, eventType].filter((attribute) => typeof attribute === 'string').length < 2)
    return null;
  return {
    origin: {
      eventId: textOf(eventID) ?? outer.eventId,
      source: textOf(source) ?? outer.source,
      type: textOf(eventType) ?? null,
      time: textOf(eventTime) ?? null,
    },
    member: 'data',
    content: E.right(value.data),
  };
};
