import * as fc from 'fast-check';
import { narrow, type ClockOffset } from '../../../shared/delivery/limiter/clock-offset';

const dateAt = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);

describe('the offset of the service’s clock', () => {
  const delays = fc.record({
    idle: fc.integer({ min: 0, max: 600_000 }),
    there: fc.integer({ min: 0, max: 2_000 }),
    back: fc.integer({ min: 0, max: 2_000 }),
  });

  it('lies where it is said to lie, after any answers, for a clock that drifts', () => {
    const offsets = fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 });
    const drifts = fc.double({ min: -9e-5, max: 9e-5, noNaN: true });
    fc.assert(
      fc.property(offsets, drifts, fc.array(delays, { minLength: 1 }), (ahead, drift, answers) => {
        let own = 0;
        let known: ClockOffset | null = null;
        const service = () => own + ahead + own * drift;
        for (const { idle, there, back } of answers) {
          own += idle;
          const sent = own;
          own += there;
          const date = dateAt(service());
          own += back;
          known = narrow(known, { sent, received: own, date });
          expect(known.least).toBeLessThanOrEqual(service() - own + 0.5);
          expect(known.most).toBeGreaterThanOrEqual(service() - own - 0.5);
        }
      }),
    );
  });

  it('is known to the time of an answer once the service’s second has changed between two', () => {
    const before = narrow(null, { sent: 980, received: 990, date: dateAt(50_990) });
    const after = narrow(before, { sent: 1_000, received: 1_010, date: dateAt(51_005) });
    expect(before.most - before.least).toBe(1_010);
    expect(after.most - after.least).toBeLessThan(31);
  });

  it('starts anew when an answer contradicts what was known', () => {
    const known = narrow(null, { sent: 0, received: 10, date: new Date(600_000) });
    expect(narrow(known, { sent: 1_000, received: 1_010, date: new Date(0) })).toEqual({
      least: -1_010,
      most: 0,
      at: 1_010,
    });
  });
});
