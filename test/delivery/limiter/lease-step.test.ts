import fc from 'fast-check';
import {
  leaseStep,
  noLease,
  readyAtIn,
  type LeaseEffect,
  type LeaseEvent,
  type LeaseState,
  type Outlook,
} from '../../../shared/delivery/limiter/lease-step';
import { emptyLog, type LimiterRules } from '../../../shared/delivery/limiter/limiter-log';

const rules: LimiterRules = {
  ...{ limit: 10, windowMs: 60_000, guardMs: 200, validityMs: 5_000 },
  ...{ slotMs: 250, patienceMs: 2_000, maxEntries: 300 },
};
const now = 1_000_000;

const outlook = (more: Partial<Outlook> = {}, granted = 1): Outlook => ({
  wanted: 1,
  decision: { granted, readyAt: -Infinity, log: emptyLog, claim: null },
  readAt: now,
  isKnown: true,
  hasToWrite: false,
  owes: false,
  areMany: false,
  ...more,
});

const looked = (more: Partial<Outlook> = {}, granted = 1): LeaseEvent => ({
  _tag: 'Looked',
  ...outlook(more, granted),
});

/** Tags of the effects, with what is leased. */
const brief = (effects: readonly LeaseEffect[]): readonly string[] =>
  effects.map((effect) => (effect._tag === 'Lease' ? `Lease ${effect.lease.permits}` : effect._tag));

const step = (event: LeaseEvent, state: Partial<LeaseState> = {}) => {
  const [next, effects] = leaseStep({ ...noLease, ...state }, { rules, at: now }, event);
  return { next, effects: brief(effects) };
};

describe('before a call of the table', () => {
  it.each<[string, Partial<Outlook>, number, readonly string[]]>([
    ['permits are free in a log that is known: it is written', {}, 1, ['Write']],
    ['the log is not known: it is read', { isKnown: false }, 1, ['Read']],
    ['none is free in an old log: it is read', { readAt: now - 15_001 }, 0, ['Read']],
    ['none is free in a new one: none is leased', { readAt: now - 15_000 }, 0, ['Lease 0']],
    ['permits are free in an old log: it is written, which shows', { readAt: now - 50_000 }, 1, ['Write']],
    [
      'many want them and it is not quite new: it is read',
      { areMany: true, readAt: now - 1_001 },
      1,
      ['Read'],
    ],
    ['many want them and it is new: it is written', { areMany: true, readAt: now - 1_000 }, 1, ['Write']],
    ['the log was lost: it is written, though none is free', { hasToWrite: true }, 0, ['Write']],
    ['none is wanted and others wait to be told: it is written', { wanted: 0, owes: true }, 0, ['Write']],
    ['none is wanted and nobody waits: nothing is said', { wanted: 0 }, 0, ['Lease 0']],
    ['some are wanted and none is free: nothing is said, whoever waits', { owes: true }, 0, ['Lease 0']],
  ])('%s', (_, more, granted, effects) => {
    expect(step(looked(more, granted)).effects).toEqual(effects);
  });
});

const failed = (code: string, isSeen = true): LeaseEvent => ({ _tag: 'Failed', code, isSeen });

describe('after a call of the table', () => {
  it.each<[string, LeaseEvent, Partial<LeaseState>, readonly string[], Partial<LeaseState>]>([
    ['that was written', { _tag: 'Written', granted: 3 }, {}, ['Win', 'Lease 3'], {}],
    ['that was written after another’s', { _tag: 'Written', granted: 3 }, { lostRaces: 1 }, ['Lease 3'], {}],
    ['that was written with nothing granted', { _tag: 'Written', granted: 0 }, {}, ['Look'], {}],
    ['that was read', { _tag: 'Read' }, { calls: 5 }, ['Look'], {}],
    ['that was read, and was the last', { _tag: 'Read' }, { calls: 6 }, ['Lease 0'], {}],
    ['that another was faster with', { _tag: 'Outrun' }, {}, ['Look'], { lostRaces: 1 }],
    [
      'that another was faster with again',
      { _tag: 'Outrun' },
      { lostRaces: 1 },
      ['Retreat'],
      { lostRaces: 2 },
    ],
    ['of a table that is busy', failed('ServerBusy'), {}, ['Retreat'], { downUntil: -Infinity }],
    ['of a table that is away', failed('ECONNRESET'), {}, ['Lose', 'LookAlone'], { downUntil: now + 10_000 }],
    [
      'of a table that is away, and was never seen',
      failed('timeout', false),
      {},
      ['Lose', 'LookAlone'],
      { downUntil: now + 1_000 },
    ],
  ])('%s', (_, event, state, effects, next) => {
    const done = step(event, state);
    expect(done.effects).toEqual(effects);
    expect(done.next).toMatchObject(next);
  });

  it('permits count from before the call that took them', () => {
    const [called] = leaseStep(noLease, { rules, at: now }, looked());
    const [, effects] = leaseStep(called, { rules, at: now + 3_000 }, { _tag: 'Written', granted: 2 });
    expect(effects).toContainEqual({ _tag: 'Lease', lease: { permits: 2, until: now + 5_000 } });
  });

  it('nobody asks before the delay is over, where others were faster twice', () => {
    expect(step({ _tag: 'Retreated', delayMs: 70 }, { lostRaces: 2 }).next.notBefore).toBe(now + 70);
    expect(step({ _tag: 'Retreated', delayMs: 70 }, { lostRaces: 1 }).next.notBefore).toBe(-Infinity);
  });

  it('without the table no more is leased than an instance may do by itself', () => {
    const state = { downUntil: now + 10_000 };
    const both = step({ _tag: 'LookedAlone', granted: 5, allowed: 2 }, state);
    expect([both.effects, both.next.notBefore]).toEqual([['Lease 2'], now + 10_000]);
    const all = step({ _tag: 'LookedAlone', granted: 5, allowed: Infinity }, state);
    expect([all.effects, all.next.notBefore]).toEqual([['Lease 5'], -Infinity]);
  });
});

