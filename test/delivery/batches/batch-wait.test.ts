import fc from 'fast-check';
import { batchWait } from '../../../shared/delivery/batches/batch-wait';

/** Callers a second. */
const wait = (left: number, perSecond: number, maxMs = 1000, perMinute = 1000) => {
  const { least, most, forPending } = batchWait({ left, perMinute }, perSecond / 1000, maxMs);
  return [Math.round(least), Math.round(most), Math.round(forPending)];
};

describe('what the oldest of a batch waits, in milliseconds: in any case, while others come, and for those on the way', () => {
  it.each([
    ['a lone event', 1000, 1, 1000, [0, 0]],
    ['nobody', 0, 0, 1000, [0, 0]],
    ['events that may have a call each for a minute, of a quarter of the permits', 1000, 4, 1000, [0, 0]],
    ['a few more', 1000, 5, 1000, [0, 40]],
    ['one connection that sends one after another', 1000, 100, 1000, [0, 230]],
    ['a storm', 1000, 600, 1000, [0, 238]],
    ['a storm, under a short window', 1000, 600, 200, [0, 200]],
    ['a storm when half of the permits are left', 500, 600, 1000, [0, 478]],
    ['a storm when a third is left', 300, 600, 1000, [79, 798]],
    ['a storm when a tenth is left', 100, 600, 1000, [479, 1000]],
    ['a storm when none is left', 0, 600, 200, [200, 200]],
    ['a lone event when hardly any is left', 60, 1, 1000, [0, 1000]],
    ['a lone event when none is left', 0, 1, 200, [200, 200]],
    ['a storm without a window', 100, 600, 0, [0, 0]],
  ] as const)(
    '%s: of 1,000 a minute %i are left, %i come a second, at most %i',
    (_, left, rate, longest, waits) => {
      expect(wait(left, rate, longest)).toEqual([...waits, 0]);
    },
  );

  it.each([
    ['Sentinel, all of its permits left', 100, 100, 200, [0, 600, 1800]],
    ['Sentinel, one left', 1, 100, 200, [600, 600, 1800]],
    ['Defender, all of its permits left', 30, 30, 200, [0, 2000, 6000]],
    ['Defender, none left', 0, 30, 200, [2000, 2000, 6000]],
    ['Defender, a window of its own that is longer', 0, 30, 5000, [5000, 5000, 0]],
    ['one call a minute', 1, 1, 200, [0, 59950, 6000]],
    ['Defender, without a window', 0, 30, 0, [0, 0, 0]],
  ] as const)('%s: %i of %i a minute, at most %i', (_, left, perMinute, longest, waits) => {
    expect(wait(left, 20, longest, perMinute)).toEqual(waits);
  });

  const permits = fc.integer({ min: 1, max: 5000 }).chain((perMinute) =>
    fc.record({
      perMinute: fc.constant(perMinute),
      left: fc.double({ min: 0, max: perMinute, noNaN: true }),
      more: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );
  const rate = fc.double({ min: 0, max: 100, noNaN: true });
  const longest = fc.integer({ min: 0, max: 1000 });

  it('is nothing while every caller may have a call of a quarter of the permits', () => {
    fc.assert(
      fc.property(
        permits,
        fc.double({ min: 0, max: 1, noNaN: true }),
        longest,
        ({ left, perMinute }, share, ms) => {
          const calm = ((left / 4) * share * 0.999) / 60_000;
          expect(batchWait({ left, perMinute }, calm, ms)).toEqual({ least: 0, most: 0, forPending: 0 });
        },
      ),
    );
  });

  it('is a time, in any case not more than while others come, and never above the longest or one permit', () => {
    fc.assert(
      fc.property(permits, rate, longest, (limit, perMs, ms) => {
        const { least, most } = batchWait(limit, perMs, ms);
        const bound = ms === 0 ? 0 : Math.max(ms, 60_000 / limit.perMinute);
        expect([least >= 0, least <= most, most <= bound]).toEqual([true, true, true]);
      }),
    );
  });

  it('is nothing in any case while half of the permits are left', () => {
    fc.assert(
      fc.property(permits, rate, longest, ({ perMinute, more }, perMs, ms) => {
        const left = perMinute * (0.5 + more / 2);
        expect(batchWait({ left, perMinute }, perMs, ms).least).toBe(0);
      }),
    );
  });

  it('never shrinks as permits get scarcer, or as more come', () => {
    fc.assert(
      fc.property(permits, rate, rate, longest, ({ left, perMinute, more }, one, other, ms) => {
        const [calm, busy] = [Math.min(one, other), Math.max(one, other)];
        const plenty = batchWait({ left: left + more * (perMinute - left), perMinute }, calm, ms);
        const scarce = batchWait({ left, perMinute }, busy, ms);
        expect(scarce.least).toBeGreaterThanOrEqual(plenty.least);
        expect(scarce.most).toBeGreaterThanOrEqual(plenty.most);
        expect(scarce.forPending).toBeGreaterThanOrEqual(plenty.forPending);
      }),
    );
  });
});
