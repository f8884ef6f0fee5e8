import * as fc from 'fast-check';
import {
  decidePermits,
  emptyLog,
  fullLog,
  mergedCalls,
  logged,
  type Calls,
  type LimiterLog,
  type LimiterRules,
} from '../../../shared/delivery/limiter/limiter-log';
import { worstWindow } from './limiter-world';

const rules: LimiterRules = {
  limit: 10,
  windowMs: 1_000,
  guardMs: 20,
  validityMs: 100,
  slotMs: 5,
  patienceMs: 40,
  maxEntries: 300,
};

const at = (now: number) => ({ earliest: now, latest: now, ends: [], underWay: 0, claim: null });
const used = (end: number, n: number): LimiterLog => ({ ...emptyLog, used: [{ end, n }] });
const held = (end: number, n: number): LimiterLog => ({ ...emptyLog, held: [{ end, n }] });

describe('what is granted', () => {
  it.each<[string, LimiterLog, number]>([
    ['all that is asked for, of an empty log', emptyLog, 10],
    ['what the calls of the last window left', used(4_500, 7), 3],
    ['nothing, while calls fill the window', used(4_500, 10), 0],
    ['nothing, until the last of them is a window and a guard ago', used(3_981, 10), 0],
    ['all, from then on', used(3_980, 10), 10],
    ['what others hold, less', held(5_050, 6), 4],
    ['what another held and never gave back, less, for a window after it was void', held(3_990, 6), 4],
    ['what another held and never gave back, no longer', held(3_980, 6), 10],
    ['all, whatever a wrong clock wrote far ahead', used(9_000, 10), 10],
    ['nothing, while the destination asked for a pause', { ...emptyLog, pausedUntil: 5_001 }, 0],
    ['all, once that is over', { ...emptyLog, pausedUntil: 5_000 }, 10],
    ['nothing, where nothing is known', fullLog({ latest: 5_000 }, rules), 0],
    ['nothing, for a window after permits of that time are void', fullLog({ latest: 3_785 }, rules), 0],
    ['all, after that', fullLog({ latest: 3_780 }, rules), 10],
  ])('is %s', (_, log, granted) => {
    expect(decidePermits(log, rules, { ...at(5_000), wanted: 10 }).granted).toBe(granted);
  });

  it('is reckoned from the earliest time it may be, with calls as late as they may have been', () => {
    const ask = { ...at(5_000), wanted: 10, ends: [3_990], latest: 5_300 };
    expect(decidePermits(emptyLog, rules, ask)).toMatchObject({
      granted: 9,
      log: { used: [{ end: 3_990, n: 1 }], held: [{ end: 5_500, n: 9 }] },
    });
  });

  it('leaves room for the calls that are under way', () => {
    expect(decidePermits(used(4_500, 2), rules, { ...at(5_000), wanted: 10, underWay: 3 })).toMatchObject({
      granted: 5,
      log: { held: [{ end: 5_200, n: 8 }] },
      claim: { end: 5_200, n: 8 },
    });
  });
});

describe('when to ask', () => {
  it.each<[string, LimiterLog, number, number]>([
    ['at once, when as many are free', used(4_500, 5), 5, -Infinity],
    ['when as many get free', used(4_500, 10), 5, 5_520],
    ['after some patience, when fewer get free', { ...emptyLog, used: [{ end: 4_500, n: 2 }, { end: 4_900, n: 8 }] }, 5, 5_560], // prettier-ignore
    ['when the pause that was asked for is over', { ...used(4_500, 10), pausedUntil: 7_000 }, 5, 7_000],
  ])('is %s', (_, log, wanted, readyAt) => {
    expect(decidePermits(log, rules, { ...at(5_000), wanted }).readyAt).toBe(readyAt);
  });
});

