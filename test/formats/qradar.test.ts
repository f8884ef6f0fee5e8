import fc from 'fast-check';
import { qradar } from '../../shared/formats/qradar';
import { anyJson, nested } from '../arbitraries/json';
import { intake, options } from './intake';

const offense = (members: object = {}) => ({
  id: 1,
  offense_source: '45.1.2.3',
  offense_type: 0,
  magnitude: 4,
  source_network: 'other',
  ...members,
});

const read = (payload: unknown) => intake(qradar, payload);

describe('when a payload is to be recognised', () => {
  it.each([
    ['an offense', offense(), true],
    ['a list of offenses', [offense(), offense()], true],
    ['a source alone', { offense_source: '45.1.2.3', magnitude: 4 }, false],
    ['no rating and no time', { offense_source: '45.1.2.3', offense_type: 0 }, false],
    ['a deep array', nested(5000), false],
  ])('%s: %#', (_, payload, is) => {
    expect(qradar.recognises(payload)).toBe(is);
  });
});

describe('when an offense is by its source', () => {
  it.each([
    [0, '45.1.2.3'],
    ['0', '45.1.2.3'],
    [10, '2a00::1'],
  ])('takes type %j', (offense_type, offense_source) => {
    expect(read(offense({ offense_type, offense_source })).found).toEqual([
      `/offense_source: source ${offense_source}`,
    ]);
  });

  it('says what the offense says, on one line', () => {
    const members = {
      description: 'Scan\n preceded by Deny\n',
      severity: 5,
      credibility: 2,
      last_updated_time: 1_780_000_000_000,
      categories: ['Access Denied'],
    };
    expect(read(offense(members)).drafts).toMatchObject([
      {
        description: 'Scan preceded by Deny',
        severity: { value: 5, of: 10 },
        confidence: { value: 2, of: 10 },
        lastSeen: 1_780_000_000_000,
        tags: ['Access Denied'],
      },
    ]);
  });

  it.each([
    ['a network of the own hierarchy', { source_network: 'DMZ.Web' }, 'own-asset'],
    ['closed as a non-issue', { status: 'CLOSED', closing_reason_id: 1 }, 'closed-as-benign'],
    ['closed as a false positive', { status: 'closed', closing_reason_id: 2 }, 'closed-as-benign'],
    ['by destination', { offense_type: 1 }, 'own-asset'],
    ['by user name', { offense_type: 3, offense_source: 'admin' }, 'unsupported-type'],
    ['a type that is not said', { offense_type: null }, 'unsupported-type'],
    ['no source', { offense_source: '' }, 'no-indicator'],
  ])('leaves one that is %s', (_, members, code) => {
    expect(read(offense(members))).toMatchObject({ found: [], left: [`/offense_source: ${code}`] });
  });

  it.each([
    ['open, whatever the reason', { status: 'OPEN', closing_reason_id: 2 }],
    ['closed for a reason of the deployment’s own', { status: 'CLOSED', closing_reason_id: 54 }],
    ['from the private ranges, which are the guard’s', { source_network: 'Net-10-172-192.Net_10_0_0_0' }],
  ])('takes one that is %s', (_, members) => {
    expect(read(offense(members)).found).toHaveLength(1);
  });
});

describe('for any JSON', () => {
  it('gives one answer an item', () => {
    expect(read([offense(), 1, { value: 2 }]).left).toEqual(['/1: item-unknown', '/2: item-unknown']);
    fc.assert(
      fc.property(anyJson, (json) => {
        const { found, skipped } = qradar.read([json, offense({ offense_source: json })], options);
        expect(found.length + skipped.length).toBe(2);
      }),
    );
  });
});
