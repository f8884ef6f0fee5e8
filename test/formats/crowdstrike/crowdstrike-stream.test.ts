import fc from 'fast-check';
import { crowdstrikeStream } from '../../../shared/formats/crowdstrike/crowdstrike-stream';
import { anyJson, nested } from '../../arbitraries/json';
import { intake, options } from '../intake';

const sha256 = 'a'.repeat(63) + 'b';
const md5 = 'c'.repeat(31) + 'd';

const event = (members: object, eventType = 'DetectionSummaryEvent') => ({
  metadata: { eventType, offset: 7, eventCreationTime: 1_780_000_000_000 },
  event: members,
});

const read = (payload: unknown, more = {}) => intake(crowdstrikeStream, payload, more);

describe('when a payload is to be recognised', () => {
  it.each([
    ['an event', event({}), true],
    ['several events', [event({}), 1], true],
    ['metadata without a stream’s members', { metadata: { eventType: 'x' }, event: {} }, false],
    ['an event that is text', { ...event({}), event: 'update' }, false],
    ['a deep array', nested(5000), false],
  ])('%s: %#', (_, payload, is) => {
    expect(crowdstrikeStream.recognises(payload)).toBe(is);
  });
});

describe('when a detection names what it found', () => {
  it.each([
    ['domain', 'c2.evil-site.com', 'domain c2.evil-site.com'],
    ['ipv4', '45.1.2.3', 'any 45.1.2.3'],
    ['ipv6', '2a00::1', 'any 2a00::1'],
    ['hash_sha256', sha256, `hash ${sha256}`],
    ['hash_md5', md5, `hash ${md5}`],
    ['md5', md5, `hash ${md5}`],
  ])('takes an IOC of type %s', (IOCType, IOCValue, observed) => {
    expect(read(event({ IOCType, IOCValue })).found).toEqual([`/event/IOCValue: ${observed}`]);
  });

  it.each(['behavior', 'registry_key', 'command_line', 'filename', 'constructor'])(
    'leaves an IOC of type %s',
    (IOCType) => {
      expect(read(event({ IOCType, IOCValue: 'x' }))).toMatchObject({
        found: [],
        left: ['/event/IOCValue: unsupported-type'],
      });
    },
  );

  it('says what the detection says', () => {
    const about = {
      DetectName: 'NGAV',
      DetectDescription: 'A bad file.',
      SeverityName: 'High',
      Severity: 70,
      Tactic: 'Execution',
      Technique: 'PowerShell',
      Objective: 'Follow Through',
    };
    expect(read(event({ IOCType: 'domain', IOCValue: 'evil-site.com', ...about })).drafts).toMatchObject([
      {
        description: 'NGAV: A bad file.',
        severity: { value: 'High', of: 100 },
        killChain: ['Execution'],
        lastSeen: 1_780_000_000_000,
      },
    ]);
  });

  it('takes no method of Falcon’s for a phase of the kill chain', () => {
    const method = { Tactic: 'Machine Learning', Objective: 'Falcon Detection Method' };
    expect(read(event({ IOCType: 'domain', IOCValue: 'evil-site.com', ...method })).drafts).toMatchObject([
      { killChain: [] },
    ]);
  });
});

