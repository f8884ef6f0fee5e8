import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../../failure';
import { type Permits } from '../batch-wait';
import { type Lease } from './lease-step';
import { createLeases, type LeasesOptions } from './leases';
import { mostEntries } from './log-text';
import { type Limiter } from '../ports';

export interface LimiterOptions extends Omit<LeasesOptions, 'rules'> {
  /** 0: no limit. */
  readonly requestsPerMinute: number;
  /** No stretch of this length has more calls than its share of `requestsPerMinute`. A minute, but in tests. */
  readonly windowMs?: number;
  /** How much later a call may arrive that was given up. */
  readonly guardMs?: number;
  /** Told with each lease which share of the limit is in use, over all instances; 0 to 1. */
  readonly onUse?: (share: number) => void;
}

interface Waiter {
  readonly deadline: number;
  readonly answer: (result: E.Either<Unavailable, void>) => void;
}

/** Refused callers come back this much faster than the limit lets them through, so that none of it is left unused. */
const eagerness = 1.1;

const rateLimited = (waitMs: number): Unavailable => ({
  ...unavailable('destination', 'rate-limited'),
  retryAfterSeconds: Math.max(0, waitMs) / 1000,
});

/** What batches are formed for where no rate is known: full calls are worth something there, too. */
const usualPerMinute = 1000;

const unlimited: Limiter = {
  take: () => TE.right(undefined),
  done: () => undefined,
  permits: () => ({ left: usualPerMinute, perMinute: usualPerMinute }),
  pause: () => undefined,
};

/**
 * A limiter that shares its rate with all instances which have the same `shared` and `name`. Token buckets from a package
 * count grants, not calls, and let twice their rate through in a window: hence this log of calls.
 */
export const createLimiter = (options: LimiterOptions): Limiter => {
  const { requestsPerMinute, monotonicMs: now, random, windowMs = 60_000, guardMs = 200, onUse } = options;
  if (requestsPerMinute === 0) return unlimited;
  const limit = Math.max(1, Math.floor((requestsPerMinute * windowMs) / 60_000));
  const validityMs = windowMs / 12;
  const mostPermits = Math.max(1, Math.floor(limit / 5));
  const leases = createLeases({
    ...options,
    rules: {
      limit,
      windowMs,
      guardMs,
      validityMs,
      slotMs: windowMs / 240,
      patienceMs: windowMs / 30,
      mostEntries,
    },
  });

  let waiters: readonly Waiter[] = [];
  let asked = 1;
  let held: Lease = { permits: 0, until: -Infinity };
  let left = 0;
  let counted = { calls: 0, at: -Infinity };
  let leasing = false;
  let pausedUntil = -Infinity;
  let lastRefusal = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let idleTimer: NodeJS.Timeout | undefined;

  /** Twice as many as the last time when all were used while they were valid, else as many as were. */
  const chunk = (): number => {
    if (left > 0) return Math.max(1, held.permits - left);
    return held.permits < asked ? asked : asked * 2;
  };

  const atLeast = (permits: number): number => Math.min(mostPermits, Math.max(permits, waiters.length));

  const serve = (): void => {
    if (pausedUntil > now() || held.until <= now()) return;
    const served = waiters.slice(0, left);
    waiters = waiters.slice(served.length);
    left -= served.length;
    for (const { answer } of served) {
      leases.began();
      answer(E.right(undefined));
    }
  };

  const lease = async (): Promise<void> => {
    leasing = true;
    const next = chunk();
    held = await leases.lease(() => {
      asked = atLeast(next);
      return asked;
    });
    left = held.permits;
    leasing = false;
    onUse?.(Math.min(1, leases.inUse() / limit));
    proceed();
    settleLater();
  };

  /** Gives back what was not used of permits that are void, where no later lease does. */
  const settle = async (): Promise<void> => {
    if (leasing || !leases.owes()) return;
    leasing = true;
    await leases.lease(() => 0);
    leasing = false;
    proceed();
  };

  const settleLater = (): void => {
    if (held.permits === 0) return;
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => void settle(), Math.ceil(held.until - now() + random() * validityMs));
    idleTimer.unref();
  };

  const refuse = (readyAt: number): void => {
    const refused = waiters.filter(({ deadline }) => deadline < readyAt);
    waiters = waiters.filter(({ deadline }) => deadline >= readyAt);
    for (const { answer } of refused) {
      lastRefusal = Math.max(lastRefusal + windowMs / limit / eagerness, readyAt);
      answer(E.left(rateLimited(lastRefusal - now())));
    }
  };

  const proceed = (): void => {
    clearTimeout(timer);
    serve();
    if (leasing || waiters.length === 0) return;
    const readyAt = Math.max(pausedUntil, leases.readyAt(atLeast(chunk())));
    if (readyAt <= now()) return void lease();
    refuse(readyAt);
    if (waiters.length > 0) timer = setTimeout(proceed, Math.ceil(readyAt - now()));
  };

  /** Asked for with every caller, and not free: it goes through the log. */
  const permits = (): Permits => {
    if (now() - counted.at >= windowMs / 600) counted = { calls: leases.counted(), at: now() };
    const share = Math.max(0, limit - counted.calls) / limit;
    return { left: share * requestsPerMinute, perMinute: requestsPerMinute };
  };

  return {
    permits,
    take: (mostMs) => () =>
      new Promise((answer) => {
        waiters = [...waiters, { deadline: now() + mostMs, answer }];
        proceed();
      }),
    done: leases.ended,
    pause: (seconds) => {
      const until = now() + seconds * 1000;
      if (until <= pausedUntil) return;
      pausedUntil = until;
      leases.pause(until);
      proceed();
    },
  };
};
