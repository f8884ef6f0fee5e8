import fc from 'fast-check';
import { ocsf } from '../../../shared/formats/ocsf/ocsf';
import { anyJson, nested } from '../../arbitraries/json';
import { intake, options } from '../intake';

const sha256 = 'a'.repeat(63) + 'b';

const event = (members: object = {}) => ({
  class_uid: 2004,
  category_uid: 2,
  activity_id: 1,
  metadata: { version: '1.1.0' },
  ...members,
});

const read = (payload: unknown, more = {}) => intake(ocsf, payload, more);

const blocked = { disposition_id: 2 };
const url = { url: { url_string: 'http://evil-site.com/a' } };
const takenUrl = '/evidences/0/url/url_string: url http://evil-site.com/a';

describe('when a payload is to be recognised', () => {
  it.each([
    ['a finding', event(), true],
    ['several events', [event(), event({ class_uid: 4001 })], true],
    ['a class in text', event({ class_uid: '2004' }), true],
    ['a class in words', event({ class_uid: 'Detection Finding' }), false],
    ['no metadata', event({ metadata: null }), false],
    ['a class alone', { class_uid: 2004, metadata: { version: '1' } }, false],
    ['a deep array', nested(5000), false],
  ])('%s: %#', (_, payload, is) => {
    expect(ocsf.recognises(payload)).toBe(is);
  });
});

/** The same with every number as text. */
const inText = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? String(one) : one)));

describe('when a finding says that something is bad', () => {
  it.each([
    ['blocked', event({ disposition_id: 2, evidences: [url] })],
    ['let through as no threat', event({ disposition_id: 10, evidences: [url] })],
    ['alerted', event({ disposition_id: 19, evidences: [url] })],
    [
      'by the reputation of an observable',
      event({
        observables: [{ name: 'url', type_id: 6, value: 'http://a.com/b', reputation: { score_id: 10 } }],
      }),
    ],
    ['of another class', event({ class_uid: 4001 })],
  ])('reads its ids as text like its ids as numbers: %s', (_, finding) => {
    expect(read(inText(finding))).toEqual(read(finding));
    expect(read(inText(finding), { takeSuspicious: true })).toEqual(read(finding, { takeSuspicious: true }));
  });

  it.each([
    ['blocked', { disposition_id: 2 }],
    ['quarantined', { disposition_id: 3 }],
    ['malware', { malware: [{ name: 'Emotet' }] }],
    ['a true positive', { verdict_id: 2 }],
  ])('takes its evidence: %s', (_, verdict) => {
    expect(read(event({ ...verdict, evidences: [url] })).found).toEqual([takenUrl]);
  });

  it.each([
    ['an alert', { is_alert: true }],
    ['alerted', { disposition_id: 19 }],
    ['suspicious', { verdict_id: 4 }],
  ])('takes it where suspicious ones are wanted: %s', (_, verdict) => {
    const finding = event({ ...verdict, evidences: [url] });
    expect(read(finding).left).toEqual(['/evidences/0/url/url_string: verdict-not-malicious']);
    expect(read(finding, { takeSuspicious: true }).found).toEqual([takenUrl]);
  });

  it.each([
    ['allowed', { disposition_id: 1 }],
    ['only logged', { disposition_id: 17 }],
    ['without a verdict', {}],
  ])('leaves it: %s', (_, verdict) => {
    expect(read(event({ ...verdict, evidences: [url] }), { takeSuspicious: true })).toMatchObject({
      found: [],
      left: ['/evidences/0/url/url_string: verdict-not-malicious'],
    });
  });

  it.each([
    ['a false positive', { verdict_id: 1 }],
    ['a test', { verdict_id: 6 }],
    ['exonerated', { disposition_id: 10 }],
    ['suppressed', { ...blocked, status: 'Suppressed' }],
    ['suppressed, by its id', { ...blocked, status_id: 3 }],
    ['archived', { ...blocked, status_id: '5' }],
    ['deleted', { ...blocked, status: 'Deleted' }],
    ['an incident that was deleted', { ...blocked, class_uid: 2005, status_id: 6 }],
  ])('leaves it as a whole: %s', (_, verdict) => {
    expect(read(event({ ...verdict, evidences: [url] }))).toMatchObject({
      found: [],
      left: [': closed-as-benign'],
    });
  });

  it.each([
    ['resolved', { status_id: 4 }],
    ['an incident on hold', { class_uid: 2005, status_id: 3 }],
    ['an incident that was closed', { class_uid: 2005, status_id: 5 }],
  ])('takes it though it is %s', (_, status) => {
    expect(read(event({ ...blocked, ...status, evidences: [url] })).found).toHaveLength(1);
  });

  it('leaves a sample', () => {
    const sample = event({ ...blocked, finding_info: { title: '[SAMPLE FINDING] C2' }, evidences: [url] });
    expect(read(sample)).toMatchObject({ found: [], left: [': simulated-alert'] });
  });

  it('lets the verdict on an evidence decide over that on the finding', () => {
    const evidences = [
      { ...url, verdict_id: 5 },
      { url: { url_string: 'http://evil-site.com/b' }, verdict_id: 2 },
    ];
    expect(read(event({ ...blocked, evidences }))).toMatchObject({
      found: ['/evidences/1/url/url_string: url http://evil-site.com/b'],
      left: ['/evidences/0/url/url_string: verdict-not-malicious'],
    });
  });
});

