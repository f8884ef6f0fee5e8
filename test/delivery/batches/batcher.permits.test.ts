import * as E from 'fp-ts/Either';
import { createPendingCallers } from '../../../shared/delivery/batches/pending-callers';
import { createBatcher } from '../../../shared/delivery/batches/batcher';
import { createLimiter } from '../../../shared/delivery/limiter/limiter';
import { seeded, sharedTextInMemory, sleep } from '../limiter/limiter-world';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** Lets virtual time pass until it is done; far quicker than the timers' own way, which waits in real time after each. */
const through = async <A>(work: Promise<A>): Promise<A> => {
  const state = { isOpen: true };
  const close = () => {
    state.isOpen = false;
  };
  work.then(close, close);
  while (state.isOpen) {
    for (let turn = 0; turn < 25; turn += 1) await Promise.resolve();
    jest.advanceTimersToNextTimer();
  }
  return work;
};

interface Given {
  /** 0: no limiter. */
  readonly requestsPerMinute: number;
  /** How long a call takes. */
  readonly callMs: number;
  /** Requests that the host and its storage get through in a second, whatever the app does. */
  readonly hostPerSecond: number;
  /** Of the limiter; a minute but where a test would take too long. */
  readonly windowMs?: number;
  /** Of the batcher. */
  readonly maxMs?: number;
}

/** Callers who come again when they are answered, as connections do, on the way of a call from the batcher to the destination. */
const worldOf = ({ requestsPerMinute, callMs, hostPerSecond, windowMs = 60_000, maxMs = 200 }: Given) => {
  const random = seeded(7);
  const now = () => jest.now();
  const limiter = createLimiter({
    name: 'graph',
    shared: sharedTextInMemory(random, 2),
    monotonicMs: now,
    random,
    requestsPerMinute,
    windowMs,
  });
  const seen = { calls: 0, refused: 0, events: 0, maxPermitMs: 0, maxEventMs: 0 };
  const call = async (items: readonly number[]): Promise<readonly number[]> => {
    const since = now();
    const permit = await limiter.take(2000)();
    seen.maxPermitMs = Math.max(seen.maxPermitMs, now() - since);
    if (E.isLeft(permit)) {
      seen.refused += 1;
      return items;
    }
    seen.calls += 1;
    await sleep(callMs);
    limiter.done();
    return items;
  };
  const bring = createBatcher<number, number>({
    size: () => 100,
    windowMs: maxMs,
    permits: limiter.permits,
    pending: createPendingCallers(),
    inFlight: 8,
    now: () => new Date(jest.now()),
    run: call,
    wrapUp: (_, results) => Promise.resolve(results),
    late: (item) => item,
  });
  let hostFreeAt = 0;
  const throughHost = (): Promise<void> => {
    hostFreeAt = Math.max(now(), hostFreeAt) + 1000 / hostPerSecond;
    return sleep(hostFreeAt - now());
  };
  const event = async (): Promise<void> => {
    const since = now();
    seen.events += 1;
    await bring([seen.events], new Date(jest.now() + 20_000));
    seen.maxEventMs = Math.max(seen.maxEventMs, now() - since);
  };
  const connections = async (count: number, isOver: () => boolean): Promise<void> => {
    const connection = async (): Promise<void> => {
      while (!isOver()) {
        await throughHost();
        await event();
      }
    };
    await Promise.all(Array.from({ length: count }, connection));
  };
  return {
    seen,
    event,
    for: (ms: number, count: number) => {
      const end = now() + ms;
      return connections(count, () => now() >= end);
    },
    events: (most: number, count: number) => connections(count, () => seen.events >= most),
  };
};

describe('a storm of 10,000 events of one indicator over 200 connections', () => {
  it.each([
    [1000, 0, 1000],
    [1000, 50, 300],
    [1000, 200, 1000],
    [0, 0, 1000],
    [0, 3, 300],
  ])(
    'makes at most 200 calls: %i a minute allowed, %i ms each, on a host of %i requests a second',
    async (requestsPerMinute, callMs, hostPerSecond) => {
      const world = worldOf({ requestsPerMinute, callMs, hostPerSecond });
      await through(world.events(10_000, 200));
      expect(world.seen.calls).toBeLessThanOrEqual(200);
      expect(world.seen.refused).toBe(0);
    },
  );
});

describe('32 connections that never rest', () => {
  it('wait for no permit longer than a second, over two windows of the limiter', async () => {
    const world = worldOf({ requestsPerMinute: 1000, callMs: 2, hostPerSecond: 1000, windowMs: 6_000 });
    await through(world.for(13_000, 32));
    expect(world.seen.refused).toBe(0);
    expect(world.seen.maxPermitMs).toBeLessThan(1000);
    expect(world.seen.maxEventMs).toBeLessThan(1000);
  });

  it.each([
    [1000, 1000],
    [0, 400],
  ])(
    'get through seven in ten of what their host can do: limit %i, host %i',
    async (requestsPerMinute, hostPerSecond) => {
      const world = worldOf({ requestsPerMinute, callMs: 3, hostPerSecond });
      await through(world.for(10_000, 32));
      expect(world.seen.events / 10).toBeGreaterThan(0.7 * hostPerSecond);
      expect(world.seen.refused).toBe(0);
    },
  );
});

describe('an event that comes alone', () => {
  it('waits for nothing but its call, also right after a storm', async () => {
    const world = worldOf({ requestsPerMinute: 0, callMs: 20, hostPerSecond: 1000 });
    await through(world.event());
    expect(world.seen.maxEventMs).toBe(20);
    await through(world.events(2000, 200));
    await through(sleep(3000));
    world.seen.maxEventMs = 0;
    await through(world.event());
    expect(world.seen.maxEventMs).toBe(20);
  });

  it('waits for hardly more than its call where one follows the other', async () => {
    const world = worldOf({ requestsPerMinute: 0, callMs: 20, hostPerSecond: 1000 });
    await through(world.for(3000, 1));
    expect(world.seen.maxEventMs).toBe(25);
    expect(world.seen.events).toBeGreaterThan(3000 / 21.5);
  });
});
