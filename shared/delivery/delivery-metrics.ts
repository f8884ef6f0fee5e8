import { type Telemetry } from '../telemetry/telemetry';
import { type Limiter } from './ports';

/** What is measured on the way to one destination. */
export interface Measuring {
  readonly telemetry: Pick<Telemetry, 'count' | 'record' | 'gauge'>;
  readonly destination: string;
  readonly now: () => Date;
}

/** A limiter whose waits are recorded, those that end without a permit included. */
export const timedLimiter = (limiter: Limiter, { telemetry, destination, now }: Measuring): Limiter => ({
  ...limiter,
  take: (maxMs) => async () => {
    const since = now().getTime();
    const permit = await limiter.take(maxMs)();
    telemetry.record('gateway.limiter.wait', now().getTime() - since, { destination });
    return permit;
  },
});

/** Counts how often a batch is tried again; the first try does not count. */
export const countingRetries = <A>(
  { telemetry, destination }: Measuring,
  batch: () => Promise<A>,
): (() => Promise<A>) => {
  let isAgain = false;
  return () => {
    if (isAgain) telemetry.count('gateway.retries', 1, { destination });
    isAgain = true;
    return batch();
  };
};
