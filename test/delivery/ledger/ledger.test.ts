import fc from 'fast-check';
import { contentHashOf } from '../../../shared/delivery/ledger/content-hash';
import { decideByLedger, entryOf } from '../../../shared/delivery/ledger/ledger';
import { type LedgerDecision } from '../../../shared/delivery/ledger/ledger-decision';
import { type LedgerEntry } from '../../../shared/delivery/ports';
import { type Indicator } from '../../../shared/indicator/indicator';

const hour = 3600;
const day = 24 * hour;

const now = new Date('2026-06-01T00:00:00.000Z');

/** A moment so many seconds from now. */
const at = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

const indicatorUntil = (seconds: number, description = 'a phishing site'): Indicator => ({
  action: 'alert',
  targetProduct: 'Azure Sentinel',
  threatType: 'Phishing',
  tlpLevel: 'amber',
  expirationDateTime: at(seconds),
  description,
  domainName: 'login.example',
  externalId: 'id-1',
});

const heldUntil = (seconds: number, sourceTime = at(-hour)): LedgerEntry =>
  entryOf(indicatorUntil(seconds), { id: 'held-id', sourceTime, state: 'created' });

const rules = { refreshSeconds: day };
const id = 'held-id';
const asItIs = { id, since: null, action: 'alert', threatType: 'Phishing', generation: 0 };

describe('when nothing is held', () => {
  it('creates', () => {
    const wanted = { indicator: indicatorUntil(day), sourceTime: at(0) };
    expect(decideByLedger(undefined, wanted, { rules, now })).toEqual({ _tag: 'Create' });
  });
});

describe('when what is held has expired', () => {
  it.each([
    ['at this very moment', 0, at(0), 'a phishing site'],
    ['long ago', -30 * day, at(0), 'a phishing site'],
    ['and other content comes', -1, at(0), 'something else'],
    ['and an older event comes', -1, at(-2 * hour), 'something else'],
  ])('creates: %s', (_, left, sourceTime, description) => {
    const wanted = { indicator: indicatorUntil(day, description), sourceTime };
    expect(decideByLedger(heldUntil(left), wanted, { rules, now })).toEqual({ _tag: 'Create' });
  });
});

describe('when something is held', () => {
  const held = heldUntil(30 * day);
  const same = indicatorUntil(30 * day);
  const other = indicatorUntil(30 * day, 'something else');

  it.each<[string, Indicator, string, LedgerDecision]>([
    ['the same, as old', same, at(-hour), { _tag: 'Duplicate', id, confirmed: null }],
    ['the same, older', same, at(-day), { _tag: 'Duplicate', id, confirmed: null }],
    ['the same, newer', same, at(0), { _tag: 'Duplicate', id, confirmed: { ...held, sourceTime: at(0) } }],
    ['other content, newer', other, at(0), { _tag: 'Update', ...asItIs }],
    ['other content, as old', other, at(-hour), { _tag: 'Update', ...asItIs }],
    [
      'other content, older by a millisecond',
      other,
      at(-hour - 0.001),
      { _tag: 'Superseded', id, confirmed: null },
    ],
    ['other content, long before', other, at(-365 * day), { _tag: 'Superseded', id, confirmed: null }],
    [
      'older, and lasting much longer',
      indicatorUntil(300 * day),
      at(-day),
      { _tag: 'Duplicate', id, confirmed: null },
    ],
  ])('decides: %s', (_, indicator, sourceTime, decision) => {
    expect(decideByLedger(held, { indicator, sourceTime }, { rules, now })).toEqual(decision);
  });

  it('compares moments, not their spellings', () => {
    const seconds = { ...held, sourceTime: '2026-05-31T23:00:00Z' };
    const wanted = { indicator: other, sourceTime: '2026-05-31T23:00:00.000Z' };
    expect(decideByLedger(seconds, wanted, { rules, now })).toEqual({
      _tag: 'Update',
      ...asItIs,
    });
  });
});

