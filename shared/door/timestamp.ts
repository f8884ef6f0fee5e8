import { toleranceSeconds } from './proof';

const milliseconds = 1e12;

/** Seconds or milliseconds since 1970, or ISO 8601 with a zone; NaN for anything else. */
const secondsOf = (text: string): number => {
  if (/^\d{1,14}$/.test(text)) return Number(text) < milliseconds ? Number(text) : Number(text) / 1000;
  return /^\d{4}-\d\d-\d\dT[\d:.]{5,18}(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) / 1000 : NaN;
};

/** Whether a time that a sender wrote is close enough to now, before or after. */
export const isTimely = (text: string, now: Date): boolean =>
  Math.abs(secondsOf(text) - now.getTime() / 1000) <= toleranceSeconds;