describe('what is written', () => {
  it('has what was used of the permits held before in place of them, and forgets what counts no longer', () => {
    const log = {
      used: [
        { end: 3_000, n: 5 },
        { end: 4_895, n: 1 },
      ],
      held: [
        { end: 3_000, n: 1 },
        { end: 4_950, n: 4 },
        { end: 4_960, n: 1 },
      ],
      pausedUntil: 4_000,
      by: 7,
    };
    const ask = { ...at(5_000), wanted: 2, ends: [4_891, 4_899], claim: { end: 4_950, n: 3 } };
    expect(decidePermits(log, rules, ask).log).toEqual({
      used: [
        { end: 4_895, n: 2 },
        { end: 4_900, n: 1 },
      ],
      held: [
        { end: 4_950, n: 1 },
        { end: 4_960, n: 1 },
        { end: 5_200, n: 2 },
      ],
      pausedUntil: 4_000,
      by: 7,
    });
  });

  it('has permits that are held until the same moment in one entry, whoever holds them', () => {
    const first = decidePermits(emptyLog, rules, { ...at(5_000), wanted: 2 });
    const second = decidePermits(first.log, rules, { ...at(5_000), wanted: 3 });
    expect(second.log.held).toEqual([{ end: 5_200, n: 5 }]);
    const given = decidePermits(second.log, rules, { ...at(5_001), wanted: 0, claim: first.claim });
    expect(given.log.held).toEqual([{ end: 5_200, n: 3 }]);
  });

  it('takes back no more than is there', () => {
    const ask = { ...at(5_000), wanted: 0, claim: { end: 5_100, n: 3 } };
    expect(decidePermits(held(5_100, 2), rules, ask).log.held).toEqual([]);
    expect(decidePermits(held(5_105, 2), rules, ask).log.held).toEqual([{ end: 5_105, n: 2 }]);
  });
});

describe('entries that are gathered', () => {
  const entries = fc.array(fc.record({ end: fc.nat(500), n: fc.nat(5) }), { maxLength: 60 });

  it('are no more than the most, in order, and hold the same calls, none of them for less long', () => {
    const countUntil = (calls: readonly Calls[], end: number) =>
      logged({ ...emptyLog, used: calls.filter((one) => one.end >= end) });
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 12 }), (calls, most) => {
        const few = mergedCalls(calls, most);
        expect(few.length).toBeLessThanOrEqual(most);
        expect(few.map(({ end }) => end)).toEqual(
          [...new Set(few.map(({ end }) => end))].sort((a, b) => a - b),
        );
        expect(countUntil(few, 0)).toBe(countUntil(calls, 0));
        for (const { end } of calls)
          expect(countUntil(few, end)).toBeGreaterThanOrEqual(countUntil(calls, end));
      }),
    );
  });
});

describe('any order of leases and calls', () => {
  const step = fc.record({
    wait: fc.constantFrom(0, 0, 1, 3, 20, 50, 99, 100, 500, 880, 900, 979, 980, 999, 1_000, 1_020),
    who: fc.constantFrom('one', 'two', 'three', 'four', 'five'),
    calls: fc.integer({ min: 0, max: 4 }),
    delay: fc.constantFrom(0, rules.guardMs, rules.validityMs),
    wanted: fc.integer({ min: 0, max: 4 }),
    /** Whether the answer is lost, of a write that was made or of one that was not. */
    lost: fc.constantFrom('no', 'no', 'no', 'no', 'made', 'not made'),
  });
  const limits = fc.integer({ min: 1, max: 6 });

  it('brings no more than the limit to the destination in any window, however few entries it may have', () => {
    const orders = fc.array(step, { maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(orders, limits, fc.constantFrom(1, 2, 3, 300), (steps, limit, maxEntries) => {
        let now = 10_000;
        let log = emptyLog;
        interface Holder {
          readonly until: number;
          left: number;
          calls: number[];
          claim: Calls | null;
        }
        const holders = new Map<string, Holder>();
        const arrivals: number[] = [];
        for (const { wait, who, calls, delay, wanted, lost } of steps) {
          now += wait;
          const holder = holders.get(who) ?? { left: 0, until: 0, calls: [], claim: null };
          holders.set(who, holder);
          for (let call = 0; call < calls && holder.left > 0 && now < holder.until; call += 1) {
            holder.left -= 1;
            holder.calls.push(now + delay);
            arrivals.push(now + delay);
          }
          const { claim } = holder;
          const ends = holder.calls.filter((arrival) => arrival <= now);
          const underWay = holder.calls.filter((arrival) => arrival > now);
          const ask = { ...at(now), claim, wanted, ends, underWay: underWay.length };
          const decision = decidePermits(log, { ...rules, limit, maxEntries }, ask);
          if (wanted > 0 && decision.granted === 0) continue;
          if (lost !== 'not made') log = decision.log;
          if (lost !== 'no') holders.set(who, { ...holder, left: 0, claim: null });
          else
            holders.set(who, {
              ...{ left: decision.granted, claim: decision.claim },
              ...{ until: now + rules.validityMs, calls: underWay },
            });
        }
        expect(worstWindow(arrivals, rules.windowMs)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 2_000 },
    );
  });
});