describe('when what is held came from a clock that runs ahead', () => {
  const other = { indicator: indicatorUntil(30 * day, 'something else'), sourceTime: at(0) };

  it.each([
    ['by ten minutes: it is the newer', 600, 'Superseded'],
    ['by a day: it is the newer', day, 'Superseded'],
    ['by a year: it silences nobody', 365 * day, 'Update'],
  ])('decides: %s', (_, ahead, tag) => {
    expect(decideByLedger(heldUntil(30 * day, at(ahead)), other, { rules, now })._tag).toBe(tag);
  });

  it('has the time put right by who says the same', () => {
    const held = heldUntil(30 * day, at(365 * day));
    const decision = decideByLedger(
      held,
      { indicator: indicatorUntil(30 * day), sourceTime: at(0) },
      { rules, now },
    );
    expect(decision).toEqual({ _tag: 'Duplicate', id, confirmed: { ...held, sourceTime: at(0) } });
  });
});

describe('when only the expiry differs', () => {
  const decided = (left: number, wantedLeft: number, refreshSeconds: number): LedgerDecision['_tag'] =>
    decideByLedger(
      heldUntil(left),
      { indicator: indicatorUntil(wantedLeft), sourceTime: at(0) },
      { rules: { refreshSeconds }, now },
    )._tag;

  it.each([
    ['a month, seen again after an hour', 30 * day - hour, 30 * day, day, 'Duplicate'],
    ['a month, seen again a second before the interval is over', 29 * day + 1, 30 * day, day, 'Duplicate'],
    ['a month, seen again after the interval', 29 * day, 30 * day, day, 'Update'],
    ['an hour, which is shorter than the interval, after 29 minutes', 1860, hour, day, 'Duplicate'],
    ['an hour, which is shorter than the interval, after half of it', 1800, hour, day, 'Update'],
    ['an hour, in its last second', 1, hour, day, 'Update'],
    ['a fixed expiry, in its last second', 1, 1, day, 'Duplicate'],
    ['a fixed expiry that moved by a minute, with days to go', 5 * day, 5 * day + 60, day, 'Duplicate'],
    ['a fixed expiry that moved by a minute, with a minute to go', 60, 120, day, 'Update'],
    ['shortened by less than the interval', 5 * day, 4.5 * day, day, 'Duplicate'],
    ['shortened by the interval', 5 * day, 4 * day, day, 'Update'],
    ['no refresh wanted, after the interval', 1 * day, 30 * day, 0, 'Duplicate'],
    ['no refresh wanted, in its last second', 1, 30 * day, 0, 'Duplicate'],
  ])('decides: %s', (_, left, wantedLeft, refreshSeconds, tag) => {
    expect(decided(left, wantedLeft, refreshSeconds)).toBe(tag);
  });
});

describe('when what is held was revoked for good', () => {
  const row: LedgerEntry = { ...heldUntil(day), since: at(-day), revoked: true, generation: 2 };
  const next: LedgerDecision = {
    _tag: 'Update',
    id,
    since: null,
    action: null,
    threatType: null,
    generation: 3,
  };

  it.each<[string, LedgerEntry, Partial<Indicator>, Partial<LedgerDecision>]>([
    ['it comes again as the next generation', row, {}, next],
    ['also where nothing was counted yet', { ...row, generation: undefined }, {}, { ...next, generation: 1 }],
    ['also where it has expired', { ...row, expires: at(-1) }, {}, next],
    [
      'what came again is changed as what it is',
      { ...row, revoked: undefined },
      { isActive: true },
      { _tag: 'Update', ...asItIs, since: at(-day), generation: 2 },
    ],
    [
      'and is created as what it is when it has expired',
      { ...row, revoked: undefined, expires: at(-1) },
      {},
      { _tag: 'Update', ...asItIs, since: null, generation: 2 },
    ],
  ])('%s', (_, entry, more, decision) => {
    const indicator = { ...indicatorUntil(day, 'other content'), ...more };
    expect(decideByLedger(entry, { indicator, sourceTime: at(0) }, { rules, now })).toEqual(decision);
  });
});

describe('entryOf', () => {
  it('keeps what is needed to decide the next time', () => {
    const indicator = indicatorUntil(day);
    expect(entryOf(indicator, { id: 'id-2', sourceTime: at(0), state: 'updated' })).toEqual({
      externalId: 'id-1',
      id: 'id-2',
      action: indicator.action,
      threatType: indicator.threatType,
      contentHash: contentHashOf(indicator),
      sourceTime: at(0),
      expires: at(day),
      state: 'updated',
      indicator,
    });
  });
});

