import { canonicalDateTime } from '../codec/date-time';
import { trim } from '../codec/text';

/**
 * Numbers below this are epoch seconds, the others milliseconds: 10^11 seconds are in the year 5138, 10^11 milliseconds in
 * 1973.
 */
const millisecondsFrom = 100_000_000_000;

const fromEpoch = (epoch: number): string | undefined => {
  const ms = epoch >= millisecondsFrom ? epoch : epoch * 1000;
  return epoch > 0 && ms < 253_402_300_800_000 ? new Date(ms).toISOString() : undefined;
};

const spaced = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(UTC|Z|[+-]\d\d:?\d\d)?$/i;

/**
 * A moment, in any spelling seen in the field, as ISO 8601 UTC. Known are ISO, `… UTC`, `+0200`, no zone (UTC), and epoch
 * seconds or milliseconds as text or number.
 */
export const momentOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = trim(value);
  const iso = canonicalDateTime(text);
  if (iso !== undefined) return iso;
  if (/^\d{9,13}(?:\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const [, date, time, zone = 'Z'] = spaced.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const [clock = '', fraction = ''] = time.split('.');
  const offset = /^(utc|z)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  return canonicalDateTime(`${date}T${clock}${fraction === '' ? '' : `.${fraction.slice(0, 7)}`}${offset}`);
};
