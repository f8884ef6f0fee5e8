import fc from 'fast-check';
import {
  idle,
  limiterStep,
  type LimiterEffect,
  type LimiterEvent,
  type LimiterState,
} from '../../../shared/delivery/limiter/limiter-step';

const rules = { limit: 60, windowMs: 60_000, maxPermits: 12 };
const now = 1_000_000;

const textOf = (effect: LimiterEffect): string => {
  const [, ...values] = Object.values(effect) as readonly unknown[];
  return [effect._tag, ...values].join(' ');
};

const step = (event: LimiterEvent, state: Partial<LimiterState> = {}) => {
  const [next, effects] = limiterStep({ ...idle, ...state }, { rules, at: now }, event);
  return { next, effects: effects.map(textOf) };
};

const waiting = (...deadlines: readonly number[]) => ({
  waiters: deadlines.map((deadline, index) => ({ id: index + 1, deadline })),
});
const holding = (left: number, permits = left) => ({
  held: { permits, until: now + 5_000 },
  left,
  asked: permits,
});
const came: LimiterEvent = { _tag: 'Came', id: 9, deadline: now };

describe('one who comes', () => {
  it.each<[string, Partial<LimiterState>, readonly string[]]>([
    ['gets a permit that is held', holding(2), ['Wake ', 'Grant 9']],
    ['gets none that is void', { held: { permits: 2, until: now }, left: 2 }, ['Wake ', 'FindReady 1']],
    ['gets none during a pause', { ...holding(2), pausedUntil: now + 1 }, ['Wake ', 'FindReady 1']],
    ['waits for the lease that is under way', { isLeasing: true }, ['Wake ']],
    [
      'comes after those who were there',
      { ...holding(1), ...waiting(now) },
      ['Wake ', 'Grant 1', 'FindReady 2'],
    ],
  ])('%s', (_, state, effects) => {
    expect(step(came, state).effects).toEqual(effects);
  });
});

describe('how many are asked for', () => {
  it.each<[string, Partial<LimiterState>, number]>([
    ['one at first', {}, 1],
    ['twice as many when all were used', { ...holding(0, 3) }, 6],
    ['never more than a fifth of the limit', { ...holding(0, 10) }, 12],
    [
      'as many as were used when some were not',
      { ...holding(2, 8), ...{ held: { permits: 8, until: now } } },
      6,
    ],
    ['the same when fewer were granted', { ...holding(0, 3), asked: 5 }, 5],
    ['as many as wait', waiting(now, now, now), 4],
  ])('%s', (_, state, wanted) => {
    expect(step(came, state).effects.at(-1)).toBe(`FindReady ${wanted}`);
  });

  it('is said again with each call of a lease: more may wait by then', () => {
    const { next } = step({ _tag: 'Ready', readyAt: now }, waiting(now));
    const [asking] = limiterStep(
      { ...next, ...waiting(now, now, now) },
      { rules, at: now },
      { _tag: 'Asking' },
    );
    expect(asking.asked).toBe(3);
  });
});

describe('when it is known when there are permits', () => {
  const ready = (readyAt: number): LimiterEvent => ({ _tag: 'Ready', readyAt });
  const [first, second] = [now + 1_000, now + 1_000 + 60_000 / 60 / 1.3];

  it.each<[string, LimiterEvent, Partial<LimiterState>, readonly string[]]>([
    ['and that is now, they are leased', ready(now), waiting(now), ['Lease']],
    ['all who can wait do', ready(first), waiting(first), ['Wake 1000']],
    ['those who can’t are refused', ready(first), waiting(now, first + 1), ['Refuse 1 1000', 'Wake 1000']],
    [
      'and come back one after another',
      ready(first),
      waiting(now, now),
      ['Refuse 1 1000', `Refuse 2 ${second - now}`],
    ],
    ['not before a pause is over', ready(now), { ...waiting(now), pausedUntil: first }, ['Refuse 1 1000']],
  ])('%s', (_, event, state, effects) => {
    expect(step(event, state).effects).toEqual(effects);
  });
});

describe('what follows from', () => {
  const lease = { permits: 2, until: now + 5_000 };
  it.each<[string, LimiterEvent, Partial<LimiterState>, readonly string[]]>([
    [
      'a lease',
      { _tag: 'Leased', lease },
      { ...waiting(now), isLeasing: true },
      ['TellUse', 'Wake ', 'Grant 1', `AwaitVoid ${now + 5_000}`],
    ],
    [
      'a lease of nothing',
      { _tag: 'Leased', lease: { permits: 0, until: now } },
      { ...waiting(now), isLeasing: true },
      ['TellUse', 'Wake ', 'FindReady 1'],
    ],
    ['void permits that are owed', { _tag: 'Void', owes: true }, {}, ['GiveBack']],
    ['void permits that nobody waits for', { _tag: 'Void', owes: false }, {}, []],
    ['void permits while a lease is under way', { _tag: 'Void', owes: true }, { isLeasing: true }, []],
    [
      'what is given back',
      { _tag: 'GivenBack' },
      { ...waiting(now), isLeasing: true },
      ['Wake ', 'FindReady 1'],
    ],
    ['a pause', { _tag: 'Paused', until: now + 9 }, {}, [`TellPause ${now + 9}`, 'Wake ']],
    ['a shorter pause', { _tag: 'Paused', until: now + 9 }, { pausedUntil: now + 10 }, []],
  ])('%s', (_, event, state, effects) => {
    expect(step(event, state).effects).toEqual(effects);
  });
});

