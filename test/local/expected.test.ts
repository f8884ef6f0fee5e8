import { holdingsTable } from '../../local/holdings-table';
import { created, notAtDefender, type Expected } from '../../local/sample';
import { samples } from '../../local/samples';
import { asExpected, outcomesOf } from '../../local/send-samples';
import { type Outcome, type State } from '../../shared/pipeline/outcome';

const outcome = (destination: string | null, state: State, more: Partial<Outcome> = {}): Outcome => ({
  eventId: 'e',
  intakeId: 'i',
  source: 'http',
  eventType: null,
  eventTime: null,
  format: 'tiIndicator',
  place: '/0',
  receivedAt: '2030-01-01T00:00:00.000Z',
  destination,
  externalId: destination === null ? null : 'x',
  observable: { kind: 'domainName', value: 'bad.org' },
  state,
  id: state === 'created' ? 'an-id' : null,
  reason: null,
  requestIds: { request: null, client: null },
  attempt: 1,
  parkedAs: null,
  settledAt: '2030-01-01T00:00:00.000Z',
  ...more,
});

const sampleOf = (...expected: readonly Expected[]) => ({
  name: 'a sample',
  channel: 'http' as const,
  body: {},
  expected,
});

const everywhere = [
  outcome('defender', 'created'),
  outcome('graph', 'created'),
  outcome('sentinel', 'created'),
];

describe('a sample of npm start', () => {
  it.each<[string, readonly Expected[], readonly Outcome[], boolean]>([
    ['created at each, in any order', [created], everywhere, true],
    ['not there at one', [created], everywhere.slice(1), false],
    ['twice at one', [created], [...everywhere, outcome('graph', 'created')], false],
    ['otherwise at one', [notAtDefender], everywhere, false],
    ['left before any was asked', ['skipped'], [outcome(null, 'skipped')], true],
    [
      'left, and nobody expects it',
      [created],
      [...everywhere, outcome(null, 'skipped', { place: '/1' })],
      false,
    ],
  ])('is as expected or not: %s', (_, expected, outcomes, isIt) => {
    expect(asExpected({ sample: sampleOf(...expected), status: null, outcomes })).toBe(isIt);
  });

  it('waits for one outcome a destination of each indicator', () => {
    expect(outcomesOf(sampleOf(created, 'skipped', notAtDefender))).toBe(7);
    expect(samples().some(({ expected }) => expected.includes(notAtDefender))).toBe(true);
  });
});

describe('the table of what each destination got', () => {
  it('has what each holds in its own words, and why one holds nothing', () => {
    const why = {
      code: 'not-expressible',
      text: 'no words',
      violations: [],
      destinationCode: null,
      status: null,
    };
    const table = holdingsTable(
      [
        outcome('graph', 'created'),
        outcome('sentinel', 'created'),
        outcome('defender', 'created', { id: '7,8' }),
        outcome('defender', 'skipped', { reason: why }),
      ],
      {
        stored: [{ id: 'an-id', externalId: 'x', domainName: 'bad.org', action: 'alert' }],
        stixObjects: [
          { pattern: "[domain-name:value = 'bad.org']", external_references: [{ external_id: 'x' }] },
          { pattern: 'of another', external_references: [{ external_id: 'y' }] },
        ],
        defenderIndicators: [
          { id: '8', externalId: 'by value', indicatorType: 'DomainName', indicatorValue: 'bad.org' },
        ],
      },
    );
    for (const part of [
      'domainName bad.org',
      'action alert',
      "[domain-name:value = 'bad.org']",
      'DomainName bad.org',
      'nothing: no words',
    ])
      expect(table).toContain(part);
    expect(table).not.toContain('of another');
  });
});
