import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../../failure';
import { type Permits } from '../batches/batch-wait';
import { createLeases, type LeasesOptions } from './leases';
import { idle, limiterStep, type LimiterEffect, type LimiterEvent } from './limiter-step';
import { maxEntries } from './log-text';
import { type Limiter } from '../ports';

export interface LimiterOptions extends Omit<LeasesOptions, 'rules'> {
  /** 0: no limit. */
  readonly requestsPerMinute: number;
  /** No stretch of this length has more calls than its share of `requestsPerMinute`. It is a minute, except in tests. */
  readonly windowMs?: number;
  /** How much later a call that was given up may still arrive. */
  readonly guardMs?: number;
  /** Called with each lease: the share of the limit in use over all instances, 0 to 1. */
  readonly onUse?: (share: number) => void;
}

type Answer = (result: E.Either<Unavailable, void>) => void;

const rateLimited = (waitMs: number): Unavailable => ({
  ...unavailable('destination', 'rate-limited'),
  retryAfterSeconds: waitMs / 1000,
});

/** The rate for which batches are formed where no limit is known. Full calls are worth something there, too. */
const usualPerMinute = 1000;

const unlimited: Limiter = {
  take: () => TE.right(undefined),
  done: () => undefined,
  permits: () => ({ left: usualPerMinute, perMinute: usualPerMinute }),
  pause: () => undefined,
};

/**
 * A limiter that works by `limiterStep`, and shares its rate with all instances that have the same `shared` and `name`. It
 * keeps a log of calls because token buckets from packages count grants, not calls, and let twice their rate through in a
 * window.
 */
export const createLimiter = (options: LimiterOptions): Limiter => {
  const { requestsPerMinute, monotonicMs: now, random, windowMs = 60_000, guardMs = 200, onUse } = options;
  if (requestsPerMinute === 0) return unlimited;
  const limit = Math.max(1, Math.floor((requestsPerMinute * windowMs) / 60_000));
  const validityMs = windowMs / 12;
  const permitRules = { limit, windowMs, maxPermits: Math.max(1, Math.floor(limit / 5)) };
  const leases = createLeases({
    ...options,
    rules: {
      limit,
      windowMs,
      guardMs,
      validityMs,
      slotMs: windowMs / 240,
      patienceMs: windowMs / 30,
      maxEntries,
    },
  });

  const answers = new Map<number, Answer>();
  let state = idle;
  let lastId = 0;
  let counted = { calls: 0, at: -Infinity };
  let timer: NodeJS.Timeout | undefined;
  let voidTimer: NodeJS.Timeout | undefined;

  const answer = (id: number, result: E.Either<Unavailable, void>): void => {
    answers.get(id)?.(result);
    answers.delete(id);
  };

  const wantedNow = (): number => {
    dispatch({ _tag: 'Asking' });
    return state.asked;
  };

  const perform = (effect: LimiterEffect): void => {
    switch (effect._tag) {
      case 'Grant':
        leases.began();
        answer(effect.id, E.right(undefined));
        break;
      case 'Refuse':
        answer(effect.id, E.left(rateLimited(effect.waitMs)));
        break;
      case 'FindReady':
        dispatch({ _tag: 'Ready', readyAt: leases.readyAt(effect.wanted) });
        break;
      case 'Lease':
        void leases.lease(wantedNow).then((lease) => dispatch({ _tag: 'Leased', lease }));
        break;
      case 'GiveBack':
        void leases.lease(() => 0).then(() => dispatch({ _tag: 'GivenBack' }));
        break;
      case 'Wake':
        clearTimeout(timer);
        if (effect.afterMs !== null)
          timer = setTimeout(() => dispatch({ _tag: 'Woken' }), Math.ceil(effect.afterMs));
        break;
      case 'AwaitVoid': {
        const onVoid = () => dispatch({ _tag: 'Void', owes: leases.owes() });
        clearTimeout(voidTimer);
        voidTimer = setTimeout(onVoid, Math.ceil(effect.until - now() + random() * validityMs));
        voidTimer.unref();
        break;
      }
      case 'TellUse':
        onUse?.(Math.min(1, leases.inUse() / limit));
        break;
      case 'TellPause':
        leases.pause(effect.until);
    }
  };

  const dispatch = (event: LimiterEvent): void => {
    const [next, effects] = limiterStep(state, { rules: permitRules, at: now() }, event);
    state = next;
    effects.forEach(perform);
  };

  /** What is left. It is asked for with every caller and counted from the log, so a count serves for a short while. */
  const permits = (): Permits => {
    if (now() - counted.at >= windowMs / 600) counted = { calls: leases.counted(), at: now() };
    const share = Math.max(0, limit - counted.calls) / limit;
    return { left: share * requestsPerMinute, perMinute: requestsPerMinute };
  };

  return {
    permits,
    take: (maxMs) => () =>
      new Promise((done) => {
        lastId += 1;
        answers.set(lastId, done);
        dispatch({ _tag: 'Came', id: lastId, deadline: now() + maxMs });
      }),
    done: leases.ended,
    pause: (seconds) => dispatch({ _tag: 'Paused', until: now() + seconds * 1000 }),
  };
};
