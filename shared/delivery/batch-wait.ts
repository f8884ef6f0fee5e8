/** Calls that a destination's limiter lets through in a minute, and how many of these are left now. */
export interface Permits {
  readonly left: number;
  readonly perMinute: number;
}

/**
 * How long the oldest of a batch waits for company, in milliseconds: `least` for the sake of permits, `most` where others come,
 * `forCompany` while some are known to be on the way.
 */
export interface BatchWait {
  readonly least: number;
  readonly most: number;
  readonly forCompany: number;
}

const minuteMs = 60_000;

/** With this wait so many permits last for a minute: a call each `wait` and, on the average, until the next caller comes. */
const sparing = (permits: number, callersPerMs: number): number => {
  const enough = Math.max(1, permits);
  return callersPerMs * minuteMs <= enough ? 0 : minuteMs / enough - 1 / callersPerMs;
};

/** Of permits that come seldom, so many come while a batch waits for those who are on the way; but that is no more than seconds. */
const permitsForCompany = 3;
const maxForCompanyMs = 6000;

/** Of what is left as much may go in the next minute, while it is plenty. */
const spent = 1 / 4;

/**
 * Nothing while each of the callers may have a call of its own for a minute. Where they come faster, a batch waits as long as
 * others come, at most so that a quarter of the permits that are left goes in a minute; it need not wait for nobody until
 * half of the minute's permits are gone. From there on it waits in any case, the longer the fewer are left: alone on a limit of
 * 1,000, callers without end settle at 85 ms and 700 calls a minute. Where one permit comes in `maxMs` or less often, as it is
 * with 100 a minute, it may last until the next comes: a call sent before would take the permit of a fuller one. There, while others are
 * known to be on the way, three of them are waited for: what a ledger that is slow holds up would go by itself.
 */
export const batchWait = ({ left, perMinute }: Permits, callersPerMs: number, maxMs: number): BatchWait => {
  const scarcity = Math.max(0, 1 - (2 * left) / perMinute);
  const betweenPermits = minuteMs / perMinute;
  const longest = maxMs === 0 ? 0 : Math.max(maxMs, betweenPermits);
  const patience =
    maxMs === 0 || betweenPermits <= maxMs
      ? 0
      : Math.min(maxForCompanyMs, permitsForCompany * betweenPermits);
  const enough = sparing(left * spent, callersPerMs);
  return {
    least: scarcity === 0 ? 0 : Math.min(longest, scarcity * sparing(left, callersPerMs)),
    most: Math.min(longest, enough),
    forCompany: Math.min(patience, enough),
  };
};
