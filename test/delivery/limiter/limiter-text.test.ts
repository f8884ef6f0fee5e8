import * as fc from 'fast-check';
import {
  decidePermits,
  emptyLog,
  logged,
  type Calls,
  type LimiterLog,
} from '../../../shared/delivery/limiter/limiter-log';
import { maxCharacters, maxEntries, parseLog, logTextOf } from '../../../shared/delivery/limiter/log-text';

/** https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model */
const maxCharactersOfAProperty = 32_768;

const rules = {
  limit: 1_000,
  windowMs: 60_000,
  guardMs: 200,
  validityMs: 5_000,
  slotMs: 250,
  patienceMs: 2_000,
  maxEntries,
};

describe('the text of a log', () => {
  it('is read again as it was', () => {
    const log: LimiterLog = {
      used: [{ end: 1_900_000_000_000, n: 3 }],
      held: [
        { end: 1_900_000_000_250, n: 1 },
        { end: 1_900_000_000_500, n: 2 },
      ],
      pausedUntil: 1_900_000_000_001,
      by: 7,
    };
    expect(parseLog(logTextOf(log))).toEqual(log);
    expect(parseLog(logTextOf(emptyLog))).toEqual(emptyLog);
  });

  it('is understood where an earlier build wrote an entry for each instance, which this one keeps in its own form', () => {
    const entry = { end: 1_900_000_000_250, n: 2 };
    const earlier = JSON.stringify({ used: [], held: { 'an-id': entry, another: entry }, pausedUntil: 0 });
    const log = parseLog(earlier) ?? emptyLog;
    expect(logged(log)).toBe(4);
    expect(JSON.parse(logTextOf(log))).toEqual({
      used: [],
      held: { 1900000000250: { ...entry, n: 4 } },
      pausedUntil: 0,
      by: 0,
    });
  });

  it.each([
    '',
    'no log',
    'null',
    '{"used":[{"end":"now"}]}',
    '{"used":[],"held":{}}',
    '{"used":[{"end":1,"n":-1}],"held":{},"pausedUntil":0}',
    '{"used":[{"end":1e999,"n":1}],"held":{},"pausedUntil":0}',
    '{"used":[],"held":{"one":{"end":1,"n":0.5}},"pausedUntil":0}',
    '{"used":[],"held":{},"pausedUntil":1e300}',
    '{"v":2,"calls":"AAAA"}',
  ])('says nothing where it is %p', (text) => {
    expect(parseLog(text)).toBeNull();
  });
});

describe('how long the text gets', () => {
  it('leaves room in a property of a table', () => {
    expect(maxCharacters).toBeLessThanOrEqual(maxCharactersOfAProperty);
  });

  const whole = (max: number) => fc.oneof(fc.nat(), fc.integer({ min: 0, max }));
  const entry = fc.record({
    end: whole(Number.MAX_SAFE_INTEGER),
    n: fc.oneof(fc.constantFrom(0, 1), whole(Number.MAX_SAFE_INTEGER)),
  });
  const entries = fc.array(entry, { maxLength: 700, size: 'max' });

  it('is never more than the most, whatever is in the log', () => {
    const number = whole(Number.MAX_SAFE_INTEGER);
    const logs = fc.record({ used: entries, held: entries, pausedUntil: number, by: number });
    fc.assert(
      fc.property(logs, (log) => {
        const text = logTextOf(log);
        expect(text.length).toBeLessThanOrEqual(maxCharacters);
        expect(parseLog(text)).not.toBeNull();
      }),
      { numRuns: 50 },
    );
  });

  it('reaches the most where every number has all its digits', () => {
    const full = Array.from({ length: maxEntries }, (_, index) => ({
      end: Number.MAX_SAFE_INTEGER - index,
      n: 999_999_999,
    }));
    const most = Number.MAX_SAFE_INTEGER;
    const text = logTextOf({ used: full, held: full, pausedUntil: most, by: most });
    expect(text.length).toBeGreaterThan(maxCharacters - 100);
    expect(text.length).toBeLessThanOrEqual(maxCharacters);
  });

  it('is never more than the most after any asks of any number of instances, on clocks that are known or not', () => {
    const ask = fc.record({
      wait: fc.constantFrom(0, 1, 20, 250, 400, 3_000),
      uncertainMs: fc.constantFrom(0, 30, 1_000, 61_000),
      wanted: fc.nat(3),
      calls: fc.nat(4),
      underWay: fc.nat(2),
      /** How many asks ago it asked the last time; 0: never. */
      before: fc.nat(300),
    });
    fc.assert(
      fc.property(fc.array(ask, { minLength: 100, maxLength: 700, size: 'max' }), (asks) => {
        let now = 1_900_000_000_000;
        let log = emptyLog;
        let longest = 0;
        const claims: (Calls | null)[] = [];
        for (const { wait, uncertainMs, calls, before, ...rest } of asks) {
          now += wait;
          const ends = Array.from({ length: calls }, (_, index) => now - index * 400);
          const claim = claims[claims.length - before] ?? null;
          const decision = decidePermits(log, rules, {
            ...rest,
            ends,
            claim,
            earliest: now,
            latest: now + uncertainMs,
          });
          claims.push(decision.claim);
          const text = logTextOf(decision.log);
          longest = Math.max(longest, text.length);
          log = parseLog(text) ?? emptyLog;
        }
        expect(longest).toBeLessThanOrEqual(maxCharacters);
      }),
      { numRuns: 10 },
    );
  });
});
