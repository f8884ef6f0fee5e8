import { decideByLedger, entryOf } from '../../shared/delivery/ledger/ledger';
import { type LedgerDecision } from '../../shared/delivery/ledger/ledger-decision';
import { lifeStateOf, type LifeState } from '../../shared/delivery/ledger/life-state';
import { type LedgerEntry, type Assertion } from '../../shared/delivery/ports';
import { withAssertion, maxAssertions } from '../../shared/delivery/ledger/assertions';
import { indicatorOf } from '../pipeline/planned';

const now = new Date('2026-06-10T00:00:00.000Z');

/** The moment of a day of June. */
const june = (day: number): string => `2026-06-${String(day).padStart(2, '0')}T00:00:00.000Z`;

const indicator = indicatorOf('a');
const rules = { refreshSeconds: 24 * 3600 };

const by = (source: string) => ({
  source,
  externalId: 'a',
  receivedAt: june(9),
  eventId: `event of ${source}`,
});

const word = (source: string, day: number, takenBack = false): Assertion => ({
  ...by(source),
  at: june(day),
  takenBack,
});

/** A row of what was last said on the second day, by these. */
const row = (state: LedgerEntry['state'], saidBy: readonly Assertion[] | undefined): LedgerEntry => ({
  ...entryOf(indicator, { id: state === 'absent' ? '' : 'held-id', sourceTime: june(2), state }),
  saidBy,
});

const rows: Readonly<Record<LifeState, (saidBy: readonly Assertion[]) => LedgerEntry | undefined>> = {
  absent: (saidBy) => row('absent', saidBy),
  held: (saidBy) => row('created', saidBy),
  changed: (saidBy) => row('updated', saidBy),
  revoked: (saidBy) => row('revoked', saidBy),
  expired: (saidBy) => ({ ...row('created', saidBy), expires: june(1) }),
  unknown: (saidBy) => row('sending', saidBy),
};

const states = Object.keys(rows) as readonly LifeState[];

/** What becomes of a word: the decision, and of the words of the row that is recorded, or would be. */
const told = (decision: LedgerDecision): readonly string[] => {
  const words =
    'assertions' in decision ? decision.assertions : 'confirmed' in decision ? decision.confirmed : null;
  const saidBy = words?.saidBy ?? [];
  return [
    decision._tag,
    ...saidBy.map(({ source, at, takenBack }) => `${source} ${takenBack ? 'no' : 'yes'} ${at.slice(8, 10)}`),
  ];
};

const says = (
  held: LedgerEntry | undefined,
  source: string,
  day: number,
  description = indicator.description,
) =>
  told(
    decideByLedger(
      held,
      { indicator: { ...indicator, description }, sourceTime: june(day), assertedBy: by(source) },
      { rules, now },
    ),
  );

const decisionOn = (
  held: LedgerEntry | undefined,
  source: string,
  day: number,
  who: 'own' | 'everyone' = 'own',
) =>
  told(
    decideByLedger(
      held,
      { indicator, sourceTime: june(day), assertedBy: by(source), takeBackScope: who },
      { rules, now },
    ),
  );

describe('the state of an indicator at a destination', () => {
  it.each(states)('is %s', (state) => {
    expect(lifeStateOf(rows[state]([]), now)).toBe(state);
  });

  it('is absent without a row, unknown while it is taken back, and revoked where an earlier version did it', () => {
    expect(lifeStateOf(undefined, now)).toBe('absent');
    expect(lifeStateOf(row('revoking', []), now)).toBe('unknown');
    expect(lifeStateOf({ ...row('updated', undefined), revoked: true }, now)).toBe('revoked');
  });
});