/** What happens to a limiter, and how much later. */
interface Happening {
  readonly afterMs: number;
  readonly event:
    | { readonly _tag: 'Came'; readonly waitMs: number }
    | { readonly _tag: 'Leased'; readonly permits: number }
    | { readonly _tag: 'Paused'; readonly seconds: number }
    | { readonly _tag: 'Woken' }
    | { readonly _tag: 'Void'; readonly owes: boolean };
}

const happening: fc.Arbitrary<Happening> = fc.record({
  afterMs: fc.nat(4_000),
  event: fc.oneof(
    fc.record({ _tag: fc.constant('Came' as const), waitMs: fc.nat(3_000) }),
    fc.record({ _tag: fc.constant('Leased' as const), permits: fc.nat(12) }),
    fc.record({ _tag: fc.constant('Paused' as const), seconds: fc.nat(3) }),
    fc.constant({ _tag: 'Woken' as const }),
    fc.record({ _tag: fc.constant('Void' as const), owes: fc.boolean() }),
  ),
});

/** Runs a limiter through what happens; what it says when permits are ready comes from `readyInMs`. */
const life = (happenings: readonly Happening[], readyInMs: number) => {
  let state = idle;
  let at = now;
  let pending: 'Lease' | 'GiveBack' | null = null;
  const answered: number[] = [];
  const seen = { came: 0, leased: 0, granted: 0, early: 0, void: 0, twice: 0 };
  const dispatch = (event: LimiterEvent): void => {
    const [next, effects] = limiterStep(state, { rules, at }, event);
    state = next;
    for (const effect of effects) {
      if (effect._tag === 'FindReady') dispatch({ _tag: 'Ready', readyAt: at + readyInMs });
      if (effect._tag === 'Grant' || effect._tag === 'Refuse') answered.push(effect.id);
      if (effect._tag === 'Grant') {
        seen.granted += 1;
        if (state.pausedUntil > at) seen.early += 1;
        if (state.held.until <= at) seen.void += 1;
      }
      if (effect._tag === 'Lease' || effect._tag === 'GiveBack') {
        if (pending !== null) seen.twice += 1;
        pending = effect._tag;
        dispatch({ _tag: 'Asking' });
      }
    }
  };
  const settle = (permits: number): void => {
    const what = pending;
    pending = null;
    if (what === 'GiveBack') dispatch({ _tag: 'GivenBack' });
    if (what !== 'Lease') return;
    const granted = Math.min(permits, state.asked);
    seen.leased += granted;
    dispatch({ _tag: 'Leased', lease: { permits: granted, until: at + 5_000 } });
  };
  for (const { afterMs, event } of happenings) {
    at += afterMs;
    if (event._tag === 'Came') {
      seen.came += 1;
      dispatch({ _tag: 'Came', id: seen.came, deadline: at + event.waitMs });
    } else if (event._tag === 'Leased') settle(event.permits);
    else if (event._tag === 'Paused') dispatch({ _tag: 'Paused', until: at + event.seconds * 1000 });
    else dispatch(event);
  }
  return { state, answered, seen };
};

describe('whatever happens', () => {
  const lives = fc.tuple(fc.array(happening, { maxLength: 40 }), fc.constantFrom(0, 0, 500, 2_000));

  it('each who comes is answered once, or waits', () => {
    fc.assert(
      fc.property(lives, ([happenings, readyInMs]) => {
        const { state, answered, seen } = life(happenings, readyInMs);
        const all = [...answered, ...state.waiters.map(({ id }) => id)].sort((one, other) => one - other);
        expect(all).toEqual(Array.from({ length: seen.came }, (_, index) => index + 1));
      }),
    );
  });

  it('no more permits are given than were leased, none that is void, none during a pause', () => {
    fc.assert(
      fc.property(lives, ([happenings, readyInMs]) => {
        const { state, seen } = life(happenings, readyInMs);
        expect(seen.granted + state.left).toBeLessThanOrEqual(seen.leased);
        expect({ early: seen.early, void: seen.void }).toEqual({ early: 0, void: 0 });
      }),
    );
  });

  it('never are two leases under way, and never is more asked for than a fifth of the limit', () => {
    fc.assert(
      fc.property(lives, ([happenings, readyInMs]) => {
        const { state, seen } = life(happenings, readyInMs);
        expect(seen.twice).toBe(0);
        expect(state.asked).toBeLessThanOrEqual(rules.maxPermits);
      }),
    );
  });
});
