import fc from 'fast-check';
import { patternOf } from '../../shared/destinations/sentinel/pattern';
import { sentinel } from '../../shared/destinations/sentinel/sentinel';
import { stix } from '../../shared/formats/stix/stix';
import { type Indicator } from '../../shared/indicator/indicator';
import { uploadErrorsIn } from '../../local/simulator/sentinel/upload-rules';
import { codePoint } from '../arbitraries/code-point';
import { hostileText } from '../arbitraries/hostile-text';
import { validTiIndicator } from '../arbitraries/ti-indicator';
import { bundle, draftsOf, options } from '../formats/stix/stix-objects';
import { indicatorOf } from '../pipeline/planned';
import { readBack } from './read-back';
import { faultsByStix } from './stix-schema';

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

  it.each<[Indicator['tlpLevel'], readonly string[] | undefined]>([
    ['unknown', undefined],
    ['white', ['marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9']],
    ['green', ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da']],
    ['amber', ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82']],
    ['red', ['marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed']],
  ])('is marked as the standard marks TLP: %s', (tlpLevel, marking) => {
    expect(objectsOf({ domainName: 'evil.example', tlpLevel })[0]?.object_marking_refs).toEqual(marking);
  });

  it.each<[NonNullable<Indicator['killChain']>[number], string]>([
    ['Reconnaissance', 'reconnaissance'],
    ['Weaponization', 'weaponization'],
    ['Delivery', 'delivery'],
    ['Exploitation', 'exploitation'],
    ['Installation', 'installation'],
    ['C2', 'command-and-control'],
    ['Actions', 'actions-on-objectives'],
  ])('names the phase of the kill chain as Lockheed Martin does: %s', (phase, name) => {
    expect(objectsOf({ domainName: 'evil.example', killChain: [phase] })[0]?.kill_chain_phases).toEqual([
      { kill_chain_name: 'lockheed-martin-cyber-kill-chain', phase_name: name },
    ]);
  });

  it.each<[Indicator['threatType'], string]>([
    ['Botnet', 'malicious-activity'],
    ['C2', 'malicious-activity'],
    ['CryptoMining', 'anomalous-activity'],
    ['DDoS', 'malicious-activity'],
    ['Darknet', 'anonymization'],
    ['MaliciousUrl', 'malicious-activity'],
    ['Malware', 'malicious-activity'],
    ['Phishing', 'malicious-activity'],
    ['Proxy', 'anonymization'],
    ['PUA', 'anomalous-activity'],
    ['WatchList', 'unknown'],
  ])('has one type, a word of the standard, and its own word as a label: %s', (threatType, type) => {
    const [object] = objectsOf({ domainName: 'evil.example', threatType });
    expect(object?.indicator_types).toEqual([type]);
    expect(object?.labels).toContain(`threat-type:${threatType}`);
  });

  it('says as labels what only accompanies what is looked for', () => {
    const [object] = objectsOf({
      fileHashType: 'sha256',
      fileHashValue: sha256,
      fileName: 'setup.exe',
      filePath: 'C:\\Temp',
      fileSize: 4096,
      networkSourcePort: 8080,
      networkProtocol: 6,
    });
    expect(object?.labels).toEqual([
      'threat-type:WatchList',
      'action:alert',
      'source-port:8080',
      'protocol:6',
      'file-name:setup.exe',
      'file-path:C:\\Temp',
      'file-size:4096',
    ]);
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

/** Members of an object of their own, which other tests look at. */
const elsewhere = new Set([
  'externalId',
  'confidence',
  'expirationDateTime',
  'fileHashType',
  'isActive',
  'killChain',
  'tlpLevel',
]);

/** The recipient is the victim; the product is this one; a line of its own begins otherwise. */
const leftOut = new Set(['emailRecipient', 'targetProduct', 'knownFalsePositives']);

describe('any text that is looked for', () => {
  it('is quoted so that it is read back as it was, whatever is in it', () => {
    const value = fc.oneof(hostileText(60), fc.string({ unit: codePoint }), fc.string());
    fc.assert(
      fc.property(value, (text) => {
        expect(readBack(patternOf({ path: 'url:value', value: text }))).toEqual({ type: 'url', value: text });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["it's", "[url:value = 'it\\'s']"],
    ['a\\b', "[url:value = 'a\\\\b']"],
    ["'] OR [url:value = '", "[url:value = '\\'] OR [url:value = \\'']"],
    ['ends with \\', "[url:value = 'ends with \\\\']"],
  ])('is quoted: %s', (value, pattern) => {
    expect(patternOf({ path: 'url:value', value })).toBe(pattern);
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
        expect(stixobjects.map(uploadErrorsIn)).toEqual(stixobjects.map(() => []));
      }),
      { numRuns: 500 },
    );
  });

  it('becomes indicators of STIX 2.1, by the standard', () => {
    fc.assert(
      fc.property(fit, (indicator) => {
        const { stixobjects } = uploadOf(indicator);
        expect(stixobjects.flatMap(faultsByStix)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('looks with each object for one thing that the indicator has, and with no two for the same', () => {
    fc.assert(
      fc.property(fit, (indicator) => {
        const values = new Set<unknown>(Object.values(indicator).map(String));
        const read = uploadOf(indicator).stixobjects.map(({ pattern }) => readBack(pattern));
        expect(read.filter((one) => one === null || !values.has(one.value))).toEqual([]);
        expect(new Set(read.map((one) => JSON.stringify(one))).size).toBe(read.length);
      }),
      { numRuns: 500 },
    );
  });

  it('is said whole: by a pattern, a member, a label or the description', () => {
    fc.assert(
      fc.property(fit, (indicator) => {
        const { stixobjects } = uploadOf(indicator);
        const patterns = stixobjects.map(({ pattern }) => readBack(pattern)?.value);
        const [{ labels = [], description = '', ...object } = {}] = stixobjects;
        const labelled = (labels as readonly string[]).flatMap((label) => [
          label,
          label.slice(label.indexOf(':') + 1),
        ]);
        const said = new Set<unknown>([...patterns, ...labelled, ...String(description).split('\n')]);
        const unsaid = Object.entries(indicator)
          .filter(([member]) => !elsewhere.has(member) && !leftOut.has(member))
          .flatMap(([, value]) => value as unknown)
          .filter((value) => value !== false && !said.has(String(value)));
        expect(unsaid).toEqual([]);
        expect(object).toMatchObject({
          ...(indicator.confidence === undefined ? {} : { confidence: indicator.confidence }),
          valid_until: indicator.expirationDateTime,
        });
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
