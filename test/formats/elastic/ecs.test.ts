import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { ecs } from '../../../shared/formats/elastic/ecs';
import { anyJson, nested } from '../../arbitraries/json';
import { describeSamples } from '../../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => ecs.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.flatMap((found) => (found._tag === 'Draft' ? [found.draft] : []));

const observed = (payload: unknown) => drafts(payload).map((draft) => draft.observed);

const placesFound = (payload: unknown) => read(payload).found.map(({ place }) => place);

const left = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [reason.code, place] as const);

const feed = (indicator: object, beside: object = {}) => ({ ...beside, threat: { indicator } });

const sha256 = 'a'.repeat(64);
const md5 = 'b'.repeat(32);

describe('when a payload is to be recognised', () => {
  it.each([
    ['a nested document', feed({ type: 'ipv4-addr', ip: '198.51.100.7' }), true],
    [
      'a dotted document',
      { 'threat.indicator.type': 'url', 'threat.indicator.url.full': 'http://a.test/' },
      true,
    ],
    ['a mixed document', { threat: { 'indicator.ip': '198.51.100.7' } }, true],
    ['an enriched event', { threat: { enrichments: [{ indicator: { ip: '198.51.100.7' } }] } }, true],
    ['an array of documents', [feed({ ip: '198.51.100.7' })], true],
    ['a list under value', { value: [feed({ ip: '198.51.100.7' })] }, true],
    ['an event with a technique only', { threat: { technique: { id: 'T1059' } } }, false],
    ['an empty indicator', feed({}), false],
    ['an indicator that is text', { threat: { indicator: 'evil' } }, false],
    ['a Kibana alert', { ...feed({ ip: '198.51.100.7' }), 'kibana.alert.rule.name': 'x' }, false],
    ['an alert of another product', { threat: 'Trojan', ip: '198.51.100.7' }, false],
    ['an empty array', [], false],
    ['null', null, false],
  ])('answers for %s', (_name, payload, expected) => {
    expect(ecs.recognises(payload)).toBe(expected);
  });
});

describe('when a document says its type', () => {
  it.each([
    ['ipv4-addr', { ip: '198.51.100.7', port: 443 }, { kind: 'ip', value: '198.51.100.7', port: 443 }],
    ['ipv6-addr', { ip: '2001:db8::7' }, { kind: 'ip', value: '2001:db8::7', port: undefined }],
    ['domain-name', { domain: 'bad.test' }, { kind: 'domain', value: 'bad.test' }],
    ['domain-name', { url: { domain: 'bad.test' } }, { kind: 'domain', value: 'bad.test' }],
    [
      'url',
      { url: { full: 'http://bad.test/a', domain: 'bad.test' } },
      { kind: 'url', value: 'http://bad.test/a' },
    ],
    ['url', { url: { original: 'hxxp://bad[.]test/a' } }, { kind: 'url', value: 'hxxp://bad[.]test/a' }],
    ['url', { url: ['bad.test'] }, { kind: 'domain', value: 'bad.test' }],
    ['file', { file: { hash: { sha256 } } }, { kind: 'hash', algorithm: 'sha256', value: sha256 }],
    [
      'email-addr',
      { email: { address: 'a@bad.test' } },
      { kind: 'text', member: 'emailSenderAddress', value: 'a@bad.test' },
    ],
  ])('takes what %s means', (type, indicator, observation) => {
    expect(observed(feed({ type, ...indicator }))).toEqual([[observation]]);
  });

  it('leaves what was merely seen beside it: the address that a URL resolved to', () => {
    const payload = feed({ type: 'url', ip: '198.51.100.7', url: { full: 'http://bad.test/a' } });
    expect(placesFound(payload)).toEqual(['/threat/indicator/url/full']);
    expect(left(payload)).toEqual([['observed-only', '/threat/indicator/ip']]);
  });

  it.each(['windows-registry-key', 'x509-certificate', 'autonomous-system'])('leaves the type %s', (type) => {
    expect(left(feed({ type, name: 'x' }))).toEqual([['unsupported-type', '']]);
  });

  it('says so where the type is not filled', () => {
    expect(left(feed({ type: 'ipv4-addr', name: 'x' }))).toEqual([['no-indicator', '']]);
  });

  it('takes every type of several', () => {
    const payload = feed({ type: ['ipv4-addr', 'domain-name'], ip: '198.51.100.7', domain: 'bad.test' });
    expect(observed(payload)).toHaveLength(2);
  });
});

