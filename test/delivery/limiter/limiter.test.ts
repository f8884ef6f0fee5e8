import * as E from 'fp-ts/Either';
import { createLimiter, type LimiterOptions } from '../../../shared/delivery/limiter/limiter';
import { type Limiter } from '../../../shared/delivery/ports';
import { seeded, sharedTextInMemory, type World } from './limiter-world';

const latencyMs = 5;
let shared: World;

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
  shared = sharedTextInMemory(seeded(1), latencyMs);
});

afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

const limiterOf = (requestsPerMinute: number, options: Partial<LimiterOptions> = {}): Limiter => {
  const monotonicMs = () => performance.now();
  const random = seeded(2);
  return createLimiter({ name: 'graph', requestsPerMinute, shared, monotonicMs, random, ...options });
};

/**
 * `true` for each permit, else the seconds after which to ask again, as far as there is an answer by then. The calls are over
 * at once.
 */
const takeMany = (limiter: Limiter, count: number, maxMs = 0) => {
  const answers: (true | number | null)[] = [];
  for (let taken = 0; taken < count; taken += 1)
    void limiter
      .take(maxMs)()
      .then((answer) => {
        if (E.isRight(answer)) limiter.done();
        answers.push(E.isRight(answer) ? true : answer.left.retryAfterSeconds);
      });
  return answers;
};

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

const granted = async (limiter: Limiter, count: number): Promise<number> => {
  const answers = takeMany(limiter, count);
  await pass(200);
  return answers.filter((answer) => answer === true).length;
};

const tableCalls = () => shared.reads + shared.writes;

describe('when the rate is 0', () => {
  it('lets every call through and never asks the table', async () => {
    const limiter = limiterOf(0);
    limiter.pause(60);
    expect(await granted(limiter, 5_000)).toBe(5_000);
    expect(tableCalls()).toBe(0);
  });
});

describe('when the gateway was idle', () => {
  it('lets a minute’s calls through at once, and the next when the window is over', async () => {
    const limiter = limiterOf(100);
    expect(await granted(limiter, 150)).toBe(100);
    await pass(58_000);
    expect(await granted(limiter, 150)).toBe(0);
    await pass(4_000);
    expect(await granted(limiter, 150)).toBe(100);
  });

  it('shares one lease between all who ask while it is under way', async () => {
    expect(await granted(limiterOf(1000), 150)).toBe(150);
    expect({ reads: shared.reads, writes: shared.writes }).toEqual({ reads: 1, writes: 1 });
  });

  it('leases one permit, then twice as many, as long as they are used', async () => {
    const limiter = limiterOf(1000);
    for (let call = 0; call < 31; call += 1) await granted(limiter, 1);
    expect(shared).toMatchObject({ reads: 1, writes: 5, conflicts: 0 });
  });

  it('leases no more than were used, after some were not', async () => {
    const limiter = limiterOf(1000);
    await granted(limiter, 7);
    await granted(limiter, 3); // of a lease of 14
    await pass(6_000);
    await granted(limiter, 3);
    expect(shared.writes).toBe(3);
    await granted(limiter, 1);
    expect(shared.writes).toBe(4);
  });
});

describe('when the limit is reached', () => {
  it('refuses with the time to ask again, one after another, a little faster than the limit', async () => {
    const limiter = limiterOf(60);
    await granted(limiter, 60);
    const answers = takeMany(limiter, 4);
    await pass(100);
    const [first = 0, ...others] = answers.map(Number);
    expect(first).toBeGreaterThan(58);
    expect(first).toBeLessThan(63);
    expect(others.map((seconds, index) => seconds - first - (index + 1) / 1.3)).toEqual([
      expect.closeTo(0),
      expect.closeTo(0),
      expect.closeTo(0),
    ]);
  });

  it('says that the destination is unavailable because of the rate', async () => {
    const limiter = limiterOf(5);
    await granted(limiter, 5);
    const answer = limiter.take(0)();
    await pass(100);
    expect(await answer).toMatchObject({
      left: { _tag: 'Unavailable', dependency: 'destination', code: 'rate-limited' },
    });
  });

  it('lets those wait, in order, who can wait for long enough', async () => {
    const limiter = limiterOf(5);
    await granted(limiter, 5);
    await pass(59_000);
    const order: string[] = [];
    const take = (name: string, maxMs: number) =>
      void limiter
        .take(maxMs)()
        .then((answer) => order.push(`${name} ${answer._tag}`));
    take('first', 10_000);
    take('second', 1);
    take('third', 10_000);
    await pass(100);
    expect(order).toEqual(['second Left']);
    await pass(10_000);
    expect(order).toEqual(['second Left', 'first Right', 'third Right']);
  });
});