describe('when a bad finding has the ends of a connection', () => {
  const ends = { src_endpoint: { ip: '45.1.2.3', hostname: 'pc' }, dst_endpoint: { ip: '45.9.9.9' } };

  it.each([
    [
      'outbound',
      2,
      ['/evidences/0/dst_endpoint/ip: destination 45.9.9.9'],
      ['/evidences/0/src_endpoint/ip: own-asset', '/evidences/0/src_endpoint/hostname: own-asset'],
    ],
    [
      'inbound',
      1,
      ['/evidences/0/src_endpoint/ip: source 45.1.2.3', '/evidences/0/src_endpoint/hostname: domain pc'],
      ['/evidences/0/dst_endpoint/ip: own-asset'],
    ],
    [
      'unknown',
      0,
      [],
      [
        '/evidences/0/src_endpoint/ip: observed-only',
        '/evidences/0/src_endpoint/hostname: observed-only',
        '/evidences/0/dst_endpoint/ip: observed-only',
      ],
    ],
  ])('takes the stranger of an %s one', (_, direction_id, found, left) => {
    const evidences = [{ ...ends, connection_info: { direction_id } }];
    expect(read(event({ ...blocked, evidences }))).toMatchObject({ found, left });
  });

  it('takes neither where the directions differ', () => {
    const evidences = [1, 2].map((direction_id) => ({ ...ends, connection_info: { direction_id } }));
    expect(read(event({ ...blocked, evidences })).found).toEqual([]);
  });
});

describe('when a bad finding has other evidence', () => {
  it('takes files and names that were asked for, not the process or the recipient', () => {
    const evidences = [
      {
        file: { hashes: [{ algorithm: 'SHA-256', value: sha256 }, { value: 'c'.repeat(32) }] },
        process: { file: { hashes: [{ algorithm: 'MD5', value: 'd'.repeat(32) }] } },
        query: { hostname: 'c2.evil-site.com' },
        email: { from: 'a@evil-site.com', to: ['me@some-site.com'] },
      },
    ];
    const { found, left, drafts } = read(event({ ...blocked, evidences }));
    expect(found).toEqual([
      '/evidences/0/query/hostname: domain c2.evil-site.com',
      '/evidences/0/email/from: text a@evil-site.com',
      `/evidences/0/file/hashes/0: hash ${sha256}`,
      `/evidences/0/file/hashes/1: hash ${'c'.repeat(32)}`,
    ]);
    expect(left).toEqual(['/evidences/0/process/file/hashes/0: observed-only']);
    expect(drafts.map(({ partOf }) => partOf)).toEqual([undefined, undefined, sha256, sha256]);
  });

  it('says what the finding says', () => {
    const members = {
      ...blocked,
      evidences: [url],
      finding_info: {
        title: 'C2 seen',
        desc: 'Long.',
        last_seen_time: 1_780_000_000_000,
        src_url: 'https://x.y/',
      },
      severity_id: 6,
      confidence_score: 80,
      malware: [{ name: 'Emotet', classifications: ['Trojan'] }],
    };
    const { drafts, left } = read(event(members));
    expect(drafts).toMatchObject([
      {
        description: 'C2 seen',
        additionalInformation: 'Long.',
        severity: { value: 'critical' },
        confidence: { value: 80, of: 100 },
        threat: ['Trojan'],
        malwareFamilies: ['Emotet'],
        lastSeen: 1_780_000_000_000,
      },
    ]);
    expect(left).toEqual(['/finding_info/src_url: link']);
  });
});

