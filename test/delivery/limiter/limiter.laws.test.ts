import * as fc from 'fast-check';
import { elapse } from '../../waiting';
import {
  saturate,
  seeded,
  shareOfCeiling,
  sharedTextInMemory,
  worstWindow,
  type Instance,
  type World,
} from './limiter-world';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2030, 0, 1, 0, 0, 0, 400) });
});

afterEach(() => {
  jest.useRealTimers();
});

interface Run {
  readonly seed: number;
  readonly latencyMs: number;
  readonly durationMs: number;
  readonly instances: readonly Instance[];
  readonly prepare?: (shared: World, random: () => number) => void;
}

const runOf = async ({ seed, latencyMs, durationMs, instances, prepare }: Run) => {
  const random = seeded(seed);
  const shared = sharedTextInMemory(random, latencyMs);
  prepare?.(shared, random);
  const calls: number[] = [];
  for (const instance of instances) saturate(instance, shared, random, () => calls.push(performance.now()));
  await elapse(durationMs);
  jest.clearAllTimers();
  return { calls, shared };
};

const windowMs = 6_000;
const durationMs = 5 * windowMs;

const instance = (limit: number) =>
  fc.record({
    options: fc.constant({ requestsPerMinute: limit * 10, windowMs }),
    skewMs: fc.integer({ min: 0, max: 1_200_000 }),
    loops: fc.integer({ min: 1, max: 12 }),
    maxMs: fc.constantFrom(0, 100, 1_000),
    lateMs: fc.constantFrom(0, 150, 500),
    fromMs: fc.integer({ min: 0, max: 2 * windowMs }),
    toMs: fc.integer({ min: 3 * windowMs, max: durationMs }),
  });

const limits = fc.constantFrom(1, 3, 10, 40);
const seeds = fc.integer();
const latencies = fc.constantFrom(1, 20, 150);

describe('when several instances share a limit', () => {
  it('lets no window hold more, whatever their clocks say, however they interleave, and when they are killed', async () => {
    const runs = limits.chain((limit) =>
      fc.record({
        limit: fc.constant(limit),
        seed: seeds,
        latencyMs: latencies,
        instances: fc.array(instance(limit), { minLength: 1, maxLength: 5 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ({ limit, ...run }) => {
        const { calls } = await runOf({ ...run, durationMs });
        return calls.length > 0 && worstWindow(calls, windowMs) <= limit;
      }),
      { numRuns: 60 },
    );
  });
});

describe('when calls are on their way for up to as long as a permit is valid', () => {
  it('lets no window hold more, even when instances are killed meanwhile', async () => {
    const late = (limit: number) =>
      fc.record({
        options: fc.constant({ requestsPerMinute: limit * 10, windowMs, guardMs: 20 }),
        skewMs: fc.integer({ min: 0, max: 1_200_000 }),
        loops: fc.integer({ min: 4, max: 40 }),
        maxMs: fc.constant(1_000),
        lateMs: fc.constantFrom(20, 500),
        fromMs: fc.constant(0),
        toMs: fc.integer({ min: 3 * windowMs, max: durationMs }),
      });
    const runs = limits.chain((limit) =>
      fc.record({
        limit: fc.constant(limit),
        seed: seeds,
        latencyMs: latencies,
        instances: fc.array(late(limit), { minLength: 1, maxLength: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ({ limit, ...run }) => {
        const { calls } = await runOf({ ...run, durationMs });
        return calls.length > 0 && worstWindow(calls, windowMs) <= limit;
      }),
      { numRuns: 60 },
    );
  });
});

describe('when answers of the shared log are lost', () => {
  it('still holds an instance that is alone to the limit', async () => {
    const runs = limits.chain((limit) =>
      fc.record({
        limit: fc.constant(limit),
        seed: seeds,
        latencyMs: latencies,
        instances: fc.array(instance(limit), { minLength: 1, maxLength: 1 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(runs, async ({ limit, ...run }) => {
        const prepare = (shared: World, random: () => number) => {
          shared.losing = () => random() < 0.3;
        };
        const { calls } = await runOf({ ...run, durationMs, prepare });
        return calls.length > 0 && worstWindow(calls, windowMs) <= limit;
      }),
      { numRuns: 40 },
    );
  });
});

describe('when four instances want more than the limit for five minutes', () => {
  it.each([
    { requestsPerMinute: 1000, leasesPerCall: 0.01 },
    { requestsPerMinute: 100, leasesPerCall: 0.07 },
    { requestsPerMinute: 30, leasesPerCall: 0.25 },
  ])(
    'reaches 93 percent of $requestsPerMinute a minute with fewer than $leasesPerCall leases a call',
    async ({ requestsPerMinute, leasesPerCall }) => {
      const five = 5 * 60_000;
      const options = { requestsPerMinute };
      const each = { options, loops: 50, maxMs: 1_000, lateMs: 150, fromMs: 0, toMs: five };
      const skews = [0, 600_000, 1_200_000, 1_234];
      const { calls, shared } = await runOf({
        seed: 7,
        latencyMs: 10,
        durationMs: five,
        instances: skews.map((skewMs) => ({ ...each, skewMs })),
      });
      expect(worstWindow(calls, 60_000)).toBeLessThanOrEqual(requestsPerMinute);
      expect(shareOfCeiling(calls, requestsPerMinute, 60_000)).toBeGreaterThanOrEqual(0.93);
      expect((shared.writes - shared.conflicts) / calls.length).toBeLessThan(leasesPerCall);
    },
  );
});
