import fc from 'fast-check';
import { createBatcher, type Batching } from '../../shared/delivery/batcher';
import { passing } from '../waiting';

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

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
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
  it('that is full goes at once', async () => {
    const { bring, batches } = batcherOf({ windowMs: 50 });
    void bring([1, 2], soon());
    await jest.advanceTimersByTimeAsync(10);
    expect(batches).toEqual([]);
    void bring([3], soon());
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('that is not full goes when its oldest item has waited for the window, and not before', async () => {
    const { bring, batches } = batcherOf({ windowMs: 50 });
    void bring([1], soon());
    await jest.advanceTimersByTimeAsync(30);
    void bring([2], soon());
    await jest.advanceTimersByTimeAsync(19);
    expect(batches).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([[1, 2]]);
  });

  it.each([
    [4, 50],
    [5, 200],
  ])('after one of %i callers waits for %i ms', async (callers, ms) => {
    const { bring, batches } = batcherOf({ windowMs: 50, size: () => 100 });
    for (const n of upTo(callers)) void bring([n], soon());
    await jest.advanceTimersByTimeAsync(50);
    void bring([90], soon());
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(batches).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(batches).toEqual([upTo(callers), [90]]);
    void bring([91], soon());
    await jest.advanceTimersByTimeAsync(50);
    expect(batches).toHaveLength(3);
  });

  it('is of the size that is right when it goes', async () => {
    let size = 3;
    const { bring, batches } = batcherOf({ size: () => size });
    await bring([1, 2, 3], soon());
    size = 1;
    await bring([4, 5], soon());
    size = 2;
    await bring([6, 7], soon());
    expect(batches).toEqual([[1, 2, 3], [4], [5], [6, 7]]);
  });

  it('does not go where its item has no time left while it waits for company', async () => {
    const { bring, batches } = batcherOf({ windowMs: 50 });
    const result = bring([1], soon(20));
    await jest.advanceTimersByTimeAsync(60);
    expect(await result).toEqual(['1 late']);
    expect(batches).toEqual([]);
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
    const results = upTo(4).map((n) => bring([n], soon()));
    await turns();
    expect(batches).toEqual([[0]]);
    place.release();
    await turns();
    expect(batches).toEqual([[0], [1, 2, 3]]);
    place.release();
    expect((await passing(Promise.all(results))).flat()).toEqual(upTo(4).map((n) => `${n} done`));
  });

  it('an item whose time is over is late although no place is free, and is in no batch', async () => {
    const { bring, batches, place } = full({ inFlight: 1 });
    const first = bring([1], soon());
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
    expect(await bring([1], new Date(jest.now() - 1))).toEqual(['1 late']);
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
          await turns();
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
