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