describe('when a source says an indicator', () => {
  it.each<[LifeState, string]>([
    ['absent', 'Create'],
    ['held', 'Duplicate'],
    ['changed', 'Duplicate'],
    ['revoked', 'Create'],
    ['expired', 'Create'],
    ['unknown', 'Update'],
  ])('that is %s: %s, and the row names the source', (state, tag) => {
    expect(says(rows[state]([word('other', 2)]), 'feed', 3)).toEqual([tag, 'other yes 02', 'feed yes 03']);
    expect(says(rows[state]([word('feed', 2)]), 'feed', 3)).toEqual([tag, 'feed yes 03']);
  });

  it.each(states)('that is %s, it took it back at that time or later: what may be there goes', (state) => {
    const held = rows[state]([word('feed', 3, true)]);
    const tag = state === 'unknown' ? 'TakeBack' : 'TakenBack';
    expect(says(held, 'feed', 1)[0]).toBe('TakenBack');
    expect(says(held, 'feed', 2)[0]).toBe(tag);
    expect(says(held, 'feed', 3)[0]).toBe(tag);
    expect(says(held, 'feed', 4)[0]).not.toBe('TakenBack');
    expect(says(held, 'other', 1)[0]).not.toBe('TakenBack');
  });

  it('that somebody took back for everyone, nothing older is taken, whoever says it', () => {
    const held = row('revoked', [{ ...word('', 3, true), externalId: '' }]);
    expect(says(held, 'feed', 3)).toEqual(['TakenBack']);
    expect(says(held, 'feed', 4)[0]).toBe('Create');
  });

  it.each<[string, string, string]>([
    ['the same', indicator.description, 'Duplicate'],
    ['otherwise', 'something else', 'Superseded'],
  ])('%s than a newer source, the row names it all the same', (_, description, tag) => {
    expect(says(row('created', [word('other', 2)]), 'feed', 1, description)).toEqual([
      tag,
      'other yes 02',
      'feed yes 01',
    ]);
  });

  it('once more, and older: nothing is recorded', () => {
    expect(says(row('created', [word('feed', 2)]), 'feed', 1)).toEqual(['Duplicate']);
  });

  it('that may have been revoked for good, that is done first', () => {
    const wanted = { indicator, sourceTime: june(3), assertedBy: by('feed') };
    const held = row('revoking', [word('feed', 2)]);
    expect(decideByLedger(held, wanted, { rules: { ...rules, revokesForGood: true }, now })).toMatchObject({
      _tag: 'Renew',
      id: 'held-id',
      generation: 0,
    });
    expect(decideByLedger(held, wanted, { rules, now })).toMatchObject({ _tag: 'Update', id: 'held-id' });
  });

  it('that may be there without an id, it is created', () => {
    expect(says({ ...row('sending', []), id: '' }, 'feed', 1)[0]).toBe('Create');
  });
});

