import { intelMq } from '../../shared/formats/intelmq';
import { intake } from './intake';

/** The shape of the example event in certtools/intelmq, docs/dev/data-format.md. */
const event = (more: object = {}) => ({
  'feed.name': 'a feed',
  'feed.accuracy': 100,
  'classification.type': 'c2-server',
  'classification.taxonomy': 'malicious-code',
  'source.ip': '45.155.205.233',
  'source.port': 443,
  'source.network': '45.155.205.0/24',
  'malware.name': 'qakbot',
  'time.source': '2026-11-15T14:19:09+00:00',
  ...more,
});

const read = (payload: unknown) => intake(intelMq, payload);

it('takes the address of a hostile source with its port, never its network', () => {
  const { found, left, drafts } = read(event());
  expect(found).toEqual(['/source.ip: any 45.155.205.233']);
  expect(left).toEqual([]);
  expect(drafts).toMatchObject([
    {
      observed: [{ port: 443 }],
      threat: ['c2'],
      malwareFamilies: ['qakbot'],
      confidence: { value: 100, of: 100 },
      lastSeen: '2026-11-15T14:19:09+00:00',
    },
  ]);
});

it.each([
  [{ 'source.fqdn': 'evil-host.top' }, '/source.fqdn: domain evil-host.top', ['/source.ip: observed-only']],
  [
    { 'source.url': 'https://evil-host.top/a', 'source.fqdn': 'evil-host.top' },
    '/source.url: url https://evil-host.top/a',
    ['/source.fqdn: observed-only', '/source.ip: observed-only'],
  ],
  [
    { 'source.fqdn': 'host-7.provider.net', 'classification.type': 'brute-force' },
    '/source.ip: any 45.155.205.233',
    ['/source.fqdn: observed-only'],
  ],
])('takes what the source is best known by: %j', (more, found, left) => {
  expect(read(event(more))).toMatchObject({ found: [found], left });
});

it('reads an event whose names are nested', () => {
  const nested = {
    feed: { name: 'a feed' },
    classification: { type: 'malware-distribution' },
    source: { ip: '45.155.205.233' },
    malware: { hash: { sha256: 'ab'.repeat(32) } },
  };
  expect(intelMq.recognises([nested])).toBe(true);
  expect(read([nested]).found).toEqual([
    '/0/source/ip: any 45.155.205.233',
    `/0/malware/hash/sha256: hash ${'ab'.repeat(32)}`,
  ]);
});

it.each(['infected-system', 'vulnerable-system', 'ddos-amplifier', 'test', 'other'])(
  'leaves an event of the kind %s, whose source may be a victim',
  (type) => {
    expect(read(event({ 'classification.type': type }))).toMatchObject({
      found: [],
      left: [': verdict-not-malicious'],
    });
  },
);

it.each([[{ 'classification.type': 7.5, source: [] }], [{ 'feed.name': 'a' }], [null], [{}]])(
  'is none of %j',
  (body) => {
    expect(intelMq.recognises(body)).toBe(false);
  },
);

it('says where there is nothing', () => {
  expect(read(event({ 'source.ip': null }))).toMatchObject({ found: [], left: [': no-indicator'] });
});
