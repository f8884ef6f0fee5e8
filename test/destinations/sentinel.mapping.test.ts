import fc from 'fast-check';
import { sentinel } from '../../shared/destinations/sentinel/sentinel';
import { stix } from '../../shared/formats/stix/stix';
import { type Indicator } from '../../shared/indicator/indicator';
import { wrongIn } from '../../local/simulator/sentinel/upload-rules';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { bundle, draftsOf, options } from '../formats/stix/stix-objects';
import { indicatorOf } from '../pipeline/planned';

const at = new Date('2026-11-23T12:00:00.000Z');

interface Upload {
  readonly sourcesystem: string;
  readonly stixobjects: readonly Readonly<Record<string, unknown>>[];
}

const uploadOf = (...indicators: readonly Indicator[]): Upload =>
  sentinel.request(indicators, at).body as Upload;

/** With nothing to be looked for. */
const bare: Indicator = Object.fromEntries(
  Object.entries(indicatorOf('a')).filter(([name]) => name !== 'domainName'),
) as Indicator;

const objectsOf = (more: Partial<Indicator>): Upload['stixobjects'] => {
  return uploadOf({ ...bare, ...more }).stixobjects;
};

const patternsOf = (more: Partial<Indicator>): readonly unknown[] =>
  objectsOf(more).map(({ pattern }) => pattern);

const sha256 = 'a'.repeat(64);

describe('the pattern for what is to be looked for', () => {
  it.each<[string, Partial<Indicator>, readonly string[]]>([
    ['a domain', { domainName: 'evil.example' }, ["[domain-name:value = 'evil.example']"]],
    ['a URL', { url: "https://evil.example/a'b\\c" }, ["[url:value = 'https://evil.example/a\\'b\\\\c']"]],
    [
      'an IPv4 address',
      { networkDestinationIPv4: '45.155.205.233' },
      ["[ipv4-addr:value = '45.155.205.233']"],
    ],
    ['an IPv6 address', { networkIPv6: '2001:db8::1' }, ["[ipv6-addr:value = '2001:db8::1']"]],
    ['a network', { networkCidrBlock: '45.155.0.0/16' }, ["[ipv4-addr:value = '45.155.0.0/16']"]],
    [
      'MD5',
      { fileHashType: 'md5', fileHashValue: 'b'.repeat(32) },
      [`[file:hashes.MD5 = '${'b'.repeat(32)}']`],
    ],
    [
      'SHA-1',
      { fileHashType: 'sha1', fileHashValue: 'b'.repeat(40) },
      [`[file:hashes.'SHA-1' = '${'b'.repeat(40)}']`],
    ],
    ['SHA-256', { fileHashType: 'sha256', fileHashValue: sha256 }, [`[file:hashes.'SHA-256' = '${sha256}']`]],
    ['a sender', { emailSenderAddress: 'a@evil.example' }, ["[email-addr:value = 'a@evil.example']"]],
    ['a file name alone', { fileName: 'a.exe' }, ["[file:name = 'a.exe']"]],
    ['an autonomous system alone', { networkDestinationAsn: 64500 }, ['[autonomous-system:number = 64500]']],
    [
      'several: one each',
      { domainName: 'evil.example', networkDestinationIPv4: '45.155.205.233' },
      ["[domain-name:value = 'evil.example']", "[ipv4-addr:value = '45.155.205.233']"],
    ],
    [
      'the same address in two members: one',
      { networkDestinationIPv4: '45.155.205.233', networkIPv4: '45.155.205.233' },
      ["[ipv4-addr:value = '45.155.205.233']"],
    ],
    [
      'a file name beside a hash: it would match every file of that name',
      { fileHashType: 'sha256', fileHashValue: sha256, fileName: 'setup.exe' },
      [`[file:hashes.'SHA-256' = '${sha256}']`],
    ],
    [
      'a subject beside a sender',
      { emailSenderAddress: 'a@evil.example', emailSubject: 'Invoice' },
      ["[email-addr:value = 'a@evil.example']"],
    ],
    [
      'a port beside an address',
      { networkDestinationIPv4: '45.155.205.233', networkDestinationPort: 443 },
      ["[ipv4-addr:value = '45.155.205.233']"],
    ],
  ])('is, of %s', (_, more, patterns) => {
    expect(patternsOf(more)).toEqual(patterns);
  });

  it.each<[string, Partial<Indicator>, string]>([
    [
      'a hash that STIX has no key for',
      { fileHashType: 'lsHash', fileHashValue: `t1${'a'.repeat(70)}` },
      'not-expressible',
    ],
    [
      'such a hash beside a file name, which would match more than was meant',
      { fileHashType: 'authenticodeHash256', fileHashValue: sha256, fileName: 'setup.exe' },
      'not-expressible',
    ],
    ['a recipient, who is the victim', { emailRecipient: 'me@contoso.com' }, 'not-expressible'],
    [
      'what is allowed: Sentinel has threats only',
      { domainName: 'good.example', action: 'allow' },
      'allow-not-expressible',
    ],
  ])('is none, and it is said why: %s', (_, more, code) => {
    expect(sentinel.unfit({ ...bare, ...more })).toMatchObject({ code });
  });
});

