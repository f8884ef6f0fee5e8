import * as fc from 'fast-check';
import {
  decidePermits,
  emptyLog,
  type Calls,
  type LimiterRules,
} from '../../../shared/delivery/limiter/limiter-log';
import { maxCharacters, maxEntries, parseLog, logTextOf } from '../../../shared/delivery/limiter/log-text';
import { worstWindow } from './limiter-world';

const rules: LimiterRules = {
  ...{ limit: 6, windowMs: 1_000, guardMs: 20, validityMs: 100 },
  ...{ slotMs: 5, patienceMs: 40, maxEntries },
};

interface EarlierText {
  readonly used: readonly Calls[];
  readonly held: Readonly<Record<string, Calls>>;
}

/** As an earlier build decides: an entry for each instance, under its id, in place of the one before. Null: nothing granted. */
const decideAsEarlier = (
  text: string,
  ask: { instance: string; wanted: number; ends: readonly number[]; underWay: number; now: number },
): { readonly granted: number; readonly text: string } | null => {
  const { instance, wanted, ends, underWay, now } = ask;
  const { used, held } = (text === '' ? { used: [], held: {} } : JSON.parse(text)) as EarlierText;
  const counts = ({ end }: Calls) => end + rules.windowMs + rules.guardMs > now;
  const calls = [...used, ...ends.map((end) => ({ end: Math.ceil(end / 5) * 5, n: 1 }))].filter(counts);
  const others = Object.entries(held).filter(([id, entry]) => id !== instance && counts(entry));
  const counted = calls.concat(others.map(([, entry]) => entry));
  const taken = counted.reduce((sum, { n }) => sum + n, underWay);
  const granted = Math.min(wanted, rules.limit - taken);
  if (granted <= 0) return null;
  const mine = { end: now + 2 * rules.validityMs, n: granted + underWay };
  const log = { used: calls, held: { ...Object.fromEntries(others), [instance]: mine }, pausedUntil: 0 };
  return { granted, text: JSON.stringify(log) };
};

interface Holder {
  readonly left: number;
  readonly until: number;
  readonly calls: readonly number[];
  readonly claim: Calls | null;
}

const idle: Holder = { left: 0, until: 0, calls: [], claim: null };

describe('when instances of an earlier build share a log with ones of this build', () => {
  const step = fc.record({
    wait: fc.constantFrom(0, 0, 1, 3, 20, 50, 99, 100, 500, 880, 900, 979, 980, 999, 1_000, 1_020),
    who: fc.constantFrom('old one', 'old two', 'one', 'two', 'three'),
    calls: fc.integer({ min: 0, max: 4 }),
    delay: fc.constantFrom(0, rules.guardMs, rules.validityMs),
    wanted: fc.integer({ min: 1, max: 4 }),
  });

  it('brings no more than the limit to the destination in any window, and each reads what the other wrote', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        let now = 1_900_000_000_000;
        let text = '';
        const holders = new Map<string, Holder>();
        const arrivals: number[] = [];
        for (const { wait, who, calls, delay, wanted } of steps) {
          now += wait;
          const { left, until, calls: before, claim } = holders.get(who) ?? idle;
          const made = Array.from({ length: now < until ? Math.min(left, calls) : 0 }, () => now + delay);
          arrivals.push(...made);
          const all = [...before, ...made];
          const ends = all.filter((arrival) => arrival <= now);
          const onTheirWay = all.filter((arrival) => arrival > now);
          const ask = { wanted, ends, underWay: onTheirWay.length };
          const earlier = decideAsEarlier(text, { ...ask, instance: who, now });
          const log = text === '' ? emptyLog : parseLog(text);
          if (log === null) throw new Error('this build can’t read it');
          const decision = decidePermits(log, rules, { ...ask, claim, earliest: now, latest: now });
          const granted = who.startsWith('old') ? (earlier?.granted ?? 0) : decision.granted;
          if (granted === 0) holders.set(who, { left: left - made.length, until, calls: all, claim });
          else {
            text = who.startsWith('old') ? (earlier?.text ?? '') : logTextOf(decision.log);
            const next = { left: granted, until: now + rules.validityMs, calls: onTheirWay };
            holders.set(who, { ...next, claim: decision.claim });
          }
        }
        expect(text.length).toBeLessThanOrEqual(maxCharacters);
        expect(worstWindow(arrivals, rules.windowMs)).toBeLessThanOrEqual(rules.limit);
      }),
      { numRuns: 1_000 },
    );
  });
});
