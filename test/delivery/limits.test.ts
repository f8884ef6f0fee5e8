import * as E from 'fp-ts/Either';
import { createLimits } from '../../shared/delivery/limits';
import { type Limiter, type SharedText } from '../../shared/delivery/ports';
import { type Endpoint, type Instance } from '../../shared/destinations/destination';
import { defender } from '../../shared/destinations/defender/defender';
import { environmentOf } from '../../shared/destinations/instance';
import { rightOf } from '../pipeline/right-of';
import { seeded, sharedTextInMemory } from './limiter/limiter-world';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const texts = (): SharedText => {
  const all = new Map<string, SharedText>();
  const textOf = (name: string): SharedText => {
    const text = all.get(name) ?? sharedTextInMemory(seeded(1), 1);
    all.set(name, text);
    return text;
  };
  return {
    read: (name) => textOf(name).read(name),
    write: (name, text, version) => textOf(name).write(name, text, version),
  };
};

const instance = (name: string, limits: Partial<Endpoint>, limitedAs = name): Instance => ({
  name,
  kind: defender,
  endpoint: {
    baseUrl: 'https://tenant.example',
    auth: { _tag: 'None' },
    client: 'fetch',
    requestsPerMinute: 3,
    ...limits,
  },
  identity: undefined,
  limitedAs,
  successor: undefined,
  standby: false,
  drain: false,
  federation: undefined,
  failoverMinutes: undefined,
});

const limitsOf = (instances: readonly Instance[]) =>
  createLimits(
    instances.map((one) => ({ instance: one, watch: { onUse: () => undefined } })),
    {
      limits: texts(),
      monotonicMs: () => jest.now(),
      random: seeded(1),
      telemetry: { gauge: () => undefined },
    },
  );

const minute = 60_000;

/** How many of so many calls have a permit at once. */
const granted = async (limiter: Limiter | undefined, calls: number): Promise<number> => {
  let count = 0;
  for (let call = 0; call < calls; call += 1) {
    const permit = limiter?.take(500)();
    await jest.advanceTimersByTimeAsync(500);
    if (permit === undefined || E.isLeft(await permit)) continue;
    limiter?.done();
    count += 1;
  }
  return count;
};

describe('what an instance is held to', () => {
  it('counts calls of their own kind apart from all others', async () => {
    const one = instance('one', { apart: { single: { perMinute: 5, perHour: 0 } } });
    const { usual, apart } = limitsOf([one])(one);
    expect(await granted(apart.get('single'), 8)).toBe(5);
    expect(await granted(usual, 8)).toBe(3);
  });

  it('counts by the hour, too, however few come in a minute', async () => {
    const one = instance('one', { apart: { single: { perMinute: 5, perHour: 12 } } });
    const single = limitsOf([one])(one).apart.get('single');
    const each: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      each.push(await granted(single, 6));
      await jest.advanceTimersByTimeAsync(2 * minute);
    }
    expect(each).toEqual([5, 5, 2, 0]);
    await jest.advanceTimersByTimeAsync(70 * minute);
    expect(await granted(single, 6)).toBe(5);
  });

  it('is shared by those that are counted together, as strict as the strictest', async () => {
    const [one, other] = [
      instance('one', { requestsPerMinute: 4, apart: { single: { perMinute: 9, perHour: 0 } } }, 'tenant'),
      instance('other', { requestsPerMinute: 2, apart: { single: { perMinute: 5, perHour: 0 } } }, 'tenant'),
    ];
    const of = limitsOf([one, other]);
    expect(await granted(of(one).usual, 1)).toBe(1);
    expect(await granted(of(other).usual, 3)).toBe(1);
    expect(await granted(of(one).apart.get('single'), 4)).toBe(4);
    expect(await granted(of(other).apart.get('single'), 4)).toBe(1);
  });

  it('is nothing where nothing is said', async () => {
    const one = instance('one', { requestsPerMinute: 0, apart: { single: { perMinute: 0, perHour: 0 } } });
    const { usual, apart } = limitsOf([one])(one);
    expect(await granted(usual, 20)).toBe(20);
    expect(await granted(apart.get('single'), 20)).toBe(20);
  });
});

describe('Defender', () => {
  const { endpoint, calls } = rightOf(defender.configure(environmentOf('defender', {})));

  it('has its lists counted apart from imports, as its documentation counts them', () => {
    expect(endpoint).toMatchObject({
      requestsPerMinute: 30,
      apart: { single: { perMinute: 100, perHour: 1500 } },
    });
    expect(Object.keys(endpoint.apart ?? {})).toContain(calls?.capacity?.list(0).countedAs);
  });
});