describe('when a detection names a file', () => {
  const file = { SHA256String: sha256, MD5String: md5, FileName: 'a.exe' };

  it.each([
    ['its hash is the IOC', { IOCType: 'hash_sha256', IOCValue: sha256.toUpperCase() }],
    ['machine learning judged it', { Tactic: 'Machine Learning' }],
    ['its technique is malware', { Technique: 'Known Malware' }],
  ])('takes every hash as a part of one file where %s', (_, verdict) => {
    const { found, drafts, left } = read(event({ ...file, ...verdict }));
    expect(found).toEqual([
      `/event/SHA256String: hash ${sha256}, text a.exe`,
      `/event/MD5String: hash ${md5}, text a.exe`,
    ]);
    expect(drafts.map(({ partOf }) => partOf)).toEqual([sha256, sha256]);
    expect(left).toEqual([]);
  });

  it('leaves the process that looked a bad domain up', () => {
    expect(read(event({ ...file, IOCType: 'domain', IOCValue: 'evil-site.com' }))).toMatchObject({
      found: ['/event/IOCValue: domain evil-site.com'],
      left: ['/event/SHA256String: observed-only', '/event/MD5String: observed-only'],
    });
  });

  it('takes what was quarantined, once', () => {
    const QuarantineFiles = [
      { SHA256HashData: sha256, ImageFileName: '\\Device\\a.exe' },
      { SHA256HashData: 'e'.repeat(63) + 'f', ImageFileName: '\\Device\\dir\\b.exe' },
      7,
    ];
    expect(read(event({ ...file, Tactic: 'Machine Learning', QuarantineFiles })).found).toEqual([
      `/event/SHA256String: hash ${sha256}, text a.exe`,
      `/event/MD5String: hash ${md5}, text a.exe`,
      `/event/QuarantineFiles/1: hash ${'e'.repeat(63)}f, text b.exe`,
    ]);
  });
});

describe('when an event has what is no indicator', () => {
  it('leaves what was contacted, the own address and the link', () => {
    const besides = {
      NetworkAccesses: [{ RemoteAddress: '45.1.2.3' }, { RemoteAddress: '45.1.2.4' }],
      DnsRequests: [{ DomainName: 'cdn.some-site.com' }],
      RemoteAddressIP4: '45.1.2.5',
      LocalIP: '45.1.2.6',
      FalconHostLink: 'https://falcon.some-site.com/',
    };
    expect(read(event(besides))).toMatchObject({
      found: [],
      left: [
        '/event/NetworkAccesses/0: observed-only',
        '/event/NetworkAccesses/1: observed-only',
        '/event/DnsRequests/0: observed-only',
        '/event/RemoteAddressIP4: observed-only',
        '/event/LocalIP: own-asset',
        '/event/FalconHostLink: link',
      ],
    });
  });

  it.each([
    [
      'an audit event',
      event({ IOCType: 'domain', IOCValue: 'a.com' }, 'AuthActivityAuditEvent'),
      'no-indicator',
    ],
    ['a detection without values', event({}), 'no-indicator'],
    [
      'a sample of the vendor',
      event({ CommandLine: 'choice /m crowdstrike_sample_detection' }),
      'verdict-not-malicious',
    ],
    ['a test by the vendor', event({ DetectDescription: 'For evaluation only' }), 'verdict-not-malicious'],
    ['the EICAR file', event({ FileName: 'eicar.com', SHA256String: sha256 }), 'verdict-not-malicious'],
    ['an informational detection', event({ SeverityName: 'Informational' }), 'verdict-not-malicious'],
  ])('leaves %s', (_, payload, code) => {
    expect(read(payload)).toMatchObject({ found: [], left: [`/event: ${code}`] });
  });

  it('takes an informational detection where suspicious ones are wanted', () => {
    const informational = event({
      SeverityName: 'Informational',
      IOCType: 'domain',
      IOCValue: 'evil-site.com',
    });
    expect(read(informational, { takeSuspicious: true }).found).toHaveLength(1);
  });

  it('refuses what is no event in a list of them', () => {
    expect(read([event({}), 'x', {}]).left).toEqual([
      '/0/event: no-indicator',
      '/1: item-unknown',
      '/2: item-unknown',
    ]);
  });
});

describe('for any JSON', () => {
  it('answers every item', () => {
    fc.assert(
      fc.property(anyJson, (json) => {
        const payload = [
          event({ IOCType: 'domain', IOCValue: json, NetworkAccesses: json, Tactic: json }),
          json,
        ];
        const { found, skipped } = crowdstrikeStream.read(payload, options);
        expect(found.length + skipped.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});