describe('when there are two instances', () => {
  it('leaves one what the other did not use', async () => {
    const [one, other] = [limiterOf(100), limiterOf(100)];
    expect(await granted(one, 20)).toBe(20);
    expect(await granted(other, 150)).toBe(80);
  });

  it('writes without reading as long as the other does not write, and reads after it did', async () => {
    const [one, other] = [limiterOf(1000), limiterOf(1000)];
    await granted(one, 1);
    await granted(one, 2);
    expect(shared).toMatchObject({ reads: 1, writes: 2, conflicts: 0 });
    await granted(other, 1);
    expect(shared).toMatchObject({ reads: 2, writes: 3, conflicts: 0 });
    await granted(one, 4);
    expect(shared).toMatchObject({ reads: 3, writes: 5, conflicts: 1 });
  });

  it('gives what one held when it was killed to the other, a window after it was void', async () => {
    const [killed, other] = [limiterOf(10), limiterOf(10)];
    await granted(killed, 1);
    await granted(killed, 1); // of a lease of 2
    expect(await granted(other, 10)).toBe(7);
    await pass(72_000);
    expect(await granted(other, 10)).toBe(10);
  });

  it('counts a call for as long as it is on its way', async () => {
    const [one, other] = [limiterOf(10), limiterOf(10)];
    void one.take(0)();
    await pass(59_000);
    await granted(one, 1); // of a lease of 2
    await pass(5_000);
    expect(await granted(other, 10)).toBe(7);
  });

  it('uses no permit that is void', async () => {
    const limiter = limiterOf(1000);
    await granted(limiter, 10);
    await granted(limiter, 1); // of a lease of 20
    const writes = shared.writes;
    await pass(5_000);
    await granted(limiter, 1);
    expect(shared.writes).toBe(writes + 1);
  });
});

describe('when the destination asks for a pause', () => {
  it('lets nothing through before it is over, however long that is, and everything after', async () => {
    const limiter = limiterOf(1000);
    expect(await granted(limiter, 3)).toBe(3);
    limiter.pause(3_600);
    const answers = takeMany(limiter, 1);
    await pass(3_599_000);
    expect(answers).toEqual([3_600]);
    expect(await granted(limiter, 1)).toBe(0);
    await pass(3_000);
    expect(await granted(limiter, 1)).toBe(1);
  });

  it('is not talked down by a shorter wish', async () => {
    const limiter = limiterOf(1000);
    limiter.pause(60);
    limiter.pause(1);
    await pass(59_000);
    expect(await granted(limiter, 1)).toBe(0);
  });

  it('tells the other instances, once for many answers at the same time', async () => {
    const [one, other] = [limiterOf(1000), limiterOf(1000)];
    for (let answer = 0; answer < 50; answer += 1) one.pause(60);
    await pass(100);
    expect({ reads: shared.reads, writes: shared.writes }).toEqual({ reads: 1, writes: 1 });
    const answers = takeMany(other, 1);
    await pass(100);
    expect(answers).toEqual([expect.closeTo(60, -1)]);
    await pass(59_700);
    expect(await granted(other, 1)).toBe(0);
  });
});

describe('when the table can’t be reached', () => {
  /** An instance that has seen the table before. */
  const informed = async (): Promise<Limiter> => {
    const limiter = limiterOf(100);
    await granted(limiter, 1);
    shared.losing = () => true;
    await pass(70_000);
    return limiter;
  };

  it('holds this instance to the limit by itself, and asks again only after ten seconds', async () => {
    const limiter = await informed();
    const before = tableCalls();
    expect(await granted(limiter, 150)).toBe(100);
    expect(tableCalls()).toBe(before + 2); // a lost write, and a look at what came of it
    await pass(9_000);
    await granted(limiter, 1);
    expect(tableCalls()).toBe(before + 2);
    await pass(2_000);
    await granted(limiter, 1);
    expect(tableCalls()).toBe(before + 3);
    await pass(50_000);
    expect(await granted(limiter, 150)).toBe(100);
  });

  it('lets one call through in a window on an instance that never saw it: the others may have had the rest', async () => {
    shared.losing = () => true;
    const limiter = limiterOf(100);
    expect(await granted(limiter, 150)).toBe(1);
    await pass(58_000);
    expect(await granted(limiter, 150)).toBe(0);
    await pass(3_000);
    expect(await granted(limiter, 150)).toBe(100);
  });

  it('says to ask again a second later, and goes by the table as soon as it is seen', async () => {
    shared.losing = () => true;
    const limiter = limiterOf(100);
    const answers = takeMany(limiter, 2);
    await pass(200);
    expect(answers).toEqual([true, expect.closeTo(1, 0)]);
    shared.losing = () => false;
    await pass(1_000);
    expect(await granted(limiter, 150)).toBe(99);
  });

  it('tells what it used meanwhile, when it is reached again', async () => {
    const [one, other] = [await informed(), limiterOf(100)];
    await granted(one, 40);
    shared.losing = () => false;
    await pass(10_000);
    expect(await granted(one, 20)).toBe(20);
    expect(await granted(other, 150)).toBe(40);
  });

  it('lets a call wait for its permit no longer than the table takes to say no', async () => {
    const limiter = await informed();
    const answers = takeMany(limiter, 1);
    await pass(4 * latencyMs);
    expect(answers).toEqual([true]);
  });
});
