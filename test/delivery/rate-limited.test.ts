import * as E from 'fp-ts/Either';
import { rateLimited } from '../../shared/delivery/rate-limited';
import { type Exchange } from '../../shared/destinations/destination';
import { unavailable } from '../../shared/failure';
import { answer, always, down } from '../pipeline/graph-script';
import { type Script } from '../pipeline/in-memory-environment';
import { plenty } from './plenty';

const call = { method: 'POST', path: '/security/tiIndicators', body: {} } as const;

/** An exchange behind a limiter; what either was asked is kept, in order. */
const behind = (script: Script, permit: 'given' | 'refused' = 'given') => {
  const log: string[] = [];
  const refusal = { ...unavailable('destination', 'rate-limited'), retryAfterSeconds: 4.2 };
  const exchange: Exchange = (one, timeoutMs) => () => {
    log.push(`call of ${timeoutMs} ms`);
    return Promise.resolve(script(one, timeoutMs));
  };
  const limiter = (which = '') => ({
    take: (maxMs: number) => () => {
      log.push(`${which}permit within ${maxMs} ms`);
      return Promise.resolve(permit === 'given' ? E.right(undefined) : E.left(refusal));
    },
    done: () => log.push(`${which}over`),
    permits: plenty,
    pause: (seconds: number) => log.push(`${which}pause for ${seconds} s`),
  });
  const apart = new Map([['single', limiter('single ')]]);
  return { exchange: rateLimited({ usual: limiter(), apart }, exchange), log, refusal };
};

describe('a call', () => {
  it.each([
    ['two seconds at most', 10_000, 2000],
    ['no longer than the call may take', 700, 700],
  ])('waits for a permit first: %s', async (_, timeoutMs, maxMs) => {
    const { exchange, log } = behind(always(answer(200)));
    expect(await exchange(call, timeoutMs)()).toEqual(answer(200));
    expect(log).toEqual([`permit within ${maxMs} ms`, `call of ${timeoutMs} ms`, 'over']);
  });

  it.each([
    ['that is counted apart', { ...call, countedAs: 'single' }, 'single '],
    ['that is counted as nothing that has a limit', { ...call, countedAs: 'other' }, ''],
  ])('%s takes a permit of its own limit', async (_, one, which) => {
    const { exchange, log } = behind(always(answer(200)));
    await exchange(one, 700)();
    expect(log).toEqual([`${which}permit within 700 ms`, 'call of 700 ms', `${which}over`]);
  });

  it('is not made without one, and says when to ask again', async () => {
    const { exchange, log, refusal } = behind(always(answer(200)), 'refused');
    expect(await exchange(call, 10_000)()).toEqual(E.left(refusal));
    expect(log).toEqual(['permit within 2000 ms']);
  });
});

describe('what the destination answers', () => {
  it.each<[string, Script, readonly string[]]>([
    ['429 with a wait: pause for that long', always(answer(429, undefined, 3600)), ['pause for 3600 s']],
    ['429 with a part of a second', always(answer(429, undefined, 0.25)), ['pause for 0.25 s']],
    ['429 without: pause for a second', always(answer(429)), ['pause for 1 s']],
    ['503 with a wait: pause for that long', always(answer(503, undefined, 17)), ['pause for 17 s']],
    ['503 without: no pause', always(answer(503)), []],
    ['500 with a wait, which is for that call alone', always(answer(500, undefined, 17)), []],
    ['200', always(answer(200)), []],
    ['nothing', down, []],
  ])('is passed on, and a wait is told to all: %s', async (_, script, pause) => {
    const { exchange, log } = behind(script);
    expect(await exchange(call, 500)()).toEqual(script(call, 500));
    expect(log.slice(2)).toEqual(['over', ...pause]);
  });
});
