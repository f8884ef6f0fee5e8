import { type Instance, type RequestLimits } from '../destinations/destination';
import { type Telemetry } from '../telemetry/telemetry';
import { combinedLimiter } from './limiter/combined-limiter';
import { createLimiter } from './limiter/limiter';
import { type Limiter, type SharedText } from './ports';
import { type Watch } from './watch';

/** The limits of an instance's calls: those counted apart, by the name they are counted under, and all others. */
export interface CallLimits {
  readonly usual: Limiter;
  readonly apart: ReadonlyMap<string, Limiter>;
}

/** What all limiters share. */
export interface LimitsEffects {
  /** Where the limiters' logs are kept. */
  readonly limits: SharedText;
  /** Milliseconds of a clock that is never set. */
  readonly monotonicMs: () => number;
  /** From 0 to under 1. */
  readonly random: () => number;
  readonly telemetry: Pick<Telemetry, 'gauge'>;
}

interface Watched {
  readonly instance: Instance;
  readonly watch: Pick<Watch, 'onUse'>;
}

/** The strictest of the rates; 0 where none is a limit. */
const strictest = (rates: readonly number[]): number => {
  const limits = rates.filter((rate) => rate > 0);
  return limits.length === 0 ? 0 : Math.min(...limits);
};

const hourMs = 3_600_000;

/** Holds calls to a limit by the minute and one by the hour. */
const limiterApart = (
  name: string,
  limited: readonly RequestLimits[],
  { limits: shared, monotonicMs, random }: LimitsEffects,
): Limiter => {
  const byTheMinute = strictest(limited.map(({ perMinute }) => perMinute));
  const byTheHour = strictest(limited.map(({ perHour }) => perHour));
  const effects = { shared, monotonicMs, random };
  return combinedLimiter(
    createLimiter({ ...effects, name, requestsPerMinute: byTheMinute }),
    createLimiter({
      ...effects,
      name: `${name} by the hour`,
      requestsPerMinute: byTheHour / 60,
      windowMs: hourMs,
    }),
  );
};

const apartFor = (
  limitedAs: string,
  sharing: readonly Watched[],
  effects: LimitsEffects,
): CallLimits['apart'] => {
  const limits = sharing.map(({ instance }) => instance.endpoint.apart ?? {});
  const names = [...new Set(limits.flatMap(Object.keys))];
  return new Map(
    names.map((name) => {
      const limited = limits.flatMap((limitsOfOne) => limitsOfOne[name] ?? []);
      return [name, limiterApart(`${limitedAs} ${name}`, limited, effects)];
    }),
  );
};

const usualFor = (
  limitedAs: string,
  sharing: readonly Watched[],
  { limits, monotonicMs, random, telemetry }: LimitsEffects,
): Limiter =>
  createLimiter({
    name: limitedAs,
    requestsPerMinute: strictest(sharing.map(({ instance }) => instance.endpoint.requestsPerMinute)),
    shared: limits,
    monotonicMs,
    random,
    onUse: (share) =>
      sharing.forEach(({ instance, watch }) => {
        watch.onUse(share);
        telemetry.gauge('gateway.quota.used', share, { destination: instance.name });
      }),
  });

/** The limits of each instance. Instances that their API counts together share them, held to the strictest of their settings. */
export const createLimits = (
  all: readonly Watched[],
  effects: LimitsEffects,
): ((instance: Instance) => CallLimits) => {
  const known = new Map<string, CallLimits>();
  return ({ limitedAs }) => {
    const sharing = all.filter(({ instance }) => instance.limitedAs === limitedAs);
    const limits = known.get(limitedAs) ?? {
      usual: usualFor(limitedAs, sharing, effects),
      apart: apartFor(limitedAs, sharing, effects),
    };
    known.set(limitedAs, limits);
    return limits;
  };
};
