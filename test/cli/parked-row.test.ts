import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { ageOf } from '../../cli/age';
import { parkedTable } from '../../cli/parked-row';
import { parkedReasons } from '../../cli/reasons';
import { type ParkedItem } from '../../shared/pipeline/ports';

const now = new Date('2030-01-31T12:00:00Z');

const item = (more: Partial<ParkedItem> = {}): ParkedItem => ({
  id: '8102999999999-0b9a7c1e-5d2f-4c3b-9a8d-7e6f5a4b3c2d',
  kind: 'job',
  parkedAt: '2030-01-29T11:00:00.000Z',
  reason: 'attempts-exhausted',
  text: '25 tries settled nothing; the last answer was 503',
  destination: 'graph',
  eventId: 'event-1',
  source: 'siem.example',
  indicators: 3,
  ...more,
});

/** Without its colours, which depend on where the test runs. */
const plainTable = (items: readonly ParkedItem[], columns?: number): string =>
  stripVTControlCharacters(parkedTable(items, now, columns));

describe('the table of what is parked', () => {
  it('says of each its id, age, reason and destination, and below it what it is, from whom and why', () => {
    expect(plainTable([item()]).split('\n')).toEqual([
      'id                                                  age  reason              destination',
      '8102999999999-0b9a7c1e-5d2f-4c3b-9a8d-7e6f5a4b3c2d  2d   attempts-exhausted  graph',
      '  3 indicators of a job from siem.example: 25 tries settled nothing; the last answer was 503',
    ]);
  });

  it.each<[string, Partial<ParkedItem>, string]>([
    ['one', { indicators: 1 }, '  1 indicator of a job from siem.example: why'],
    ['an event', { kind: 'event', indicators: 2 }, '  2 indicators of an event from siem.example: why'],
    [
      'one that nobody could read',
      { kind: 'event', indicators: 0 },
      '  an unread event from siem.example: why',
    ],
    ['one of an older version', { source: null }, '  3 indicators of a job: why'],
  ])('says it of %s', (_, more, line) => {
    expect(plainTable([item({ text: 'why', ...more })]).split('\n')[2]).toBe(line);
  });

  const long = 'x'.repeat(300);
  const wide = '脅威'.repeat(100);

  it.each<[string, Partial<ParkedItem>]>([
    ['the longest reason', { reason: parkedReasons.reduce((a, b) => (a.length > b.length ? a : b)) }],
    ['a long text', { text: long }],
    ['a long source', { source: long }],
    ['a long destination', { destination: long }],
    ['wide characters', { source: wide, text: wide }],
    ['lines in a text', { text: 'a\nb\r\nc' }],
  ])('keeps within a terminal of 100 columns: %s', (_, more) => {
    const lines = plainTable([item(more), item()], 100).split('\n');
    expect(lines).toHaveLength(5);
    expect(lines.filter((line) => stringWidth(line) > 100)).toEqual([]);
    expect(lines[1]).toContain(item().id);
  });
});

describe('an age', () => {
  it.each([
    [-5, '0s'],
    [59, '59s'],
    [60, '1m'],
    [3_599, '59m'],
    [3_600, '1h'],
    [86_399, '23h'],
    [86_400, '1d'],
    [8_640_000, '100d'],
  ])('of %d seconds is %s', (seconds, said) => {
    expect(ageOf(new Date(now.getTime() - seconds * 1000), now)).toBe(said);
  });
});
