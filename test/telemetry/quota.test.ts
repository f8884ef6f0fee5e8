import { createLimiter } from '../../shared/delivery/limiter/limiter';
import { seeded, sharedTextInMemory } from '../delivery/limiter/limiter-world';

beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2030, 0, 1) }));
afterEach(() => {
  jest.clearAllTimers();
  jest.useRealTimers();
});

/** Two instances that share a limit of 100 a minute, and what each last said is in use. */
const fleet = () => {
  const shared = sharedTextInMemory(seeded(1), 1);
  const said = new Map<string, number>();
  const [one, two] = ['one', 'two'].map((instance) =>
    createLimiter({
      name: 'graph',
      requestsPerMinute: 100,
      shared,
      monotonicMs: () => performance.now(),
      random: seeded(2),
      onUse: (share) => said.set(instance, share),
    }),
  );
  const take = async (limiter: typeof one, calls: number): Promise<void> => {
    for (let call = 0; call < calls; call += 1) void limiter?.take(1000)().then(limiter.done);
    await jest.advanceTimersByTimeAsync(2000);
  };
  return { take, one, two, said };
};

describe('the share of the quota in use', () => {
  it('is said with each lease, and grows with the calls that are made', async () => {
    const { take, one, said } = fleet();
    await take(one, 10);
    const first = said.get('one') ?? 0;
    await take(one, 30);
    expect(first).toBeGreaterThanOrEqual(0.1);
    expect(said.get('one')).toBeGreaterThanOrEqual(0.4);
    expect(said.get('one')).toBeLessThanOrEqual(1);
  });

  it('counts the calls of the other instances', async () => {
    const { take, one, two, said } = fleet();
    await take(one, 20);
    await take(two, 1);
    expect(said.get('two')).toBeGreaterThanOrEqual(0.2);
  });

  it('is small again a minute later', async () => {
    const { take, one, said } = fleet();
    await take(one, 50);
    await jest.advanceTimersByTimeAsync(90_000);
    await take(one, 1);
    expect(said.get('one')).toBeLessThan(0.3);
  });
});