describe('when a document does not say its type', () => {
  it('takes the most telling observable alone', () => {
    const payload = feed({ ip: '198.51.100.7', url: { full: 'http://bad.test/a' } });
    expect(placesFound(payload)).toEqual(['/threat/indicator/url/full']);
    expect(left(payload)).toEqual([['observed-only', '/threat/indicator/ip']]);
  });
});

describe('when a file has several hashes', () => {
  const payload = feed({
    type: 'file',
    file: { name: 'a.exe', size: '12', hash: { md5: [md5], sha256: [sha256] } },
  });

  it('makes one draft of each, at its own place, all part of the same file', () => {
    expect(placesFound(payload)).toEqual([
      '/threat/indicator/file/hash/md5/0',
      '/threat/indicator/file/hash/sha256/0',
    ]);
    expect(new Set(drafts(payload).map(({ partOf }) => partOf))).toEqual(new Set([md5]));
  });

  it('says the name and the size with each', () => {
    expect(observed(payload)[1]).toEqual([
      { kind: 'hash', algorithm: 'sha256', value: sha256 },
      { kind: 'text', member: 'fileName', value: 'a.exe' },
      { kind: 'number', member: 'fileSize', value: '12' },
    ]);
  });

  it('does not lose a hash over a size that is no number', () => {
    const [first] = observed(feed({ type: 'file', file: { size: 'N/A', hash: { md5 } } }));
    expect(first).toEqual([{ kind: 'hash', algorithm: 'md5', value: md5 }]);
  });

  it('names no whole for a single hash', () => {
    expect(drafts(feed({ type: 'file', file: { hash: { md5 } } }))[0]?.partOf).toBeUndefined();
  });
});

describe('when the source says more of an indicator', () => {
  const [draft] = drafts({
    event: { severity: 7 },
    tags: ['forwarded'],
    threat: {
      feed: { name: 'A feed' },
      software: { name: 'Emotet' },
      group: { name: 'TA542' },
      indicator: {
        type: 'domain-name',
        domain: 'bad.test',
        description: 'a loader',
        reference: ['https://report.test/1'],
        confidence: 'High',
        last_seen: '2026-11-01T00:00:00Z',
        provider: 'us',
        tags: ['phishing'],
        marking: { tlp: ['AMBER'] },
      },
    },
    vendor: { stream: { valid_until: '2027-01-01T00:00:00Z', threat_type: 'botnet_cc', revoked: 'True' } },
  });

  it.each([
    ['description', 'a loader'],
    ['additionalInformation', 'a loader\nhttps://report.test/1'],
    ['confidence', { value: 'High', of: 100 }],
    ['severity', { value: 7 }],
    ['lastSeen', '2026-11-01T00:00:00Z'],
    ['expires', '2027-01-01T00:00:00Z'],
    ['tlp', ['AMBER']],
    ['tags', ['phishing', 'us', 'A feed']],
    ['threat', ['phishing', 'botnet_cc']],
    ['malwareFamilies', ['Emotet']],
    ['activityGroups', ['TA542']],
    ['revoked', true],
  ] as const)('passes on %s', (member, value) => {
    expect(draft?.[member]).toEqual(value);
  });

  it.each([
    ['text', 'WHITE', ['WHITE']],
    ['a list', ['WHITE', 'RED'], ['WHITE', 'RED']],
  ])('reads markings as %s', (_name, tlp, expected) => {
    expect(drafts(feed({ ip: '198.51.100.7', marking: { tlp } }))[0]?.tlp).toEqual(expected);
  });

  it.each(['deleted_at', 'decayed_at', 'ioc_expiration_date'])('reads an expiry called %s', (name) => {
    const vendor = { vendor: { stream: { [name]: '2027-01-01' } } };
    expect(drafts(feed({ ip: '198.51.100.7' }, vendor))[0]?.expires).toBe('2027-01-01');
  });

  it.each([false, 'false'])('leaves what is not for detection (%p)', (toIds) => {
    const misp = { misp: { attribute: { to_ids: toIds, type: 'link' } } };
    const payload = feed({ type: 'url', url: { full: 'http://blog.test/a' } }, misp);
    expect(placesFound(payload)).toEqual([]);
    expect(left(payload)).toEqual([['not-to-ids', '']]);
  });
});

