import fc from 'fast-check';
import { chronicle } from '../../../shared/formats/chronicle/chronicle';
import { anyJson, nested } from '../../arbitraries/json';
import { intake, options } from '../intake';

const sha256 = 'a'.repeat(63) + 'b';

const detection = (event: object) => ({
  detection: [{ ruleId: 'ru_1', ruleName: 'A rule' }],
  collectionElements: [{ references: [{ event }] }],
});

const listed = (event: object) => ({ detections: [detection(event)] });

const base = '/detections/0/collectionElements/0/references/0/event';

const read = (payload: unknown, more = {}) => {
  const { found, left, drafts } = intake(chronicle, payload, more);
  return {
    found: found.map((one) => one.replace(base, '')),
    left: left.map((one) => one.replace(base, '')),
    drafts,
  };
};

const result = (members: object) => ({ securityResult: [members] });
const bad = result({ threatVerdict: 'MALICIOUS' });

describe('when a payload is to be recognised', () => {
  it.each([
    ['a list of detections', listed({}), true],
    ['an array of detections', [detection({})], true],
    ['a rule without elements', { detections: [{ detection: [{ ruleId: 'ru_1' }] }] }, true],
    ['an empty list', { detections: [] }, false],
    ['detections of somebody else', { detections: [{ id: 1 }] }, false],
    ['a deep array', nested(5000), false],
  ])('%s: %#', (_, payload, is) => {
    expect(chronicle.recognises(payload)).toBe(is);
  });
});

describe('when a result calls an event a threat', () => {
  it.each([
    [{ threatVerdict: 'MALICIOUS' }],
    [{ category: ['NETWORK_COMMAND_AND_CONTROL'] }],
    [{ category: 'NETWORK_MALICIOUS' }],
    [{ verdictInfo: [{ verdictResponse: 'MALICIOUS' }] }],
    [{ threatVerdict: 'THREAT_VERDICT_UNSPECIFIED', category: ['NETWORK_MALICIOUS'] }],
  ])('takes the target, and the principal as the victim: %j', (said) => {
    const event = { ...result(said), principal: { ip: '45.9.9.9' }, target: { ip: ['45.1.2.3'] } };
    expect(read(listed(event))).toMatchObject({
      found: ['/target/ip/0: destination 45.1.2.3'],
      left: ['/principal: own-asset'],
    });
  });

  it.each([
    [{ threatVerdict: 'SUSPICIOUS' }, 1],
    [{ category: ['SOFTWARE_PUA'] }, 0],
    [{ category: ['POLICY_VIOLATION'], action: ['BLOCK'] }, 0],
    [{ threatVerdict: 'UNDETECTED' }, 0],
    [{ threatVerdict: 'UNDETECTED', category: ['NETWORK_MALICIOUS'] }, 0],
    [{ verdictInfo: [{ verdictResponse: 'BENIGN' }], category: 'NETWORK_MALICIOUS' }, 0],
    [
      {
        verdictInfo: [
          { verdictType: 'PROVIDER_ML_VERDICT', verdictResponse: 'MALICIOUS' },
          { verdictType: 'ANALYST_VERDICT', verdictResponse: 'BENIGN' },
        ],
      },
      0,
    ],
  ])('leaves %j, and takes %d where suspicious ones are wanted', (said, count) => {
    const event = { ...result(said), target: { ip: ['45.1.2.3'] } };
    expect(read(listed(event)).left).toEqual([': verdict-not-malicious']);
    expect(read(listed(event), { takeSuspicious: true }).found).toHaveLength(count);
  });

  it('takes what the result is about, not the target', () => {
    const about = [{ url: 'http://evil-site.com/a' }, { file: { sha256, md5: 'c'.repeat(32) } }];
    const event = { ...result({ threatVerdict: 'MALICIOUS', about }), target: { ip: '45.1.2.3' } };
    const { found, drafts } = read(listed(event));
    expect(found).toEqual([
      '/securityResult/0/about/0/url: url http://evil-site.com/a',
      `/securityResult/0/about/1/file/sha256: hash ${sha256}`,
      `/securityResult/0/about/1/file/md5: hash ${'c'.repeat(32)}`,
    ]);
    expect(drafts.map(({ partOf }) => partOf)).toEqual([undefined, sha256, sha256]);
  });

  it('takes the name that was asked for, not the resolver', () => {
    const event = {
      ...bad,
      target: { ip: '45.1.2.3' },
      network: { dns: { questions: [{ name: 'evil-site.com' }] } },
    };
    expect(read(listed(event)).found).toEqual(['/network/dns/questions/0/name: domain evil-site.com']);
  });

  it.each([
    ['the target of inbound traffic', { ...bad, network: { direction: 'INBOUND' } }],
    ['the target of mail', { ...bad, network: { email: { from: 'a@evil-site.com' } } }],
    ['the host of bad software', result({ category: ['SOFTWARE_MALICIOUS'] })],
  ])('leaves %s', (_, event) => {
    expect(read(listed({ ...event, target: { hostname: 'pc.some-site.com' } }))).toMatchObject({
      found: [],
      left: ['/target/hostname: own-asset'],
    });
  });

  it('leaves the host that a bad file lies on', () => {
    const target = { hostname: 'pc.some-site.com', ip: '45.1.2.3', process: { file: { sha256 } } };
    expect(read(listed({ ...bad, target }))).toMatchObject({
      found: [`/target/process/file/sha256: hash ${sha256}`],
      left: ['/target/ip: own-asset', '/target/hostname: own-asset'],
    });
  });

  it('reads the names of the proto, too', () => {
    const event = {
      security_result: [{ threat_verdict: 'MALICIOUS' }],
      target: { domain: { name: 'evil-site.com' } },
    };
    const payload = [{ collection_elements: [{ references: [{ event }] }] }];
    expect(intake(chronicle, payload).found).toEqual([
      '/0/collection_elements/0/references/0/event/target/domain/name: domain evil-site.com',
    ]);
  });

  it('says what rule and result say', () => {
    const said = {
      category: ['MAIL_PHISHING', 'SOFTWARE_MALICIOUS'],
      severity: 'HIGH',
      confidence: 'MEDIUM_CONFIDENCE',
      threatName: 'Emotet',
      description: 'Long.',
    };
    const metadata = { eventTimestamp: '2026-11-20T00:00:00Z' };
    expect(
      read(listed({ ...result(said), metadata, target: { url: 'http://evil-site.com' } })).drafts,
    ).toMatchObject([
      {
        description: 'A rule',
        additionalInformation: 'Long.',
        threat: ['phishing', 'malware'],
        severity: { value: 'HIGH' },
        confidence: { value: 'MEDIUM' },
        malwareFamilies: ['Emotet'],
        lastSeen: '2026-11-20T00:00:00Z',
      },
    ]);
  });
});

