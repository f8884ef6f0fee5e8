import { textOf } from '../codec/json-value';
import { type Origin } from './envelope';

type Headers = Readonly<Record<string, string>>;

const fromBytes = (value: string): string =>
  Buffer.from(
    value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

/** Header values are percent-encoded UTF-8, perhaps in quotes; a value with a stray `%` was not encoded at all. */
const decoded = (value: string): string => {
  const bare = /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
  return bare.includes('%') && !/%(?![0-9a-f]{2})/i.test(bare) ? fromBytes(bare) : bare;
};

/**
 * The origin of a CloudEvent in binary mode, from its `ce-*` headers (lower-case names); null where there are none. The body of such
 * an event is the payload.
 */
export const binaryOrigin = (headers: Headers, outer: Origin): Origin | null => {
  const header = (...names: readonly string[]): string | undefined => {
    const value = names.map((name) => headers[name]).find((one) => one !== undefined);
    return value === undefined ? undefined : textOf(decoded(value));
  };
  // The second names are those of 0.1.
  const version = header('ce-specversion', 'ce-cloudeventsversion');
  const type = header('ce-type', 'ce-eventtype');
  if (version === undefined || type === undefined) return null;
  return {
    eventId: header('ce-id', 'ce-eventid') ?? outer.eventId,
    source: header('ce-source') ?? outer.source,
    type,
    time: header('ce-time', 'ce-eventtime') ?? null,
  };
};
