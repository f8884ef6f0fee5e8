/** Calls that a destination's limiter lets through in a minute, and how many of these are left now. */
export interface Permits {
  readonly left: number;
  readonly perMinute: number;
}

/**
 * How long the oldest item of a batch waits for more, in milliseconds: `least` to save permits, `most` while others come,
 * `forPending` while callers are known to be on the way.
 */
export interface BatchWait {
  readonly least: number;
  readonly most: number;
  readonly forPending: number;
}

const minuteMs = 60_000;

/**
 * The wait with which the permits last for a minute. A call goes every `wait` plus the average time until the next caller.
 */
const sparing = (permits: number, callersPerMs: number): number => {
  const enough = Math.max(1, permits);
  return callersPerMs * minuteMs <= enough ? 0 : minuteMs / enough - 1 / callersPerMs;
};

/** Where permits are rare, a batch waits for pending callers until this many permits have come, but never longer than this time. */
const permitsForPending = 3;
const maxForPendingMs = 6000;

/** While permits are plenty, this share of those left may be spent in the next minute. */
const spent = 1 / 4;

/**
 * How long a batch waits. Not at all while every caller may have a call of its own for a minute. Where callers come faster, it
 * waits as long as others come, but only so long that a quarter of the permits left is spent in a minute. Until half of the
 * minute's permits are gone, it does not wait while nobody else comes. From there on it always waits, the longer the fewer
 * permits are left: alone on a limit of 1,000, endless callers settle at 85 ms and 700 calls a minute.
 * Where a permit comes every `maxMs` or less often, as with 100 a minute, the wait may last until the next permit: a call sent
 * before would take the permit of a fuller one. While others are known to be on the way there, it waits for three permits:
 * items held up by a slow ledger would else go by themselves.
 */
export const batchWait = ({ left, perMinute }: Permits, callersPerMs: number, maxMs: number): BatchWait => {
  const scarcity = Math.max(0, 1 - (2 * left) / perMinute);
  const betweenPermits = minuteMs / perMinute;
  const longest = maxMs === 0 ? 0 : Math.max(maxMs, betweenPermits);
  const patience =
    maxMs === 0 || betweenPermits <= maxMs
      ? 0
      : Math.min(maxForPendingMs, permitsForPending * betweenPermits);
  const enough = sparing(left * spent, callersPerMs);
  return {
    least: scarcity === 0 ? 0 : Math.min(longest, scarcity * sparing(left, callersPerMs)),
    most: Math.min(longest, enough),
    forPending: Math.min(patience, enough),
  };
};
