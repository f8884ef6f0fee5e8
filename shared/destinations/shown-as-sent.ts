import { canonicalDateTime } from '../codec/date-time';

const momentIn = (value: unknown): number =>
  typeof value === 'string' ? Date.parse(canonicalDateTime(value) ?? value) : NaN;

/** Whether two times are no further apart than allowed. A time that is not shown counts as the same. */
export const isSameMoment = (sent: string, shown: unknown, toleranceMs: number): boolean =>
  shown === undefined || Math.abs(momentIn(sent) - momentIn(shown)) <= toleranceMs;

const saysNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** A list is compared as a set. */
const settled = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? [...new Set<unknown>(value)].sort() : value);

/** Whether a product shows a member as it was sent. For a member that says nothing it may show nothing. */
export const isSame = (sent: unknown, shown: unknown): boolean =>
  saysNothing(sent)
    ? saysNothing(shown)
    : settled(sent) === settled(shown) ||
      (typeof sent === 'string' && shown !== undefined && isSameMoment(sent, shown, 0));
