import { entryOf } from '../../shared/delivery/ledger/ledger';
import { type LastReadBack, type LedgerEntry } from '../../shared/delivery/ports';
import { type ReadBackReport } from '../../shared/delivery/read-back/read-back';
import { readBackToKeep, seenLast } from '../../shared/delivery/read-back/seen-last';
import { indicatorOf } from '../pipeline/planned';

const looked = '2026-01-01T12:00:00.000Z';

const entry = (since: string, more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...entryOf(indicatorOf('a'), { id: 'id', sourceTime: since, state: 'created' }),
  expires: '2030-01-01T00:00:00.000Z',
  since,
  ...more,
});

const word = (receivedAt: string) => ({
  source: 'feed',
  externalId: 'a',
  at: receivedAt,
  receivedAt,
  eventId: 'run-1',
  takenBack: false,
});

const look: LastReadBack = {
  at: looked,
  counts: { visible: 1 },
  unseen: null,
  differences: 0,
  isWhole: true,
  visibleAfterMinutes: 20,
};

const told = (state: string, causes: readonly string[] = []) => ({ at: looked, state, causes, differs: [] });

describe('what the last look says of an indicator', () => {
  it.each<[string, LastReadBack | null, LedgerEntry, unknown]>([
    ['that it is there', look, entry('2026-01-01T10:00:00.000Z'), told('visible')],
    ['that it may come', look, entry('2026-01-01T11:50:00.000Z'), told('pending')],
    ['nothing, as it came after that', look, entry('2026-01-01T12:00:01.000Z'), null],
    [
      'nothing, as it was taken back after that',
      look,
      entry('2026-01-01T10:00:00.000Z', { state: 'revoked', saidBy: [word('2026-01-01T12:30:00.000Z')] }),
      null,
    ],
    [
      'nothing, as it was changed after that',
      look,
      entry('2026-01-01T10:00:00.000Z', { state: 'updated', saidBy: [word('2026-01-01T12:30:00.000Z')] }),
      null,
    ],
    [
      'that it is gone, as it was taken back before',
      look,
      entry('2026-01-01T10:00:00.000Z', { state: 'revoked', saidBy: [word('2026-01-01T11:30:00.000Z')] }),
      told('visible'),
    ],
    [
      'that it is there, whoever says the same since',
      look,
      entry('2026-01-01T10:00:00.000Z', { saidBy: [word('2026-01-01T12:30:00.000Z')] }),
      told('visible'),
    ],
    ['nothing, as nobody looked', null, entry('2026-01-01T10:00:00.000Z'), null],
    ['nothing, as not all was seen', { ...look, isWhole: false }, entry('2026-01-01T10:00:00.000Z'), null],
    [
      'that it had ended',
      look,
      entry('2026-01-01T10:00:00.000Z', { expires: '2026-01-01T11:00:00.000Z' }),
      told('accepted-not-visible', ['expired']),
    ],
    [
      'that nobody saw how it was sent',
      look,
      entry('2026-01-01T10:00:00.000Z', { state: 'sending' }),
      told('pending'),
    ],
  ])('is %s', (_, last, row, expected) => {
    expect(seenLast(last, undefined, row)).toEqual(expected);
  });

  it('is what was not as it was sent, where that was kept', () => {
    const differing = { at: looked, state: 'foreign-change', causes: [], differs: ['action'] } as const;
    expect(seenLast({ ...look, isWhole: false }, differing, entry(looked))).toEqual(differing);
  });

  it('is nothing of what differed then and was sent again since', () => {
    const differing = { at: looked, state: 'missing', causes: [], differs: [] } as const;
    expect(seenLast(look, differing, entry('2026-01-01T12:30:00.000Z'))).toBeNull();
  });
});

describe('what is kept of a look', () => {
  const report = (missing: number, expired = 0): ReadBackReport => ({
    destination: 'graph',
    at: new Date(looked),
    unseen: null,
    counts: {
      visible: 3,
      pending: 0,
      'accepted-not-visible': expired,
      'foreign-change': 0,
      missing,
      unseen: 0,
      others: 0,
    },
    differences: Array.from({ length: missing + expired }, (_, index) => ({
      row: { ...entry(looked), externalId: `row-${index}`, writtenAt: looked },
      visibility:
        index < expired ? { _tag: 'accepted-not-visible', causes: ['expired'] } : { _tag: 'missing' },
    })),
    visibleAfterMinutes: 5,
  });

  it('is what was not as it was sent, without what has merely ended', () => {
    const kept = readBackToKeep(report(2, 3));
    expect([...(kept?.differing.values() ?? [])].map(({ state }) => state)).toEqual(['missing', 'missing']);
    expect(kept?.look).toMatchObject({ at: looked, isWhole: true, differences: 2, visibleAfterMinutes: 5 });
  });

  it('is five hundred at the most, and says that there were more', () => {
    const kept = readBackToKeep(report(700));
    expect([kept?.differing.size, kept?.look.isWhole, kept?.look.counts.missing]).toEqual([500, false, 700]);
  });

  it('is nothing where nobody could look', () => {
    expect(readBackToKeep({ ...report(0), visibleAfterMinutes: null })).toBeNull();
  });
});
