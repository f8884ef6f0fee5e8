/**
 * Seconds that a `Retry-After` header asks for: a number (Graph's own sample is fractional) or an HTTP date.
 * Null when there is none or it says nothing.
 */
export const retryAfterSeconds = (header: string | null, now: Date): number | null => {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, (date - now.getTime()) / 1000);
};

const inWords = /\b(?:try again|retry) (?:in|after) (\d{1,9}(?:\.\d{1,9})?) (second|minute)s?\b/i;

/** Seconds in words, as Sentinel's API says it in the body of a 429 ("Try again in 7 seconds"). Null where it says none. */
export const retryAfterInText = (text: string): number | null => {
  const [, number, unit] = inWords.exec(text.slice(0, 4096)) ?? [];
  if (number === undefined) return null;
  return Number(number) * (unit?.toLowerCase() === 'minute' ? 60 : 1);
};