describe('when to ask', () => {
  const known = { isKnown: true, readAt: now };
  it.each<[string, Partial<LeaseState>, { isKnown: boolean; readAt: number }, number, number]>([
    ['not before the delay is over', { notBefore: now + 9 }, known, now, now + 9],
    ['at once where the log is not known', {}, { isKnown: false, readAt: now }, now + 99, now],
    ['as it says where it was just seen', {}, known, now + 99, now + 99],
    ['at once where it says later and is old', {}, { isKnown: true, readAt: now - 15_001 }, now + 99, now],
    [
      'as it says where the table is away',
      { downUntil: now + 5 },
      { isKnown: false, readAt: 0 },
      now + 99,
      now + 99,
    ],
    [
      'when the table is tried again, where it was never seen',
      { downUntil: now + 5 },
      { isKnown: false, readAt: -Infinity },
      now + 99,
      now + 5,
    ],
  ])('%s', (_, state, seen, free, expected) => {
    expect(readyAtIn({ ...noLease, ...state }, { rules, at: now }, { ...seen, free: () => free })).toBe(
      expected,
    );
  });
});

/** What the table says to a call, and how things look before it. */
interface Said {
  readonly look: Partial<Outlook> & { readonly granted: number };
  readonly read: LeaseEvent;
  readonly write: string;
}

const anything: fc.Arbitrary<readonly Said[]> = fc.array(
  fc.record({
    look: fc.record({
      granted: fc.nat(5),
      isKnown: fc.boolean(),
      readAt: fc.constantFrom(now, now - 2_000, now - 20_000),
      hasToWrite: fc.boolean(),
      owes: fc.boolean(),
      areMany: fc.boolean(),
    }),
    read: fc.constantFrom<LeaseEvent>({ _tag: 'Read' }, failed('ServerBusy'), failed('ECONNRESET', false)),
    write: fc.constantFrom('Written', 'Outrun', 'timeout'),
  }),
  { minLength: 1, maxLength: 10 },
);

const lookedAs = ({ look: { granted, ...look } }: Said, wanted: number): LeaseEvent =>
  looked({ ...look, wanted }, Math.min(wanted, granted));

/** One lease from begin to end, answered by a script; gives what was done, in order. */
const leaseBy = (script: readonly Said[], wanted: number) => {
  let state = noLease;
  let calls = 0;
  const done: LeaseEffect[] = [];
  const answerTo = (effect: LeaseEffect): LeaseEvent | null => {
    const said = script[calls % script.length];
    if (said === undefined) return null;
    switch (effect._tag) {
      case 'Look':
        return lookedAs(said, wanted);
      case 'Read':
        calls += 1;
        return said.read;
      case 'Write':
        calls += 1;
        if (said.write === 'Written') return { _tag: 'Written', granted: effect.decision.granted };
        return said.write === 'Outrun' ? { _tag: 'Outrun' } : failed('timeout');
      case 'Retreat':
        return { _tag: 'Retreated', delayMs: 10 };
      case 'LookAlone':
        return { _tag: 'LookedAlone', granted: wanted, allowed: 3 };
      case 'Lose':
      case 'Win':
      case 'Lease':
        return null;
    }
  };
  let event: LeaseEvent | null = { _tag: 'Begun', isHopeful: false };
  while (event !== null && done.length < 100) {
    const [next, effects]: ReturnType<typeof leaseStep> = leaseStep(state, { rules, at: now }, event);
    state = next;
    done.push(...effects);
    const last: LeaseEffect | undefined = effects.at(-1);
    expect(effects.slice(0, -1).every(({ _tag }) => _tag === 'Lose' || _tag === 'Win')).toBe(true);
    event = last === undefined ? null : answerTo(last);
  }
  return { state, done, calls };
};

describe('a lease, whatever the table says', () => {
  it('ends once, after six calls at the most, with permits that were granted or that an instance alone may have', () => {
    fc.assert(
      fc.property(anything, fc.nat(5), (script, wanted) => {
        const { done, calls } = leaseBy(script, wanted);
        const leases = done.flatMap((effect) => (effect._tag === 'Lease' ? [effect.lease.permits] : []));
        expect(leases).toHaveLength(1);
        expect(done.at(-1)?._tag).toBe('Lease');
        expect(calls).toBeLessThanOrEqual(6);
        const granted = done.flatMap((effect) => (effect._tag === 'Write' ? [effect.decision.granted] : []));
        const isAlone = done.some(({ _tag }) => _tag === 'LookAlone');
        expect([0, ...(isAlone ? [Math.min(wanted, 3)] : granted.slice(-1))]).toContain(leases[0]);
      }),
    );
  });

  it('calls a table no more that was away, or with which others were faster twice', () => {
    fc.assert(
      fc.property(anything, fc.nat(5), (script, wanted) => {
        const { done } = leaseBy(script, wanted);
        const at = done.findIndex(({ _tag }) => _tag === 'Lose' || _tag === 'Retreat');
        const after = at < 0 ? [] : done.slice(at).map(({ _tag }) => _tag);
        expect(after.filter((tag) => tag === 'Look' || tag === 'Read' || tag === 'Write')).toEqual([]);
      }),
    );
  });
});