describe('when there is nothing to take', () => {
  it.each([
    ['no event', { detections: [{ collectionElements: [] }] }, ['/detections/0: no-indicator']],
    [
      'an entity',
      { detections: [{ collectionElements: [{ references: [{ entity: {} }] }] }] },
      ['/detections/0/collectionElements/0/references/0: no-indicator'],
    ],
    ['a verdict about nothing', listed(bad), [': no-indicator']],
    [
      'something else in the list',
      { detections: [{ collectionElements: [] }, 4] },
      ['/detections/0: no-indicator', '/detections/1: item-unknown'],
    ],
  ])('says why for %s', (_, payload, left) => {
    expect(read(payload)).toMatchObject({ found: [], left });
  });

  it('answers the link to the product', () => {
    const payload = {
      detections: [{ detection: [{ ruleId: 'r', urlBackToProduct: 'https://x.y' }], collectionElements: [] }],
    };
    expect(read(payload).left).toEqual([
      '/detections/0/detection/0/urlBackToProduct: link',
      '/detections/0: no-indicator',
    ]);
  });
});

describe('for any JSON', () => {
  it('answers every detection', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (json, other) => {
        const event = { ...bad, target: json, about: other, network: json };
        const { found, skipped } = chronicle.read(
          [detection(event), detection({ securityResult: json }), other],
          options,
        );
        expect(found.length + skipped.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });

  it('reads many results and many nouns in one pass each', () => {
    const many = Array.from({ length: 3000 }, () => ({ threatVerdict: 'MALICIOUS' }));
    const about = Array.from({ length: 3000 }, () => ({ url: 'http://evil-site.com' }));
    expect(read(listed({ securityResult: many, about })).found).toHaveLength(3000);
  });
});
