import fc from 'fast-check';
import { createPendingCallers } from '../../../shared/delivery/batches/pending-callers';
import { createBatcher, type Batching } from '../../../shared/delivery/batches/batcher';
import { passing } from '../../waiting';
import { plenty } from '../plenty';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const soon = (ms = 20_000): Date => new Date(jest.now() + ms);

const allDone: Batching<number, string>['run'] = (items) => Promise.resolve(items.map((n) => `${n} done`));

/** A batcher of numbers that answers `<n> done`; the batches it formed are kept. */
const batcherOf = (more: Partial<Batching<number, string>> = {}) => {
  const batches: (readonly number[])[] = [];
  const deadlines: Date[] = [];
  const { run = allDone, ...rest } = more;
  const bring = createBatcher<number, string>({
    size: () => 3,
    windowMs: 5,
    permits: plenty,
    pending: createPendingCallers(),
    inFlight: 10,
    now: () => new Date(jest.now()),
    wrapUp: (_, results) => Promise.resolve(results),
    late: (n) => `${n} late`,
    ...rest,
    run: (items, deadline) => {
      batches.push([...items]);
      deadlines.push(deadline);
      return run(items, deadline);
    },
  });
  return { bring, batches, deadlines };
};

/** Work that ends when it is told to. */
const held = () => {
  const waiting: (() => void)[] = [];
  return {
    work: () => new Promise<void>((done) => waiting.push(done)),
    waiting: () => waiting.length,
    release: () => waiting.splice(0).forEach((done) => done()),
  };
};

