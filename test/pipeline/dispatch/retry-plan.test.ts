import fc from 'fast-check';
import { retryPlanOf, type RetryPlan, type Tried } from '../../../shared/pipeline/dispatch/retry-plan';
import { type RetryRules } from '../../../shared/pipeline/ports';
import { answered, unanswered } from '../../delivery/error-details';

const rules: RetryRules = {
  firstSeconds: 30,
  maxSeconds: 3600,
  maxAttempts: 25,
  maxAgeSeconds: 86_400,
  oldestSeconds: 90 * 24 * 3600,
  grantSeconds: 3600,
};

const plan = (tried: Partial<Tried>, random = 0.5): RetryPlan =>
  retryPlanOf({ attempts: 0, ageSeconds: 0, detail: answered(500), ...tried }, rules, random);

const queued = (attempts: number, delaySeconds: number): RetryPlan => ({
  _tag: 'Queue',
  attempts,
  delaySeconds,
});

/** `queued`, or why it is parked. */
const brief = (one: RetryPlan): string => (one._tag === 'Queue' ? 'queued' : one.reason.code);

describe('what the destination asked for', () => {
  const week = 7 * 86_400;

  it.each([
    ['no time at all', 0, 0],
    ['seconds', 17, 17],
    ['a fraction, which is rounded up', 2.128, 3],
    ['a part of a second', 0.001, 1],
    ['an hour', 3600, 3600],
    ['more than the longest wait of ours', 7200, 7200],
    ['eight days', week + 86_400, week + 86_400],
  ])('is waited to the letter, whatever chance says: %s', (_, asked, delaySeconds) => {
    for (const detail of [answered(429, asked), answered(503, asked), unanswered('token-unavailable', asked)])
      expect([0, 0.5, 0.999].map((random) => plan({ detail, attempts: 9 }, random))).toEqual(
        [0, 0.5, 0.999].map(() => queued(10, delaySeconds)),
      );
  });
});

describe('where it did not ask', () => {
  it.each([
    [0, 0.5, 15],
    [1, 0.5, 30],
    [2, 0.5, 60],
    [6, 0.5, 960],
    [7, 0.5, 1800],
    [20, 0.5, 1800],
    [24, 0.999, 3597],
    [0, 0, 1],
    [9, 0, 1],
  ])('after %d tries, and chance of %d, it is tried in %d s', (attempts, random, delaySeconds) => {
    expect(plan({ attempts }, random)).toMatchObject(
      attempts < 24 ? queued(attempts + 1, delaySeconds) : { _tag: 'Park' },
    );
  });

  it('the wait is a random part of one that doubles, never none and never above the longest', () => {
    const given = fc.record({
      attempts: fc.nat(23),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    fc.assert(
      fc.property(given, ({ attempts, random }) => {
        const one = plan({ attempts }, random);
        const delay = one._tag === 'Queue' ? one.delaySeconds : -1;
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(1);
        expect(delay).toBeLessThanOrEqual(Math.min(3600, 30 * 2 ** attempts));
      }),
    );
  });

  it('all parts of it are as likely', () => {
    const parts = Array.from({ length: 10 }, (_, n) => plan({ attempts: 2 }, n / 10));
    expect(parts).toEqual(Array.from({ length: 10 }, (_, n) => queued(3, Math.max(1, n * 12))));
  });

  it('never overflows, however often it was tried', () => {
    const many = retryPlanOf(
      { attempts: 100_000, ageSeconds: 0, detail: answered(500) },
      { ...rules, maxAttempts: 1_000_000 },
      0.5,
    );
    expect(many).toEqual(queued(100_001, 1800));
  });
});

describe('when the destination was not asked', () => {
  it.each([
    ['the sender asked for later', unanswered('asked-async'), 0],
    ['the time of the invocation was spent', unanswered('budget-spent'), 0],
    ['there was no permit', unanswered('rate-limited', 4.2), 5],
    ['the circuit was open', unanswered('circuit-open', 30), 30],
  ])('counts as no try: %s', (_, detail, delaySeconds) => {
    expect(plan({ detail, attempts: 7 })).toEqual(queued(7, delaySeconds));
    expect(plan({ detail, attempts: 24 })).toEqual(queued(24, delaySeconds));
  });

  it.each(['asked-async', 'budget-spent', 'rate-limited', 'circuit-open'])(
    'is not tried for ever all the same: %s',
    (code) => {
      expect(brief(plan({ detail: unanswered(code, 1), ageSeconds: 86_400 }))).toBe('age-exceeded');
    },
  );
});

describe('the bounds', () => {
  it.each([
    ['the last try but one', { attempts: 23 }, 'queued'],
    ['the last try', { attempts: 24 }, 'attempts-exhausted'],
    ['a job that was tried more often, under other rules', { attempts: 90 }, 'attempts-exhausted'],
    ['a second too young', { ageSeconds: 86_399 }, 'queued'],
    ['old enough', { ageSeconds: 86_400 }, 'age-exceeded'],
    ['both', { attempts: 24, ageSeconds: 86_400 }, 'attempts-exhausted'],
    ['from a clock that is ahead', { ageSeconds: -60 }, 'queued'],
    [
      'the last try, also where a wait was asked for',
      { attempts: 24, detail: answered(429, 60) },
      'attempts-exhausted',
    ],
  ])('%s', (_, tried, expected) => {
    expect(brief(plan(tried))).toBe(expected);
  });

  it('come with what was said last', () => {
    const detail = { ...answered(503), code: 'serviceNotAvailable', message: 'try later' };
    expect(plan({ detail, attempts: 24 })).toEqual({
      _tag: 'Park',
      reason: {
        code: 'attempts-exhausted',
        text: '25 tries settled nothing; the last answer: 503 serviceNotAvailable: try later',
        violations: [],
        destinationCode: 'serviceNotAvailable',
        status: 503,
      },
    });
    expect(plan({ detail: unanswered('timeout'), ageSeconds: 86_400 })).toMatchObject({
      reason: { text: 'not settled within 86400 s; the last answer: timeout', status: null },
    });
  });
});

describe('when the identity may not do it (403)', () => {
  it.each([
    ['a role that may still be spreading', 0, 'queued'],
    ['to the last second', 3599, 'queued'],
    ['no longer', 3600, 'permission-missing'],
  ])('is waited for: %s', (_, ageSeconds, expected) => {
    expect(brief(plan({ detail: answered(403), ageSeconds }))).toBe(expected);
  });

  it('is the reason, whatever else would be one', () => {
    expect(brief(plan({ detail: answered(403), ageSeconds: 90_000, attempts: 50 }))).toBe(
      'permission-missing',
    );
  });

  it('is tried no longer than anything else where the grant is given more time than that', () => {
    const patient = { ...rules, grantSeconds: 2 * 86_400 };
    const tried = { attempts: 3, ageSeconds: 86_400, detail: answered(403) };
    expect(brief(retryPlanOf(tried, patient, 0))).toBe('age-exceeded');
  });
});