describe('an object of an upload', () => {
  const [object] = objectsOf({
    domainName: 'evil.example',
    description: 'Seen in a mail',
    additionalInformation: 'More of it',
    knownFalsePositives: 'none',
    threatType: 'C2',
    confidence: 80,
    severity: 3,
    action: 'block',
    tlpLevel: 'amber',
    killChain: ['C2', 'Actions'],
    tags: ['emotet', 'emotet'],
    malwareFamilyNames: ['Emotet'],
    activityGroupNames: ['TA542'],
    networkDestinationPort: 443,
    expirationDateTime: '2026-12-23T12:00:00.000Z',
  });

  it('says what the indicator says, and as labels what STIX has no place for', () => {
    expect(object).toEqual({
      type: 'indicator',
      spec_version: '2.1',
      id: expect.stringMatching(
        /^indicator--[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ) as string,
      created: at.toISOString(),
      modified: at.toISOString(),
      name: 'C2: evil.example',
      description: 'Seen in a mail\nMore of it\nKnown false positives: none',
      indicator_types: ['malicious-activity'],
      pattern: "[domain-name:value = 'evil.example']",
      pattern_type: 'stix',
      valid_from: at.toISOString(),
      valid_until: '2026-12-23T12:00:00.000Z',
      labels: [
        'emotet',
        'threat-type:C2',
        'action:block',
        'severity:3',
        'malware-family:Emotet',
        'activity-group:TA542',
        'port:443',
      ],
      confidence: 80,
      kill_chain_phases: [
        { kill_chain_name: 'lockheed-martin-cyber-kill-chain', phase_name: 'command-and-control' },
        { kill_chain_name: 'lockheed-martin-cyber-kill-chain', phase_name: 'actions-on-objectives' },
      ],
      object_marking_refs: ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'],
      external_references: [{ source_name: 'Indicator Gateway', external_id: 'a' }],
    });
  });

  it('has the same id wherever it is made, and another where another thing is looked for', () => {
    const idOf = (more: Partial<Indicator>): unknown => objectsOf(more)[0]?.id;
    const first = idOf({ domainName: 'evil.example' });
    expect(idOf({ domainName: 'evil.example', tags: ['more'] })).toBe(first);
    expect(idOf({ domainName: 'other.example' })).not.toBe(first);
    expect(idOf({ domainName: 'evil.example', externalId: 'b' })).not.toBe(first);
  });

  it('is revoked where the indicator is not active', () => {
    expect(objectsOf({ domainName: 'evil.example', isActive: false })).toMatchObject([{ revoked: true }]);
  });

  it('keeps on a change when it was created, and moves when it was modified', () => {
    const since = '2026-11-01T08:00:00.000Z';
    const call = sentinel.updating?.request(
      [{ id: 'x', indicator: indicatorOf('a'), since, heldAction: null }],
      at,
    );
    expect(call?.body).toMatchObject({
      stixobjects: [{ created: since, valid_from: since, modified: at.toISOString() }],
    });
  });
});

describe('any indicator that Sentinel can take', () => {
  const fit = validTiIndicator
    .map((indicator): Indicator => ({ ...indicator, externalId: indicator.externalId ?? 'x' }))
    .filter((indicator) => sentinel.unfit(indicator) === null);

  it('becomes objects that the upload API takes', () => {
    fc.assert(
      fc.property(fit, (indicator) => {
        const { stixobjects } = uploadOf(indicator);
        expect(stixobjects.length).toBeGreaterThan(0);
        expect(stixobjects.map(wrongIn)).toEqual(stixobjects.map(() => []));
      }),
      { numRuns: 500 },
    );
  });

  it('is read back, thing by thing, by the reader of STIX', () => {
    fc.assert(
      fc.property(fit, (indicator) => {
        const { stixobjects } = uploadOf(indicator);
        const values = new Set<unknown>(Object.values(indicator).map(String));
        const drafts = draftsOf(stix.read(bundle(...stixobjects), options));
        const read = drafts.flatMap(({ observed }) =>
          observed.flatMap((one) => ('value' in one ? [String(one.value)] : [])),
        );
        expect(read.filter((value) => !values.has(value))).toEqual([]);
      }),
    );
  });

  it('has no object of another indicator’s id', () => {
    fc.assert(
      fc.property(fit, fit, (one, other) => {
        const ids = (indicator: Indicator, externalId: string) =>
          uploadOf({ ...indicator, externalId }).stixobjects.map(({ id }) => id);
        const all = [...ids(one, 'one'), ...ids(other, 'other')];
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});
