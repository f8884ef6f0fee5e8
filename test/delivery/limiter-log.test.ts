import * as fc from 'fast-check';
import { decide, emptyLog, parseLog, type LimiterRules } from '../../shared/delivery/limiter-log';
import { worstWindow } from './limiter-world';

const rules: LimiterRules = {
  limit: 10,
  windowMs: 1_000,
  guardMs: 20,
  validityMs: 100,
  slotMs: 5,
  patienceMs: 40,
};

const at = (now: number) => ({ earliest: now, latest: now, ends: [], underWay: 0 });
const used = (end: number, n: number) => ({ ...emptyLog, used: [{ end, n }] });
const held = (end: number, n: number) => ({ ...emptyLog, held: { other: { end, n } } });

describe('what is granted', () => {
  it.each([
    ['all that is asked for, of an empty log', emptyLog, 10],
    ['what the calls of the last window left', used(4_500, 7), 3],
    ['nothing, while calls fill the window', used(4_500, 10), 0],
    ['nothing, until the last of them is a window and a guard ago', used(3_981, 10), 0],
    ['all, from then on', used(3_980, 10), 10],
    ['what others hold, less', held(5_050, 6), 4],
    ['what another held and never gave back, less, for a window after it was void', held(3_990, 6), 4],
    ['what another held and never gave back, no longer', held(3_980, 6), 10],
    ['all, whatever a wrong clock wrote far ahead', used(9_000, 10), 10],
    ['nothing, while the destination asked for peace', { ...emptyLog, pausedUntil: 5_001 }, 0],
    ['all, once that is over', { ...emptyLog, pausedUntil: 5_000 }, 10],
  ])('is %s', (_, log, granted) => {
    expect(decide(log, rules, { ...at(5_000), instance: 'me', wanted: 10 }).granted).toBe(granted);
  });

  it('is reckoned from the earliest time it may be, with calls as late as they may have been', () => {
    const ask = { instance: 'me', wanted: 10, ends: [3_990], underWay: 0, earliest: 5_000, latest: 5_300 };
    expect(decide(emptyLog, rules, ask)).toMatchObject({
      granted: 9,
      log: { used: [{ end: 3_990, n: 1 }], held: { me: { end: 5_500, n: 9 } } },
    });
  });

  it('leaves room for the calls that are under way', () => {
    const ask = { ...at(5_000), instance: 'me', wanted: 10, underWay: 3 };
    expect(decide(used(4_500, 2), rules, ask)).toMatchObject({
      granted: 5,
      log: { held: { me: { end: 5_200, n: 8 } } },
    });
  });
});

describe('when to ask', () => {
  it.each([
    ['at once, when as many are free', used(4_500, 5), 5, -Infinity],
    ['when as many get free', used(4_500, 10), 5, 5_520],
    ['after some patience, when fewer get free', { ...emptyLog, used: [{ end: 4_500, n: 2 }, { end: 4_900, n: 8 }] }, 5, 5_560], // prettier-ignore
    ['when the peace that was asked for is over', { ...used(4_500, 10), pausedUntil: 7_000 }, 5, 7_000],
  ])('is %s', (_, log, wanted, readyAt) => {
    expect(decide(log, rules, { ...at(5_000), instance: 'me', wanted }).readyAt).toBe(readyAt);
  });
});

describe('what is written', () => {
  it('has what was used of the permits held before in place of them, and forgets what counts no longer', () => {
    const log = {
      used: [
        { end: 3_000, n: 5 },
        { end: 4_895, n: 1 },
      ],
      held: { me: { end: 4_950, n: 4 }, other: { end: 4_960, n: 1 }, gone: { end: 3_000, n: 1 } },
      pausedUntil: 4_000,
    };
    const ask = { ...at(5_000), instance: 'me', wanted: 2, ends: [4_891, 4_899] };
    expect(decide(log, rules, ask).log).toEqual({
      used: [
        { end: 4_895, n: 2 },
        { end: 4_900, n: 1 },
      ],
      held: { me: { end: 5_200, n: 2 }, other: { end: 4_960, n: 1 } },
      pausedUntil: 4_000,
    });
  });

  it('is read again as it was', () => {
    const { log } = decide(used(4_500, 5), rules, { ...at(5_000), instance: 'me', wanted: 2 });
    expect(parseLog(JSON.stringify(log))).toEqual(log);
  });

  it.each(['', 'no log', '{"used":[{"end":"now"}]}', 'null'])('is as nothing where it says %p', (text) => {
    expect(parseLog(text)).toEqual(emptyLog);
  });
});

describe('any order of leases and calls', () => {
  const step = fc.record({
    wait: fc.constantFrom(0, 0, 1, 3, 20, 50, 99, 100, 500, 880, 900, 979, 980, 999, 1_000, 1_020),
    who: fc.constantFrom('one', 'two', 'three'),
    calls: fc.integer({ min: 0, max: 4 }),
    delay: fc.constantFrom(0, rules.guardMs, rules.validityMs),
    wanted: fc.integer({ min: 0, max: 4 }),
  });

  it('brings no more than the limit to the destination in any window', () => {
    const orders = fc.array(step, { maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 6 }), (steps, limit) => {
        let now = 10_000;
        let log = emptyLog;
        const holders = new Map<string, { left: number; until: number; calls: number[] }>();
        const arrivals: number[] = [];
        for (const { wait, who, calls, delay, wanted } of steps) {
          now += wait;
          const holder = holders.get(who) ?? { left: 0, until: 0, calls: [] };
          holders.set(who, holder);
          for (let call = 0; call < calls && holder.left > 0 && now < holder.until; call += 1) {
            holder.left -= 1;
            holder.calls.push(now + delay);
            arrivals.push(now + delay);
          }
          if (wanted === 0) continue;
          const ends = holder.calls.filter((arrival) => arrival <= now);
          const underWay = holder.calls.filter((arrival) => arrival > now);
          const ask = { instance: who, wanted, ends, underWay: underWay.length, earliest: now, latest: now };
          const decision = decide(log, { ...rules, limit }, ask);
          if (decision.granted === 0) continue;
          log = decision.log;
          holders.set(who, { left: decision.granted, until: now + rules.validityMs, calls: underWay });
        }
        expect(worstWindow(arrivals, rules.windowMs)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 2_000 },
    );
  });
});
