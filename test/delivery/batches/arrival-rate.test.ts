import { createArrivalRate } from '../../../shared/delivery/batches/arrival-rate';

const steady = (gapMs: number, forMs: number) => {
  const rate = createArrivalRate();
  for (let at = 0; at <= forMs; at += gapMs) rate.onArrival(at);
  return rate;
};

describe('the rate of arrival, a second', () => {
  it.each([
    [2, 500],
    [10, 100],
    [100, 10],
  ])('is that of callers who come every %i ms: %i', (gapMs, perSecond) => {
    expect(steady(gapMs, 10_000).perMs(10_000) * 1000).toBeCloseTo(perSecond + 0.5, 0);
  });

  it('is none where nobody came, and at most one for one', () => {
    const rate = createArrivalRate();
    expect(rate.perMs(0)).toBe(0);
    rate.onArrival(5000);
    expect(rate.perMs(5000) * 1000).toBe(1);
  });

  it('is forgotten within seconds', () => {
    const rate = steady(2, 10_000);
    expect(rate.perMs(15_000) * 1000).toBeLessThan(4);
  });

  it('does not grow where the clock is set back', () => {
    const rate = steady(10, 1000);
    expect(rate.perMs(0)).toBeCloseTo(rate.perMs(1000), 6);
  });
});
