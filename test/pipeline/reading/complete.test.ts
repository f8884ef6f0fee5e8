import { foundDraft, type Draft } from '../../../shared/formats/format';
import { complete } from '../../../shared/pipeline/reading/complete';
import { externalIdOf } from '../../../shared/indicator/identity';
import { profileWith } from '../profiles';
import { leftOf, rightOf } from '../right-of';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const from = { format: 'misp', source: '/siem/eu' };

const completed = (draft: Draft, document: Readonly<Record<string, unknown>> = {}) =>
  complete(profileWith(document), now, from)(foundDraft('/3', draft));

const ip: Draft = { observed: [{ kind: 'ip', value: '45.61.1[.]2', direction: 'destination' }] };

describe('when the source says nothing but the observable', () => {
  it("gives it the profile's defaults and the life of its kind", () => {
    expect(rightOf(completed(ip))).toEqual({
      action: 'alert',
      passiveOnly: false,
      targetProduct: 'Azure Sentinel',
      threatType: 'WatchList',
      tlpLevel: 'unknown',
      description: 'misp from /siem/eu',
      expirationDateTime: '2026-12-07T12:00:00.000Z',
      networkDestinationIPv4: '45.61.1.2',
      killChain: [],
      tags: [],
      malwareFamilyNames: [],
      activityGroupNames: [],
    });
  });

  it.each([
    [{ kind: 'hash', algorithm: 'md5', value: '0123456789abcdef0123456789abcdef' }, 365],
    [{ kind: 'domain', value: 'evil.com' }, 60],
    [{ kind: 'url', value: 'http://evil.com' }, 30],
    [{ kind: 'ip', value: '45.61.1.0/24' }, 14],
    [{ kind: 'text', member: 'emailSubject', value: 'Invoice' }, 90],
    [{ kind: 'text', member: 'userAgent', value: 'bad/1.0' }, 30],
  ] as const)('lets %j live for %d days', (observation, days) => {
    const { expirationDateTime } = rightOf(completed({ observed: [observation] }));
    expect((Date.parse(expirationDateTime) - now().getTime()) / 86_400_000).toBe(days);
  });
});

describe('when the source says more', () => {
  it('takes its word, in the terms of tiIndicator', () => {
    const said = rightOf(
      completed({
        ...ip,
        severity: { value: 'High' },
        confidence: { value: 'med' },
        tlp: ['tlp:green', 'TLP:AMBER'],
        threat: ['unheard-of', 'botnet_cc'],
        killChain: ['c2'],
        tags: ['a', ' a ', ''],
        malwareFamilies: ['Emotet'],
        lastSeen: '1767323045',
        partOf: 'file-1',
        expires: '2026-12-01 00:00:00 UTC',
      }),
    );
    expect(said).toMatchObject({
      severity: 4,
      confidence: 50,
      tlpLevel: 'amber',
      threatType: 'C2',
      killChain: ['C2'],
      tags: ['a', 'part-of:file-1'],
      malwareFamilyNames: ['Emotet'],
      lastReportedDateTime: '2026-01-02T03:04:05.000Z',
      expirationDateTime: '2026-12-01T00:00:00.000Z',
    });
  });

  it.each([
    ['command-and-control', 'C2'],
    ['CommandAndControl', 'C2'],
    ['COMMAND_AND_CONTROL', 'C2'],
    ['Command and Control', 'C2'],
    ['c2-server', 'C2'],
    ['Malicious URL', 'MaliciousUrl'],
    ['crypto-mining', 'CryptoMining'],
    ['Payload delivery', 'WatchList'],
    ['c2-unrelated', 'WatchList'],
  ])('knows the threat in its word %s: %s', (word, threatType) => {
    expect(rightOf(completed({ ...ip, threat: [word] })).threatType).toBe(threatType);
  });

  it('caps a far expiry at the maximum', () => {
    const { expirationDateTime } = rightOf(
      completed({ ...ip, expires: '2099-01-01' }, { maxExpiryDays: 10 }),
    );
    expect(expirationDateTime).toBe('2026-12-03T12:00:00.000Z');
  });
});

describe('when the profile has rules for the source', () => {
  it('applies those that match, in order', () => {
    const profile = {
      sources: [
        { source: '/siem/*', defaults: { action: 'block', tlpLevel: 'green' }, tags: ['siem'] },
        { format: 'stix', defaults: { action: 'allow' } },
        { source: '/siem/eu', defaults: { tlpLevel: 'amber' }, tags: ['eu'] },
      ],
      severity: { misp: { words: { urgent: 5 }, steps: [{ from: 7, is: 4 }] } },
    };
    expect(rightOf(completed({ ...ip, severity: { value: 'Urgent' } }, profile))).toMatchObject({
      action: 'block',
      tlpLevel: 'amber',
      tags: ['siem', 'eu'],
      severity: 5,
    });
    expect(rightOf(completed({ ...ip, severity: { value: 8, of: 10 } }, profile)).severity).toBe(4);
  });

  it('sends an address as a destination where the target is Defender', () => {
    const observed = [{ kind: 'ip', value: '45.61.1.2', direction: 'source' }] as const;
    expect(
      rightOf(completed({ observed }, { defaults: { targetProduct: 'Microsoft Defender ATP' } })),
    ).toMatchObject({ networkDestinationIPv4: '45.61.1.2' });
  });
});

