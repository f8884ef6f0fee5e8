import { isObject, textOr, type Layer, type Origin } from './envelope';

const fromBase64 = (value: string): string => Buffer.from(value, 'base64').toString('utf8');

/** A CloudEvent 1.0 in structured mode (an item of a batch has the same shape). */
export const cloudEventLayer = (value: unknown, outer: Origin): Layer | null => {
  if (!isObject(value) || typeof value.specversion !== 'string' || typeof value.type !== 'string')
    return null;
  if (typeof value.id !== 'string' && typeof value.source !== 'string') return null;
  const origin = {
    eventId: textOr(value.id, outer.eventId),
    source: textOr(value.source, outer.source),
    type: value.type,
    time: textOr(value.time, null),
  };
  return typeof value.data_base64 === 'string'
    ? { origin, member: 'data_base64', data: fromBase64(value.data_base64) }
    : { origin, member: 'data', data: value.data };
};

const decodeHeader = (value: string): string => {
  const isEncoded = /%[0-9a-f]{2}/i.test(value) && !/%(?![0-9a-f]{2})/i.test(value);
  return isEncoded ? Buffer.from(unescapeBytes(value), 'latin1').toString('utf8') : value;
};

const unescapeBytes = (value: string): string =>
  value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** The origin that the `ce-*` headers of binary mode give; null when they are not there. Values are percent-encoded. */
export const binaryOrigin = (headers: Readonly<Record<string, string>>, outer: Origin): Origin | null => {
  if (headers['ce-specversion'] === undefined || headers['ce-type'] === undefined) return null;
  const header = (name: string): string | null => {
    const value = headers[name];
    return value === undefined ? null : decodeHeader(value);
  };
  return {
    eventId: header('ce-id') ?? outer.eventId,
    source: header('ce-source') ?? outer.source,
    type: header('ce-type'),
    time: header('ce-time'),
  };
};