/** Lets everything happen that needs no time. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await jest.advanceTimersByTimeAsync(0);
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);

describe('the items of concurrent callers', () => {
  it('share batches, and each caller gets its own results', async () => {
    const { bring, batches } = batcherOf();
    const results = await passing(Promise.all(upTo(6).map((n) => bring([n], soon()))));
    expect(batches).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(results).toEqual(upTo(6).map((n) => [`${n} done`]));
  });

  it('of one caller are spread over as many batches as it takes, their results in their order', async () => {
    const { bring, batches } = batcherOf();
    expect(await passing(bring(upTo(7), soon()))).toEqual(upTo(7).map((n) => `${n} done`));
    expect(batches.map((batch) => batch.length)).toEqual([3, 3, 1]);
  });

  it('are no batch where there are none', async () => {
    const { bring, batches } = batcherOf();
    expect(await bring([], soon())).toEqual([]);
    expect(batches).toEqual([]);
  });

  it('have the deadline of the one that has the most time', async () => {
    const { bring, deadlines } = batcherOf();
    const [short, long] = [soon(10_000), soon(20_000)];
    await passing(Promise.all([bring([1], short), bring([2], long), bring([3], short)]));
    expect(deadlines).toEqual([long]);
  });

  it('are late where a batch says nothing of them', async () => {
    const { bring } = batcherOf({ run: () => Promise.resolve(['0 done']) });
    expect(await passing(bring([0, 1], soon()))).toEqual(['0 done', '1 late']);
  });

  it('that come ten thousand at once, one by one, make a hundred batches of a hundred', async () => {
    const { bring, batches } = batcherOf({ size: () => 100, windowMs: 50, inFlight: 8 });
    const results = await passing(Promise.all(upTo(10_000).map((n) => bring([n], soon()))));
    expect(results.flat()).toEqual(upTo(10_000).map((n) => `${n} done`));
    expect(batches).toHaveLength(100);
  });
});

describe('a batch', () => {
  /** Nine of ten permits are used, so that callers who come one after another wait 80 % of what makes the rest last. */
  const scarce = { windowMs: 50, size: () => 100, permits: () => ({ left: 100, perMinute: 1200 }) };

  /** So many callers of a moment ago, as many as make a storm of it. */
  const afterStorm = async (more: Partial<Batching<number, string>>) => {
    const world = batcherOf({ windowMs: 50, size: () => 100, ...more });
    for (const n of upTo(99)) void world.bring([1000 + n], soon());
    await jest.advanceTimersByTimeAsync(50);
    world.batches.length = 0;
    return world;
  };

  it('that is full goes at once', async () => {
    const { bring, batches } = await afterStorm({ ...scarce, size: () => 3 });
    void bring([1, 2], soon());
    await jest.advanceTimersByTimeAsync(10);
    expect(batches).toEqual([]);
    void bring([3], soon());
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('of a lone caller goes at once, where a tenth of the permits is left', async () => {
    const { bring, batches } = batcherOf(scarce);
    void bring([1], soon());
    await turns();
    expect(batches).toEqual([[1]]);
  });

  it('of a lone caller goes at once when a pause has followed a storm', async () => {
    const { bring, batches } = await afterStorm({});
    await jest.advanceTimersByTimeAsync(51);
    void bring([1], soon());
    await turns();
    expect(batches).toEqual([[1]]);
  });

  it('waits a moment after one of several callers, and goes where nobody comes', async () => {
    const { bring, batches } = await afterStorm({});
    void bring([1], soon());
    await jest.advanceTimersByTimeAsync(4);
    expect(batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([[1]]);
  });

  it('of a lone sender waits that moment once in sixteen times', async () => {
    const { bring, batches } = batcherOf({ windowMs: 50 });
    const start = jest.now();
    for (const n of upTo(40)) {
      void bring([n], soon());
      await turns();
      if (batches.length <= n) await jest.advanceTimersByTimeAsync(5);
    }
    expect([batches.length, jest.now() - start]).toEqual([40, 10]);
  });

  it('goes beside another where permits are plenty for what comes', async () => {
    const place = held();
    const { bring, batches } = batcherOf({ run: () => place.work().then(() => []) });
    for (const n of [1, 2, 3]) {
      void bring([n], soon());
      await turns();
    }
    expect(batches).toEqual([[1], [2], [3]]);
    place.release();
  });

  it('waits for the window when permits are scarce, and no longer', async () => {
    const { bring, batches } = await afterStorm(scarce);
    void bring([1], soon());
    await jest.advanceTimersByTimeAsync(30);
    void bring([2], soon());
    await jest.advanceTimersByTimeAsync(19);
    expect(batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([[1, 2]]);
  });

  it('waits in a storm while another is under way, and goes when that is done', async () => {
    const place = held();
    const { bring, batches } = await afterStorm({ run: () => place.work().then(() => []) });
    void bring([1], soon());
    await jest.advanceTimersByTimeAsync(30);
    void bring([2], soon());
    await turns();
    expect(batches).toEqual([]);
    place.release();
    await jest.advanceTimersByTimeAsync(5);
    expect(batches).toEqual([[1, 2]]);
    place.release();
  });

  it('waits for a quarter of the time that the last came together in, from the last who came', async () => {
    const place = held();
    const { bring, batches } = await afterStorm({
      windowMs: 200,
      run: () => place.work().then(() => []),
    });
    void bring([1], soon());
    await jest.advanceTimersByTimeAsync(80);
    void bring([2], soon());
    place.release();
    await jest.advanceTimersByTimeAsync(5);
    place.release();
    await turns();
    expect(batches).toEqual([[1, 2]]);
    void bring([3], soon());
    await jest.advanceTimersByTimeAsync(12);
    void bring([4], soon());
    await jest.advanceTimersByTimeAsync(19);
    expect(batches).toEqual([[1, 2]]);
    await jest.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);
    place.release();
  });

  it('is of the size that is right when it goes', async () => {
    let size = 3;
    const { bring, batches } = batcherOf({ size: () => size });
    await passing(bring([1, 2, 3], soon()));
    size = 1;
    await passing(bring([4, 5], soon()));
    size = 2;
    await passing(bring([6, 7], soon()));
    expect(batches).toEqual([[1, 2, 3], [4], [5], [6, 7]]);
  });

  it('does not go where its item has no time left while it waits for others', async () => {
    const { bring, batches } = await afterStorm(scarce);
    const result = bring([1], soon(20));
    await jest.advanceTimersByTimeAsync(60);
    expect(await result).toEqual(['1 late']);
    expect(batches).toEqual([]);
  });
});

describe('while others are known to be on the way', () => {
  /** Defender's, of which one comes in two seconds. */
  const seldom = { size: () => 100, windowMs: 50, permits: () => ({ left: 30, perMinute: 30 }) };

  it('a batch waits for them, where permits come seldom, and goes when nobody is any more', async () => {
    const pending = createPendingCallers();
    const { bring, batches } = batcherOf({ ...seldom, pending });
    const [first, second] = [pending.add(), pending.add()];
    void bring([1], soon());
    await jest.advanceTimersByTimeAsync(1000);
    void bring([2], soon());
    first();
    await jest.advanceTimersByTimeAsync(1000);
    expect(batches).toEqual([]);
    second();
    await jest.advanceTimersByTimeAsync(1000);
    expect(batches).toEqual([[1, 2]]);
  });

  it.each([
    ['for as long as three permits take', 240, 6000],
    ['for a third of the time that the first of them has left', 15, 5000],
  ])('a batch waits %s', async (_, seconds, ms) => {
    const pending = createPendingCallers();
    const { bring, batches } = batcherOf({ ...seldom, pending });
    pending.add();
    void bring([1], soon(240_000));
    void bring([2], soon(seconds * 1000));
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(2);
    expect(batches).toEqual([[1, 2]]);
  });

  it('a batch off a queue waits for anybody, until none has come for as long as a permit takes', async () => {
    const { bring, batches } = batcherOf(seldom);
    void bring([1], soon(240_000));
    await jest.advanceTimersByTimeAsync(1500);
    void bring([2], soon(240_000));
    await jest.advanceTimersByTimeAsync(1990);
    expect(batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(20);
    expect(batches).toEqual([[1, 2]]);
  });

  it.each([
    ['where permits come often', { permits: plenty }, true],
    ['where it is full', { size: () => 1 }, true],
    ['where nobody is on the way', {}, false],
  ])('a batch does not wait %s', async (_, more, isOnTheWay) => {
    const pending = createPendingCallers();
    const { bring, batches } = batcherOf({ ...seldom, ...more, pending });
    if (isOnTheWay) pending.add();
    void bring([1], soon());
    await turns();
    expect(batches).toEqual([[1]]);
  });
});

describe('when all places are taken', () => {
  const full = (more: Partial<Batching<number, string>> = {}) => {
    const place = held();
    const run: Batching<number, string>['run'] = async (items) => {
      await place.work();
      return items.map((n) => `${n} done`);
    };
    return { ...batcherOf({ run, windowMs: 0, ...more }), place };
  };

  it('no other batch begins, however many are full', async () => {
    const { bring, batches, place } = full({ size: () => 1, inFlight: 2 });
    const results = bring(upTo(5), soon());
    await turns();
    expect(batches).toEqual([[0], [1]]);
    place.release();
    await turns();
    expect(batches).toEqual([[0], [1], [2], [3]]);
    place.release();
    await turns();
    place.release();
    expect(await passing(results)).toHaveLength(5);
  });

  it('goes on filling the next', async () => {
    const { bring, batches, place } = full({ size: () => 10, inFlight: 1 });
    const first = bring([0], soon());
    await turns();
    const others = [1, 2, 3].map((n) => bring([n], soon()));
    await turns();
    expect(batches).toEqual([[0]]);
    place.release();
    await turns();
    expect(batches).toEqual([[0], [1, 2, 3]]);
    place.release();
    expect((await passing(Promise.all([first, ...others]))).flat()).toEqual(upTo(4).map((n) => `${n} done`));
  });

  it('an item whose time is over is late although no place is free, and is in no batch', async () => {
    const { bring, batches, place } = full({ inFlight: 1 });
    const first = bring([1], soon());
    await turns();
    expect(await passing(bring([2], soon(20)))).toEqual(['2 late']);
    const third = bring([3], soon());
    expect(place.waiting()).toBe(1);
    place.release();
    await turns();
    place.release();
    expect([await passing(first), await passing(third)]).toEqual([['1 done'], ['3 done']]);
    expect(batches).toEqual([[1], [3]]);
  });

  it('an item that comes too late is told so at once', async () => {
    const { bring, batches } = full();
    expect(await passing(bring([1], new Date(jest.now() - 1)))).toEqual(['1 late']);
    expect(batches).toEqual([]);
  });
});

describe('when a batch fails', () => {
  it.each([
    ['at its work', { run: () => Promise.reject(new Error('broken')) }],
    ['at what is still to do after it', { wrapUp: () => Promise.reject(new Error('broken')) }],
  ])('its callers fail, and its place is free: %s', async (_, broken) => {
    const { bring, batches } = batcherOf({ ...broken, inFlight: 1, size: () => 1 });
    const results = [bring([1], soon()), bring([2, 3], soon())];
    expect((await passing(Promise.allSettled(results))).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(batches).toEqual([[1], [2], [3]]);
  });
});

describe('what is still to do after a batch', () => {
  it('is done before its callers have their results, and has the last word', async () => {
    const { bring } = batcherOf({
      wrapUp: (items, results) =>
        Promise.resolve(results.map((result, at) => `${result} and kept (${items[at]})`)),
    });
    expect(await passing(bring([1], soon()))).toEqual(['1 done and kept (1)']);
  });

  it('does not keep the next batch waiting', async () => {
    const books = held();
    const { bring, batches } = batcherOf({
      inFlight: 1,
      size: () => 1,
      wrapUp: async (_, results) => {
        await books.work();
        return results;
      },
    });
    const results = bring([1, 2, 3], soon());
    await turns();
    expect(batches).toEqual([[1], [2], [3]]);
    expect(books.waiting()).toBe(3);
    books.release();
    expect(await passing(results)).toHaveLength(3);
  });
});

describe('whatever comes, in whatever portions', () => {
  it('is in exactly one batch, none too large, and has exactly one result', async () => {
    const given = fc.record({
      portions: fc.array(fc.nat(9), { maxLength: 12 }),
      size: fc.integer({ min: 1, max: 7 }),
      inFlight: fc.integer({ min: 1, max: 3 }),
      windowMs: fc.nat(2),
      pauses: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(given, async ({ portions, size, inFlight, windowMs, pauses }) => {
        const run = async (items: readonly number[]): Promise<readonly string[]> => {
          for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
          return items.map((n) => `${n} done`);
        };
        const { bring, batches } = batcherOf({ size: () => size, inFlight, windowMs, run });
        const results: Promise<readonly string[]>[] = [];
        let next = 0;
        for (const [at, portion] of portions.entries()) {
          const from = next;
          next += portion;
          results.push(
            bring(
              upTo(portion).map((n) => from + n),
              soon(),
            ),
          );
          if (pauses[at % pauses.length] === true) await turns();
        }
        const all = await passing(Promise.all(results));
        expect(all.map((some) => some.length)).toEqual(portions);
        expect(all.flat()).toEqual(upTo(next).map((n) => `${n} done`));
        expect(batches.flat().sort((a, b) => a - b)).toEqual(upTo(next));
        expect(batches.filter((batch) => batch.length > size || batch.length === 0)).toEqual([]);
      }),
    );
  });
});
