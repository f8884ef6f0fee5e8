import { canonical, type Canonical } from './canonical';
import { isTemplate } from './template';
import { trim } from './text';

const form =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,7}))?)?(?:Z|([+-])(0\d|1[0-4]):([0-5]\d)))?$/;

/** Matches what is canonical but for the fraction. A day that some month lacks (29 to 31) is left to the slower way. */
const written =
  /^(?:19[7-9]|[2-9]\d\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

const canonicalLength = 'YYYY-MM-DDTHH:mm:ss.sssZ'.length;

const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/**
 * ISO 8601 with a zone, or a date alone (midnight UTC), as YYYY-MM-DDTHH:mm:ss.sssZ. Digits past the milliseconds are cut off.
 */
export const canonicalDateTime = (text: string): string | undefined => {
  if (written.test(text)) return text.length === canonicalLength ? text : `${text.slice(0, -1)}.000Z`;
  const date = trim(text);
  const parts = form.exec(date);
  if (parts === null) return undefined;
  const [
    ,
    year,
    month,
    day,
    hour = 0,
    minute = 0,
    second = 0,
    fraction = '',
    sign,
    zoneHour = 0,
    zoneMinute = 0,
  ] = parts;
  if (Number(year) < 1970 || (Number(day) > 28 && Number(day) > daysIn(Number(year), Number(month))))
    return undefined;
  if (date.length === canonicalLength && sign === undefined) return date;
  const zone = Number(zoneHour) * 60 + Number(zoneMinute);
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute) - (sign === '-' ? -zone : zone),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, '0')),
  );
  return zone <= 14 * 60 && utc >= 0 && utc <= latest ? new Date(utc).toISOString() : undefined;
};

const expected = 'an ISO 8601 date-time with Z or an offset, such as 2030-01-31T12:00:00Z';

export const dateTime: Canonical<string> = canonical({
  expected,
  schema: { type: 'string', format: 'date-time', example: '2030-01-31T12:00:00Z', description: expected },
  parse: (value) => (typeof value === 'string' ? canonicalDateTime(value) : undefined),
  because: (value) =>
    typeof value === 'string' && isTemplate(value) ? `${expected}, not an unresolved template` : undefined,
});