describe('when a source takes an indicator back', () => {
  it.each<[LifeState, string]>([
    ['absent', 'NotHeld'],
    ['held', 'TakeBack'],
    ['changed', 'TakeBack'],
    ['revoked', 'NotHeld'],
    ['expired', 'NotHeld'],
    ['unknown', 'TakeBack'],
  ])('that is %s: %s, and the row remembers it', (state, tag) => {
    expect(decisionOn(rows[state]([word('feed', 2)]), 'feed', 3)).toEqual([tag, 'feed no 03']);
  });

  it('of which nothing is known, that is remembered: an older creation is not made then', () => {
    const decision = decideByLedger(
      undefined,
      { indicator, sourceTime: june(3), assertedBy: by('feed'), takeBackScope: 'own' },
      { rules, now },
    );
    expect(decision).toMatchObject({ _tag: 'NotHeld', confirmed: { state: 'absent', id: '' } });
    const left =
      '_tag' in decision && decision._tag === 'NotHeld' ? (decision.confirmed ?? undefined) : undefined;
    expect(says(left, 'feed', 2)).toEqual(['TakenBack']);
    expect(says(left, 'feed', 4)).toEqual(['Create', 'feed yes 04']);
  });

  it('that another says, it stays', () => {
    const held = row('created', [word('feed', 2), word('other', 1)]);
    expect(decisionOn(held, 'feed', 3)).toEqual(['StillSaid', 'other yes 01', 'feed no 03']);
  });

  it('that only another says, it stays, and that is remembered', () => {
    const held = row('created', [word('other', 1)]);
    expect(decisionOn(held, 'feed', 3)).toEqual(['StillSaid', 'other yes 01', 'feed no 03']);
  });

  it('that more say than a row names, it stays', () => {
    const held = { ...row('created', [word('feed', 2)]), othersSayIt: true };
    expect(decisionOn(held, 'feed', 3)[0]).toBe('StillSaid');
  });

  it('that stays, the next word of those that say it is no older than what is held', () => {
    const held = row('created', [word('feed', 2), word('other', 1)]);
    const wanted = { indicator, sourceTime: june(3), assertedBy: by('feed'), takeBackScope: 'own' as const };
    const decision = decideByLedger(held, wanted, { rules, now });
    const left = decision._tag === 'StillSaid' ? (decision.confirmed ?? undefined) : undefined;
    expect(says(left, 'other', 1, 'in its own words')[0]).toBe('Update');
  });

  it('and has said it anew since: nothing is done', () => {
    expect(decisionOn(row('created', [word('feed', 4)]), 'feed', 3)).toEqual(['Superseded']);
  });

  it('in the very moment in which it said it, it is taken back', () => {
    expect(decisionOn(row('created', [word('feed', 3)]), 'feed', 3)[0]).toBe('TakeBack');
  });

  it('once more, while another says it: nothing is recorded', () => {
    const held = row('created', [word('other', 1), word('feed', 3, true)]);
    expect(decisionOn(held, 'feed', 3)).toEqual(['StillSaid']);
  });

  it('of which a row of an earlier version names nobody, it goes, unless it was said since', () => {
    expect(decisionOn(row('created', undefined), 'feed', 3)).toEqual(['TakeBack', 'feed no 03']);
    expect(decisionOn(row('created', undefined), 'feed', 1)).toEqual(['Superseded', 'feed no 01']);
  });
});

describe('when a source takes back an indicator of which a call was begun for another, and nobody saw its end', () => {
  it('that is remembered, and an older word of the source is not taken', () => {
    const wanted = { indicator, sourceTime: june(1), assertedBy: by('feed'), takeBackScope: 'own' as const };
    const decision = decideByLedger(row('sending', []), wanted, { rules, now });
    expect(told(decision)).toEqual(['Superseded', 'feed no 01']);
    const left = decision._tag === 'Superseded' ? (decision.confirmed ?? undefined) : undefined;
    expect(says(left, 'feed', 1)).toEqual(['TakenBack']);
    expect(decisionOn(left, 'feed', 1)).toEqual(['Superseded']);
  });
});

describe('when somebody takes back what everybody said', () => {
  it('goes, and nobody says it', () => {
    const held = { ...row('created', [word('feed', 2), word('other', 1)]), othersSayIt: true };
    expect(decisionOn(held, 'soc', 3, 'everyone')).toEqual([
      'TakeBack',
      'feed no 03',
      'other no 03',
      ' no 03',
    ]);
  });

  it('stays where it was said later', () => {
    const held = row('created', [word('feed', 4), word('other', 1)]);
    expect(decisionOn(held, 'soc', 3, 'everyone')).toEqual([
      'StillSaid',
      'feed yes 04',
      'other no 03',
      ' no 03',
    ]);
  });
});

describe('the words of a row', () => {
  const full = row(
    'created',
    Array.from({ length: maxAssertions }, (_, n) => word(`source ${n}`, 1)),
  );

  it('name so many, and of others only that there are some', () => {
    expect(withAssertion(full, word('one more', 2))).toEqual({
      saidBy: full.saidBy,
      othersSayIt: true,
      news: [],
    });
    expect(withAssertion(full, word('one more', 2, true)).othersSayIt).toBe(false);
    expect(withAssertion(full, word('source 3', 2)).news).toEqual([word('source 3', 2)]);
  });

  it('hold long names as hashes, by which they are found again', () => {
    const long = word('x'.repeat(1000), 1);
    const { saidBy } = withAssertion(undefined, long);
    expect(saidBy[0]?.source).toMatch(/^[0-9a-f]{64}$/);
    expect(withAssertion({ ...full, saidBy }, { ...long, at: june(2) }).saidBy).toHaveLength(1);
  });
});
