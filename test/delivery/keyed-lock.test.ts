import { createKeyedLock } from '../../shared/delivery/keyed-lock';
import { passing } from '../waiting';

const now = (): Date => new Date(jest.now());
const soon = (ms = 20_000): Date => new Date(jest.now() + ms);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Work on positions that says when it begins, and ends when it is told to. */
const heldWork = (log: string[], name: string) => {
  let done: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    done = resolve;
  });
  const work = async (positions: readonly number[]): Promise<readonly string[]> => {
    log.push(`${name} begins ${positions.join()}`);
    await ended;
    log.push(`${name} ends`);
    return positions.map((position) => `${name}${position}`);
  };
  return { work, end: () => done() };
};

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('when two callers have a key in common', () => {
  it('the second begins when the first is done', async () => {
    const [oneByOne, log] = [createKeyedLock(now), [] as string[]];
    const [first, second] = [heldWork(log, 'first'), heldWork(log, 'second')];
    const results = [oneByOne(['a'], soon(), first.work), oneByOne(['a'], soon(), second.work)];
    await turns();
    expect(log).toEqual(['first begins 0']);
    first.end();
    second.end();
    expect((await Promise.all(results)).map((result) => [...result])).toEqual([
      [[0, 'first0']],
      [[0, 'second0']],
    ]);
    expect(log).toEqual(['first begins 0', 'first ends', 'second begins 0', 'second ends']);
  });

  it('the second sees what the first did', async () => {
    const oneByOne = createKeyedLock(now);
    const seen = new Map<string, number>();
    const count = async (): Promise<readonly number[]> => {
      const before = seen.get('a') ?? 0;
      await turns();
      seen.set('a', before + 1);
      return [before];
    };
    const results = await Promise.all(Array.from({ length: 20 }, () => oneByOne(['a'], soon(), count)));
    expect(results.map((result) => result.get(0)).sort((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n),
    );
  });

  it('their other keys are not held up', async () => {
    const [oneByOne, log] = [createKeyedLock(now), [] as string[]];
    const [first, second] = [heldWork(log, 'first'), heldWork(log, 'second')];
    const results = [oneByOne(['a', 'b'], soon(), first.work), oneByOne(['b', 'c'], soon(), second.work)];
    await turns();
    expect(log).toEqual(['first begins 0,1', 'second begins 1']);
    second.end();
    await turns();
    expect(log).toEqual(['first begins 0,1', 'second begins 1', 'second ends']);
    first.end();
    expect(await Promise.all(results)).toEqual([
      new Map([
        [0, 'first0'],
        [1, 'first1'],
      ]),
      new Map([
        [1, 'second1'],
        [0, 'second0'],
      ]),
    ]);
  });

  it('a third that has none of them does not wait', async () => {
    const oneByOne = createKeyedLock(now);
    const first = heldWork([], 'first');
    const held = oneByOne(['a'], soon(), first.work);
    const other = await oneByOne(['b'], soon(), () => Promise.resolve(['done']));
    expect([...other]).toEqual([[0, 'done']]);
    first.end();
    await held;
  });
});

describe('when a caller has a key twice', () => {
  it('works on it in two turns, in order', async () => {
    const turnsTaken: (readonly number[])[] = [];
    const result = await createKeyedLock(now)(['a', 'b', 'a', 'a'], soon(), (positions) => {
      turnsTaken.push(positions);
      return Promise.resolve(positions.map(String));
    });
    expect(turnsTaken).toEqual([[0, 1], [2], [3]]);
    expect([...result].sort()).toEqual([
      [0, '0'],
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ]);
  });

  it.each(['__proto__', 'constructor', ''])('whatever it is called: %j', async (key) => {
    const result = await createKeyedLock(now)([key, key], soon(), (positions) => Promise.resolve(positions));
    expect(result.size).toBe(2);
  });
});

describe('when the deadline passes while it waits', () => {
  it('is given up: no work, and no result', async () => {
    const [oneByOne, log] = [createKeyedLock(now), [] as string[]];
    const [first, second] = [heldWork(log, 'first'), heldWork(log, 'second')];
    const held = oneByOne(['a'], soon(), first.work);
    second.end();
    const result = await passing(oneByOne(['b', 'a'], soon(20), second.work));
    expect([...result]).toEqual([[0, 'second0']]);
    first.end();
    expect([...(await held)]).toEqual([[0, 'first0']]);
    expect(log).toEqual(['first begins 0', 'second begins 0', 'second ends', 'first ends']);
  });

  it('the next who comes does not wait for it', async () => {
    const oneByOne = createKeyedLock(now);
    const first = heldWork([], 'first');
    const held = oneByOne(['a'], soon(), first.work);
    await passing(oneByOne(['a'], soon(20), () => Promise.resolve(['never'])));
    first.end();
    await held;
    expect([...(await oneByOne(['a'], soon(), () => Promise.resolve(['done'])))]).toEqual([[0, 'done']]);
  });
});

describe('when work fails', () => {
  it('its keys are free again, for who waits and for who comes', async () => {
    const oneByOne = createKeyedLock(now);
    const done = () => Promise.resolve(['done']);
    const failing = oneByOne(['a'], soon(), () => Promise.reject(new Error('broken')));
    const waiting = oneByOne(['a'], soon(), done);
    await expect(failing).rejects.toThrow('broken');
    expect([...(await waiting)]).toEqual([[0, 'done']]);
    expect([...(await oneByOne(['a'], soon(), done))]).toEqual([[0, 'done']]);
  });
});

describe('nothing to work on', () => {
  it('is no work', async () => {
    const work = jest.fn<Promise<readonly string[]>, [readonly number[]]>();
    expect([...(await createKeyedLock(now)([], soon(), work))]).toEqual([]);
    expect(work).not.toHaveBeenCalled();
  });
});
