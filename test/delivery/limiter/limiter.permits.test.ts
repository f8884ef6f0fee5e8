import * as E from 'fp-ts/Either';
import { createLimiter } from '../../../shared/delivery/limiter/limiter';
import { type Limiter } from '../../../shared/delivery/ports';
import { seeded, sharedTextInMemory, type World } from './limiter-world';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const limiterOf = (shared: World, requestsPerMinute = 100): Limiter =>
  createLimiter({
    name: 'graph',
    shared,
    monotonicMs: () => jest.now(),
    random: seeded(1),
    requestsPerMinute,
  });

const sharedLog = (): World => sharedTextInMemory(seeded(2), 2);

const calls = async (limiter: Limiter, count: number): Promise<void> => {
  for (let call = 0; call < count; call += 1) {
    const taken = limiter.take(2000)();
    await jest.advanceTimersByTimeAsync(20);
    expect(E.isRight(await taken)).toBe(true);
    limiter.done();
  }
};

describe('the permits that are left', () => {
  it('are all before the first call', () => {
    expect(limiterOf(sharedLog()).permits()).toEqual({ left: 100, perMinute: 100 });
  });

  it('are fewer by what was called, not by what is kept ready', async () => {
    const limiter = limiterOf(sharedLog());
    await calls(limiter, 30);
    await jest.advanceTimersByTimeAsync(200);
    expect(limiter.permits()).toEqual({ left: 70, perMinute: 100 });
  });

  it('are fewer by the calls of other instances, once they were heard of', async () => {
    const shared = sharedLog();
    await calls(limiterOf(shared), 30);
    await jest.advanceTimersByTimeAsync(10_000);
    const other = limiterOf(shared);
    await calls(other, 1);
    await jest.advanceTimersByTimeAsync(200);
    expect(other.permits().left).toBeLessThanOrEqual(69);
  });

  it('are all again a while after the last call, although nobody asks the log', async () => {
    const limiter = limiterOf(sharedLog());
    await calls(limiter, 30);
    await jest.advanceTimersByTimeAsync(90_000);
    expect(limiter.permits().left).toBe(100);
  });

  it('are as many as usual where no rate is kept, whatever is called', async () => {
    const limiter = limiterOf(sharedLog(), 0);
    await calls(limiter, 3);
    expect(limiter.permits()).toEqual({ left: 1000, perMinute: 1000 });
  });
});