describe('when its source takes it back', () => {
  it.each<[string, Partial<Draft>]>([
    ['as it is', {}],
    ['though it has expired', { expires: '2020-01-01' }],
    ['though it is called benign', { threat: ['benign'] }],
  ])('is known by the same identity, and not active: %s', (_, more) => {
    const whole = (draft: Draft) => rightOf(completed(draft));
    const [held, back] = [whole(ip), whole({ ...ip, ...more, revoked: true })];
    expect(back.isActive).toBe(false);
    expect(Date.parse(back.expirationDateTime)).toBeGreaterThan(now().getTime());
    expect(externalIdOf('scope', back)).toBe(externalIdOf('scope', held));
  });
});

describe('when there is no indicator in it', () => {
  it.each<[string, Draft, string]>([
    [
      'revoked, and nothing to know it by',
      { observed: [{ kind: 'ip', value: 'x.x.x.x' }], revoked: true },
      'revoked',
    ],
    ['expired at its source', { ...ip, expires: '2020-01-01' }, 'expired'],
    ['no such observable', { observed: [{ kind: 'ip', value: 'x.x.x.x' }] }, 'observable-invalid'],
    ['a masked hash', { observed: [{ kind: 'hash', algorithm: 'md5', value: '111' }] }, 'observable-invalid'],
    [
      'a hash nobody knows',
      { observed: [{ kind: 'hash', algorithm: 'imphash', value: 'ab' }] },
      'observable-unsupported',
    ],
    ['a template', { observed: [{ kind: 'domain', value: '{{domain}}' }] }, 'observable-invalid'],
  ])('says so of what is %s', (_, draft, code) => {
    const { place, reason } = leftOf(completed(draft));
    expect([place, reason.code, reason.unreadable]).toEqual(['/3', code, false]);
    expect(JSON.stringify(reason)).not.toContain('x.x.x.x');
  });
});

describe('when a number beside an observable is none', () => {
  const size = (value: unknown) => ({ kind: 'number', member: 'fileSize', value }) as const;
  const port = (value: unknown) => ({ kind: 'number', member: 'networkPort', value }) as const;

  it.each([
    [{ kind: 'ip', value: '45.61.1.2', port: 0 }],
    [{ kind: 'ip', value: '45.61.1.2', port: '0' }],
    [{ kind: 'ip', value: '45.61.1.2', port: -1 }],
    [{ kind: 'ip', value: '45.61.1.2', port: 70_000 }],
    [{ kind: 'ip', value: '45.61.1.2', port: 'https' }],
    [{ kind: 'ip', value: '45.61.1.2:0' }],
    [{ kind: 'ip', value: '45.61.1.2:99999' }],
    [{ kind: 'domain', value: 'evil.com:0' }],
    [{ kind: 'domain', value: 'evil.com' }, port(0)],
    [{ kind: 'domain', value: 'evil.com' }, port('https')],
    [{ kind: 'domain', value: 'evil.com' }, size(-1), port(1e30)],
  ] as const)('takes %j without it', (...observed) => {
    const taken = rightOf(completed({ observed }));

    expect([taken.networkIPv4, taken.domainName].filter((known) => known !== undefined)).toHaveLength(1);
    expect(taken).not.toHaveProperty('networkPort');
    expect(taken).not.toHaveProperty('fileSize');
  });

  it('keeps one that is a number', () => {
    const observed = [{ kind: 'domain', value: 'evil.com' }, port('8443'), size(0)] as const;

    expect(rightOf(completed({ observed }))).toMatchObject({ networkPort: 8443, fileSize: 0 });
  });

  it('refuses it where there is nothing else', () => {
    expect(leftOf(completed({ observed: [port('https')] })).reason.code).toBe('observable-invalid');
  });
});

describe('when a score is no number', () => {
  it('is taken without it', () => {
    const taken = rightOf(
      completed({ ...ip, confidence: { value: NaN, of: 100 }, severity: { value: NaN, of: 5 } }),
    );

    expect(taken).not.toMatchObject({ confidence: expect.anything() as unknown });
    expect(taken).not.toMatchObject({ severity: expect.anything() as unknown });
  });
});