describe('laws of the refresh', () => {
  /** Sightings of one indicator that lives for `life` seconds from each; answers what was done at each. */
  const sight = (life: number, gaps: readonly number[], refreshSeconds: number) => {
    let held: LedgerEntry | undefined;
    let clock = 0;
    return gaps.map((gap) => {
      clock += gap;
      const indicator = indicatorUntil(clock + life);
      const wanted = { indicator, sourceTime: at(clock) };
      const decision = decideByLedger(held, wanted, { rules: { refreshSeconds }, now: new Date(at(clock)) });
      const isCall = decision._tag === 'Create' || decision._tag === 'Update';
      if (isCall) held = entryOf(indicator, { id: 'id', sourceTime: at(clock), state: 'updated' });
      return { decision: decision._tag, clock };
    });
  };

  const lives = fc.integer({ min: 2, max: 400 * day });
  const intervals = fc.integer({ min: 1, max: 60 * day });

  /** A life, an interval, and gaps between sightings of at most half that life. */
  const reported = fc
    .tuple(lives, intervals)
    .chain(([life, refreshSeconds]) =>
      fc.tuple(
        fc.constant(life),
        fc.array(fc.integer({ min: 0, max: Math.floor(life / 2) }), { minLength: 1, maxLength: 60 }),
        fc.constant(refreshSeconds),
      ),
    );

  it('never lets one die that is reported at least every half of its life', () => {
    fc.assert(
      fc.property(reported, ([life, gaps, refreshSeconds]) => {
        const [first, ...later] = sight(life, gaps, refreshSeconds);
        expect(first?.decision).toBe('Create');
        expect(later.filter(({ decision }) => decision === 'Create')).toEqual([]);
      }),
    );
  });

  it('never sends one twice within the interval and half of its life', () => {
    fc.assert(
      fc.property(reported, ([life, gaps, refreshSeconds]) => {
        const sent = sight(life, gaps, refreshSeconds).filter(({ decision }) => decision !== 'Duplicate');
        const apart = sent.slice(1).map(({ clock }, index) => clock - (sent[index]?.clock ?? 0));
        for (const seconds of apart)
          expect(seconds).toBeGreaterThanOrEqual(Math.min(refreshSeconds, life / 2));
      }),
    );
  });

  it('never sends for the expiry alone where the interval is 0', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 * day }),
        fc.integer({ min: 1, max: 400 * day }),
        (left, wantedLeft) => {
          const wanted = { indicator: indicatorUntil(wantedLeft), sourceTime: at(0) };
          expect(decideByLedger(heldUntil(left), wanted, { rules: { refreshSeconds: 0 }, now })._tag).toBe(
            'Duplicate',
          );
        },
      ),
    );
  });
});

describe('laws of order', () => {
  const said = fc.record({
    description: fc.constantFrom('one', 'two', 'three'),
    minute: fc.integer({ min: -1000, max: 0 }),
    left: fc.integer({ min: 100 * day, max: 101 * day }),
  });

  it('ends as the newest said, in whatever order events come', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(said, { minLength: 1, maxLength: 12, selector: ({ minute }) => minute }),
        fc.integer({ min: 0, max: 2 * day }),
        (events, refreshSeconds) => {
          let held: LedgerEntry | undefined;
          let content = '';
          for (const { description, minute, left } of events) {
            const wanted = { indicator: indicatorUntil(left, description), sourceTime: at(minute * 60) };
            const decision = decideByLedger(held, wanted, { rules: { refreshSeconds }, now });
            if (decision._tag === 'Create' || decision._tag === 'Update') {
              held = entryOf(wanted.indicator, { id: 'id', sourceTime: wanted.sourceTime, state: 'updated' });
              content = description;
            } else if (decision._tag === 'Duplicate') held = decision.confirmed ?? held;
          }
          const newest = events.toSorted((a, b) => b.minute - a.minute)[0];
          expect(content).toBe(newest?.description);
        },
      ),
    );
  });

  it('does nothing the second time', () => {
    fc.assert(
      fc.property(
        said,
        fc.integer({ min: 0, max: 60 * day }),
        ({ description, minute, left }, refreshSeconds) => {
          const wanted = { indicator: indicatorUntil(left, description), sourceTime: at(minute * 60) };
          const held = entryOf(wanted.indicator, {
            id: 'id',
            sourceTime: wanted.sourceTime,
            state: 'created',
          });
          expect(decideByLedger(held, wanted, { rules: { refreshSeconds }, now })).toEqual({
            _tag: 'Duplicate',
            id: 'id',
            confirmed: null,
          });
        },
      ),
    );
  });
});