describe('when a bad finding has observables', () => {
  const observable = (members: object) => event({ ...blocked, observables: [members] });

  it.each([
    [{ name: 'url', type: 'URL String', type_id: 6, value: 'http://a.com/x' }, 'url http://a.com/x'],
    [{ name: 'file.hashes', type: 'File Hash', type_id: 99, value: sha256 }, `hash ${sha256}`],
    [{ name: 'file.hashes', type_id: 8, value: sha256 }, `hash ${sha256}`],
    [
      { name: 'query.hostname', type: 'Hostname', type_id: 1, value: 'evil-site.com' },
      'domain evil-site.com',
    ],
    [{ name: 'email.from', type: 'Email Address', type_id: 5, value: 'a@b.com' }, 'text a@b.com'],
    [{ name: 'x', type: 'IP Address', value: '45.1.2.3', reputation: { score_id: 10 } }, 'any 45.1.2.3'],
  ])('takes %j', (one, observed) => {
    expect(read(observable(one)).found).toEqual([`/observables/0: ${observed}`]);
  });

  it.each([
    [{ name: 'device.ip', type: 'IP Address', value: '45.1.2.3' }, 'own-asset'],
    [{ name: 'hostname', type: 'Hostname', value: 'pc.some-site.com' }, 'own-asset'],
    [{ name: 'email.to', type: 'Email Address', value: 'me@some-site.com' }, 'own-asset'],
    [{ name: 'process.file.hashes', type: 'Hash', value: sha256 }, 'observed-only'],
    [{ name: 'dst_endpoint.ip', type: 'IP Address', value: '45.1.2.3' }, 'observed-only'],
    [{ name: 'x', type: 'Resource UID', type_id: 10, value: 'arn' }, 'unsupported-type'],
    [{ name: 'x', type_id: 'constructor', value: 'y' }, 'unsupported-type'],
    [
      { name: 'url', type_id: 6, value: 'http://a.com', reputation: { score_id: 1 } },
      'verdict-not-malicious',
    ],
  ])('leaves %j as %s', (one, code) => {
    expect(read(observable(one))).toMatchObject({ found: [], left: [`/observables/0: ${code}`] });
  });

  it('takes what evidence and observable both name once', () => {
    const observables = [{ name: 'evidences[].url', type_id: 6, value: 'http://evil-site.com/a' }];
    expect(read(event({ ...blocked, evidences: [url], observables }))).toMatchObject({
      found: [takenUrl],
      left: [],
    });
  });
});

describe('when there is intelligence', () => {
  it('takes it with its marking and expiry, in a finding and in an inventory', () => {
    const osint = [
      { type_id: 2, value: 'evil-site.com', tlp: 'AMBER STRICT', expiration_time: 1_990_000_000_000 },
    ];
    for (const class_uid of [2004, 5021]) {
      const { found, drafts } = read(event({ class_uid, osint }));
      expect(found).toEqual(['/osint/0: domain evil-site.com']);
      expect(drafts).toMatchObject([{ tlp: ['AMBER STRICT'], expires: 1_990_000_000_000 }]);
    }
  });
});

describe('when an event is of another class', () => {
  it.each([
    [4001, 'observed-only'],
    [1007, 'observed-only'],
    [201003, 'observed-only'],
    [2002, 'no-indicator'],
    [2003, 'no-indicator'],
    [2004, 'no-indicator'],
  ])('leaves class %d', (class_uid, code) => {
    const members = class_uid === 2004 ? {} : { ...blocked, evidences: [url] };
    expect(read(event({ class_uid, ...members }))).toMatchObject({ found: [], left: [`: ${code}`] });
  });
});

describe('for any JSON', () => {
  it('answers every item', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (json, other) => {
        const members = { ...blocked, evidences: json, observables: [other, { type_id: json, value: 'x' }] };
        const { found, skipped } = ocsf.read(
          [event({ ...members, osint: json, malware: other }), json],
          options,
        );
        expect(found.length + skipped.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});