describe('when an event was enriched', () => {
  const payload = {
    host: { ip: ['10.0.0.1'] },
    source: { ip: '198.51.100.1' },
    file: { hash: { sha256 } },
    vendor: { stream: { to_ids: false } },
    threat: {
      enrichments: [
        { indicator: { type: 'ipv4-addr', ip: '198.51.100.7' }, feed: { name: 'A feed' } },
        { 'indicator.type': 'file', 'indicator.file.hash.md5': md5 },
        { indicator: 'x' },
      ],
    },
  };

  it('takes the indicators of the enrichments and nothing of the event', () => {
    expect(placesFound(payload)).toEqual([
      '/threat/enrichments/0/indicator/ip',
      '/threat/enrichments/1/indicator.file.hash.md5',
    ]);
    expect(left(payload)).toEqual([['no-indicator', '/threat/enrichments/2']]);
    expect(drafts(payload)[0]?.tags).toEqual(['A feed']);
  });
});

describe('when documents come in a list', () => {
  const list = [feed({ ip: '198.51.100.7' }), 'x', { message: 'an event' }];

  it.each([
    ['an array', list, ''],
    ['value', { value: list }, '/value'],
  ])('answers for each item of %s', (_name, payload, place) => {
    expect(placesFound(payload)).toEqual([`${place}/0/threat/indicator/ip`]);
    expect(left(payload)).toEqual([
      ['item-not-an-object', `${place}/1`],
      ['no-indicator', `${place}/2`],
    ]);
  });
});

describe('when a payload is hostile', () => {
  const field = fc.oneof(anyJson, fc.constantFrom<unknown>('file', '198.51.100.7', { hash: { md5 } }));
  const names = ['type', 'ip', 'url', 'file', 'domain', 'port', 'tags', 'marking', 'reference', 'name'];

  it('never throws and answers for whatever it recognises', () => {
    const documents = fc.dictionary(fc.constantFrom(...names), field).map((indicator) => feed(indicator));
    fc.assert(
      fc.property(fc.oneof(documents, anyJson), (payload) => {
        const { found, skipped } = read(payload);
        const all = [...found, ...skipped].map(({ place }) => place);
        expect(new Set(all).size).toBe(all.length);
        expect(ecs.recognises(payload) ? all.length > 0 : true).toBe(true);
      }),
    );
  });

  it('takes depth without descending into it', () => {
    const deep: unknown = JSON.parse(`${'{"threat":'.repeat(5000)}1${'}'.repeat(5000)}`);
    expect(() => [read(deep), read(feed({ type: nested(10_000), ip: nested(10_000) }))]).not.toThrow();
  });
});

describeSamples('published ECS documents', (folder) => {
  const payloadOf = (name: string): unknown => {
    const text = readFileSync(path.join(folder, 'ecs', name), 'utf8');
    return name.endsWith('.ndjson')
      ? text
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line))
      : JSON.parse(text);
  };

  it.each([
    ['ecs-rfc0021-threat-enrichments-0.json', 2, []],
    ['integration-ti-abusech-url.json', 1, ['observed-only']],
    ['integration-ti-anomali-domain-plus-ip.json', 1, ['observed-only']],
    ['integration-ti-misp-link-not-ioc.json', 0, ['not-to-ids']],
    ['labs-ghostengine-ecs.ndjson', 41, []],
    ['labs-jokerspy-ecs.ndjson', 8, []],
  ])('%s holds %d indicators', (name, count, codes) => {
    const payload = payloadOf(name);
    expect(ecs.recognises(payload)).toBe(true);
    expect(placesFound(payload)).toHaveLength(count);
    expect(left(payload).map(([code]) => code)).toEqual(codes);
  });
});
