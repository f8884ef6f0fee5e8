import { isObject, textOr, type Layer, type Origin } from './envelope';

/** An event in Event Grid's own schema: `id`, `eventType` and `eventTime` or `dataVersion` together are nobody else's. */
export const eventGridLayer = (value: unknown, outer: Origin): Layer | null => {
  if (!isObject(value) || typeof value.eventType !== 'string' || typeof value.id !== 'string') return null;
  if (!('eventTime' in value) && !('dataVersion' in value)) return null;
  return {
    origin: {
      eventId: textOr(value.id, outer.eventId),
      source: textOr(value.topic, textOr(value.subject, outer.source)),
      type: value.eventType,
      time: textOr(value.eventTime, null),
    },
    member: 'data',
    data: value.data,
  };
};
