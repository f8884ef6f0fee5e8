import { mandiant } from '../../shared/formats/mandiant';
import { intake } from './intake';

/** The shape of elastic/integrations, ti_mandiant_advantage/…/test-threat-intelligence-ipv4-event.json and -md5-event.json. */
const indicator = (type: string, value: unknown, more: object = {}) => ({
  id: `${type}--1`,
  type,
  value,
  mscore: 92,
  is_publishable: true,
  sources: [{ source_name: 'Mandiant', category: ['control-server'] }],
  ...more,
});

const read = (payload: unknown, more: object = {}) => intake(mandiant, payload, more);

describe('an indicator with a high score', () => {
  it.each([
    ['ipv4', '45.155.205.233', 'any 45.155.205.233'],
    ['ipv6', '2a00:1450::5', 'any 2a00:1450::5'],
    ['fqdn', 'evil-host.top', 'domain evil-host.top'],
    ['url', 'https://evil-host.top/a', 'url https://evil-host.top/a'],
    ['FQDN', 'evil-host.top', 'domain evil-host.top'],
  ])('is taken by its type: %s %s', (type, value, found) => {
    expect(read({ indicators: [indicator(type, value)], next: 'x' }).found).toEqual([
      `/indicators/0: ${found}`,
    ]);
  });

  it('says its score, its threat and who is behind it', () => {
    const more = {
      threat_rating: { confidence_level: 'high', severity_level: 'medium' },
      attributed_associations: [
        { name: 'UNC1', type: 'threat-actor' },
        { name: 'LOADER', type: 'malware' },
      ],
    };
    expect(read(indicator('fqdn', 'evil-host.top', more)).drafts).toMatchObject([
      {
        confidence: { value: 92, of: 100 },
        severity: { value: 'medium' },
        threat: ['c2'],
        activityGroups: ['UNC1'],
        malwareFamilies: ['LOADER'],
      },
    ]);
  });

  it('of a file is taken with its other hashes', () => {
    const hashes = [
      { type: 'md5', value: 'ab'.repeat(16) },
      { type: 'sha256', value: 'cd'.repeat(32) },
    ];
    const { found, drafts } = read(indicator('md5', 'ab'.repeat(16), { associated_hashes: hashes }));
    expect(found).toEqual([`: hash ${'ab'.repeat(16)}`, `/associated_hashes/1: hash ${'cd'.repeat(32)}`]);
    expect(drafts.map(({ partOf }) => partOf)).toEqual(['ab'.repeat(16), 'ab'.repeat(16)]);
  });
});

describe('any other', () => {
  it.each([[{ mscore: 79 }], [{ mscore: 50 }], [{ mscore: 0 }], [{ mscore: null }], [{ mscore: {} }]])(
    'is left: %j',
    (more) => {
      expect(read(indicator('fqdn', 'evil-host.top', more))).toMatchObject({
        found: [],
        left: [': verdict-not-malicious'],
      });
    },
  );

  it('is taken from 60 on where the profile takes what is suspicious', () => {
    const suspicious = indicator('fqdn', 'evil-host.top', { mscore: 60 });
    expect(read(suspicious, { takeSuspicious: true }).found).toHaveLength(1);
  });

  it.each([
    [indicator('registry', 'HKLM'), 'unsupported-type'],
    [indicator('fqdn', null), 'indicator-invalid'],
  ])('is left or refused: %j', (body, code) => {
    expect(read(body)).toMatchObject({ found: [], left: [`: ${code}`] });
  });
});
