import { type LedgerEntry, type Assertion } from '../../../shared/delivery/ports';
import { dueOf, rowFate } from '../../../shared/delivery/ledger/row-life';
import { indicatorOf } from '../../pipeline/planned';

const now = new Date('2026-03-01T12:30:00.000Z');

const life = { afterEnd: 30, tombstone: 90 };

const row = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  externalId: 'a',
  id: '1',
  contentHash: 'f',
  sourceTime: '2026-02-20T00:00:00.000Z',
  expires: '2026-03-31T00:00:00.000Z',
  state: 'created',
  indicator: indicatorOf('evil.example'),
  ...more,
});

const word = (takenBack: boolean, receivedAt: string): Assertion => ({
  source: 'feed',
  externalId: 'a',
  at: receivedAt,
  receivedAt,
  eventId: 'e',
  takenBack,
});

const takenBack = [word(true, '2026-03-01T10:00:00.000Z')];

const capped = { end: '2027-01-01T00:00:00.000Z' };

describe('when a row is written', () => {
  it.each<readonly [string, Partial<LedgerEntry>, string]>([
    ['held: the days after its end', {}, '2026-04-30T00'],
    ['with a part of a day: the next', { expires: '2026-03-31T00:00:01.000Z' }, '2026-05-01T00'],
    ['taken back: the days of tombstones', { state: 'revoked', saidBy: takenBack }, '2026-05-31T00'],
    ['never there, taken back', { state: 'absent', id: '', saidBy: takenBack }, '2026-05-31T00'],
    ['held, and one of two took it back', { saidBy: takenBack }, '2026-05-31T00'],
    ['its source wants it for longer: a day before its end', capped, '2026-03-30T00'],
    ['its source wants it no longer', { end: '2026-03-31T00:00:00.000Z' }, '2026-04-30T00'],
    [
      'for longer, and little is left: halfway',
      { ...capped, expires: '2026-03-02T00:30:00.000Z' },
      '2026-03-01T19',
    ],
    ['for longer, and taken back', { ...capped, state: 'revoked', saidBy: takenBack }, '2026-05-31T00'],
    ['for longer, and its content is not kept', { ...capped, indicator: undefined }, '2026-04-30T00'],
    ['at the end of time', { expires: '9999-12-31T23:59:59.999Z' }, '9999-12-31T00'],
  ])('is due so, %s', (_, more, due) => {
    expect(dueOf(row(more), life, now)).toBe(due);
  });
});

describe('when a row is due', () => {
  const due = '2026-03-01T12';
  const fateOf = (more: Partial<LedgerEntry>) =>
    rowFate({ due, rowKey: 'k', version: 'v', entry: row({ due, ...more }) }, life, now);
  const over = '2026-01-29T00:00:00.000Z';

  it.each<readonly [string, Partial<LedgerEntry>, object]>([
    ['it has had its time: it leaves', { expires: over }, { _tag: 'Leave' }],
    ['its end moved: later', {}, { _tag: 'Later', due: '2026-04-30T00' }],
    ['it was written down for another hour since: nothing', { due: '2026-04-30T00' }, { _tag: 'Done' }],
    [
      'it was revoked for good: a stub stays',
      { expires: over, state: 'revoked', sourceTime: '2025-11-01T00:00:00.000Z', revoked: true },
      { _tag: 'Stub' },
    ],
    [
      'it came again after it was revoked for good: a stub stays',
      { expires: over, generation: 1 },
      { _tag: 'Stub' },
    ],
    [
      'its end is near, and its source wants it for longer',
      { ...capped, expires: '2026-03-02T12:00:00.000Z' },
      { _tag: 'Refresh', again: '2026-03-02T01' },
    ],
    [
      'its end is very near: again in an hour at the soonest',
      { ...capped, expires: '2026-03-01T12:40:00.000Z' },
      { _tag: 'Refresh', again: '2026-03-01T14' },
    ],
    ['it was refreshed meanwhile: later', capped, { _tag: 'Later', due: '2026-03-30T00' }],
    [
      'it expired before it could be refreshed: later',
      { ...capped, expires: '2026-03-01T12:00:00.000Z' },
      { _tag: 'Later', due: '2026-04-01T00' },
    ],
    [
      'nobody saw the end of its refreshing',
      { ...capped, state: 'sending' },
      { _tag: 'Refresh', again: '2026-03-02T01' },
    ],
  ])('%s', (_, more, fate) => {
    expect(fateOf(more)).toMatchObject(fate);
  });

  it('is no more where it is not there', () => {
    expect(rowFate({ due, rowKey: 'k', version: '', entry: null }, life, now)).toEqual({ _tag: 'Done' });
  });
});
