import { canonicalDateTime } from '../codec/date-time';
import { trim } from '../codec/text';

/**
 * Numbers below 10^11 are epoch seconds, below 10^14 milliseconds, below 10^17 microseconds, and nanoseconds from there: 10^11
 * seconds are in the year 5138, 10^11 milliseconds in 1973.
 */
const perMillisecond = (epoch: number): number =>
  epoch < 1e11 ? 0.001 : epoch < 1e14 ? 1 : epoch < 1e17 ? 1000 : 1_000_000;

const fromEpoch = (epoch: number): string | undefined => {
  const ms = epoch / perMillisecond(epoch);
  return epoch > 0 && ms < 253_402_300_800_000 ? new Date(ms).toISOString() : undefined;
};

const spaced =
  /^(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?(UTC|GMT|Z|[+-]\d\d:?\d\d)?(?: UTC)?$/i;

/** How PowerShell 5 and older .NET write a moment in JSON: milliseconds, whatever zone follows. */
const ofDotNet = /^\/Date\((\d{9,15})(?:[+-]\d{4})?\)\/$/;

/** A date of RFC 2822, as mail and HTTP write it. The zone has to be said. */
const ofMail = /^(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d(?::\d\d)? (?:[a-z]{2,3}|[+-]\d{4})$/i;

const fromMail = (text: string): string | undefined => {
  const ms = ofMail.test(text) ? Date.parse(text) : NaN;
  return ms > 0 ? new Date(ms).toISOString() : undefined;
};

/**
 * A moment, in any spelling seen in the field, as ISO 8601 UTC. Known are ISO, `… UTC`, `+0200`, no zone (UTC), RFC 2822, and epoch
 * seconds, milliseconds, microseconds or nanoseconds as text or number.
 */
export const momentOf = (value: unknown): string | undefined => {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const text = trim(value);
  const iso = canonicalDateTime(text);
  if (iso !== undefined) return iso;
  if (/^\d{9,19}(?:\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const [, ms] = ofDotNet.exec(text) ?? [];
  if (ms !== undefined) return fromEpoch(Number(ms));
  const [, year, month, day, time, zone = 'Z'] = spaced.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined || time === undefined)
    return fromMail(text);
  const [clock = '', fraction = ''] = time.split('.');
  const offset = /^(utc|gmt|z)$/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  return canonicalDateTime(
    `${year}-${month}-${day}T${clock}${fraction === '' ? '' : `.${fraction.slice(0, 7)}`}${offset}`,
  );
};
