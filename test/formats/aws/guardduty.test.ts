import { guardDuty } from '../../../shared/formats/aws/guardduty';
import { intake } from '../intake';

const listed = { threatIntelligenceDetails: [{ threatListName: 'a list', threatNames: ['C2'] }] };

const outbound = {
  networkConnectionAction: {
    connectionDirection: 'OUTBOUND',
    localIpDetails: { ipAddressV4: '10.0.0.23' },
    remoteIpDetails: { ipAddressV4: '45.155.205.233' },
    remotePortDetails: { port: 443 },
  },
};

/** The shape of elastic/integrations, aws/data_stream/guardduty/_dev/test/pipeline/test-guard_duty.log. */
const finding = (action: object, service: object = {}, more: object = {}) => ({
  schemaVersion: '2.0',
  accountId: '1',
  type: 'UnauthorizedAccess:EC2/TorClient',
  severity: 8,
  resource: { resourceType: 'Instance', instanceDetails: { instanceId: 'i' } },
  service: { archived: false, action, ...service },
  ...more,
});

const read = (payload: unknown, more: object = {}) => intake(guardDuty, payload, more);

/** The names with a capital, as the API of GuardDuty writes them. */
const capital = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(capital);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([name, one]) => [
          name.charAt(0).toUpperCase() + name.slice(1),
          capital(one),
        ]),
      )
    : value;
};

describe('a finding whose peer is on a threat list', () => {
  const listedFinding = finding(outbound, { evidence: listed });

  it('is taken at the other end, with its port; what is yours is left', () => {
    const { found, left, drafts } = read(listedFinding);
    expect(found).toEqual([
      '/service/action/networkConnectionAction/remoteIpDetails/ipAddressV4: destination 45.155.205.233',
    ]);
    expect(left).toEqual(['/resource: own-asset']);
    expect(drafts).toMatchObject([
      { observed: [{ port: 443 }], threat: ['C2'], severity: { value: 8, of: 10 } },
    ]);
  });

  it('is read as the API writes it', () => {
    const body = { Findings: [capital(listedFinding)] };
    expect(guardDuty.recognises(body)).toBe(true);
    expect(read(body).found).toEqual([
      '/Findings/0/Service/Action/NetworkConnectionAction/RemoteIpDetails/IpAddressV4: destination 45.155.205.233',
    ]);
  });

  it.each([
    [{ dnsRequestAction: { domain: 'evil-host.top' } }, 'domain evil-host.top'],
    [{ awsApiCallAction: { remoteIpDetails: { ipAddressV4: '45.155.205.233' } } }, 'any 45.155.205.233'],
    [
      { portProbeAction: { portProbeDetails: [{ remoteIpDetails: { ipAddressV4: '45.155.205.233' } }] } },
      'source 45.155.205.233',
    ],
  ])('is taken by what was done: %j', (action, found) => {
    expect(read(finding(action, { evidence: listed })).found.map((one) => one.split(': ')[1])).toEqual([
      found,
    ]);
  });

  it.each([
    [{ archived: true }, 'closed-as-benign'],
    [{ additionalInfo: { sample: true } }, 'simulated-alert'],
    [{ additionalInfo: { value: '{"sample":true}' } }, 'simulated-alert'],
  ])('is left where it was suppressed or made up: %j', (service, code) => {
    expect(read(finding(outbound, { evidence: listed, ...service }))).toMatchObject({
      found: [],
      left: [`: ${code}`],
    });
  });
});

describe('any other finding', () => {
  it.each([
    ['UnauthorizedAccess:EC2/MaliciousIPCaller.Custom', []],
    ['Backdoor:EC2/C&CActivity.B!DNS', ['c2']],
    ['CryptoCurrency:EC2/BitcoinTool.B', ['cryptomining']],
    ['Trojan:EC2/PhishingDomainRequest!DNS', ['phishing']],
  ])('is taken where its type says that the peer is malicious, and of what threat: %s', (type, threat) => {
    expect(read(finding(outbound, {}, { type })).drafts).toMatchObject([{ threat }]);
  });

  it('is left, unless the profile takes what is suspicious', () => {
    expect(read(finding(outbound))).toMatchObject({ found: [], left: [': verdict-not-malicious'] });
    expect(read(finding(outbound), { takeSuspicious: true }).found).toHaveLength(1);
  });

  it('is refused or answered where it is malformed', () => {
    expect(guardDuty.recognises({ accountId: '1', type: 'x', service: {}, resource: {} })).toBe(false);
    expect(read(finding({ networkConnectionAction: 'text' }, { evidence: listed })).left).toEqual([
      ': no-indicator',
      '/resource: own-asset',
    ]);
  });
});

describe('when malware protection found files', () => {
  const sha256 = 'ab'.repeat(32);

  it.each([
    [
      'in a bucket',
      'Object:S3/MaliciousFile',
      {
        malwareScanDetails: {
          threats: [{ name: 'Rat', itemPaths: [{ nestedItemPath: 'a.zip/b.exe', hash: sha256 }] }],
        },
      },
      '/service/malwareScanDetails/threats/0/itemPaths/0/hash',
    ],
    [
      'on a volume',
      'Execution:EC2/MaliciousFile',
      {
        ebsVolumeScanDetails: {
          scanDetections: {
            threatDetectedByName: {
              threatNames: [
                { name: 'Rat', filePaths: [{ filePath: 'tmp/b.exe', fileName: 'b.exe', hash: sha256 }] },
              ],
            },
          },
        },
      },
      '/service/ebsVolumeScanDetails/scanDetections/threatDetectedByName/threatNames/0/filePaths/0/hash',
    ],
  ])('takes those %s by their hash', (_, type, service, place) => {
    const { found, left, drafts } = read(finding({}, service, { type }));

    expect({ found, left }).toEqual({
      found: [`${place}: hash ${sha256}, text b.exe`],
      left: ['/resource: own-asset'],
    });
    expect(drafts).toMatchObject([{ threat: ['malware'], malwareFamilies: ['Rat'] }]);
    expect(read(capital(finding({}, service, { type }))).found).toHaveLength(1);
  });

  it('leaves a scan that was archived, and names no file without a hash', () => {
    const scan = { malwareScanDetails: { threats: [{ itemPaths: [{ nestedItemPath: 'a' }] }] } };
    const type = 'Object:S3/MaliciousFile';

    expect(read(finding({}, scan, { type })).left).toEqual([': no-indicator', '/resource: own-asset']);
    expect(read(finding({}, { ...scan, archived: true }, { type })).left).toEqual([': closed-as-benign']);
  });
});

// https://docs.aws.amazon.com/guardduty/latest/APIReference/API_Sequence.html
const sequence = {
  uid: 's',
  description: 'credentials were used from a malicious address',
  actors: [{ id: 'a', process: { name: 'sh', path: '/bin/sh', sha256: 'ab'.repeat(32) } }],
  endpoints: [
    { id: 'e1', ip: '45.155.205.233', port: 50_123, connection: { direction: 'INBOUND' } },
    { id: 'e2', ip: '45.155.205.234', port: 443, connection: { direction: 'OUTBOUND' } },
    { id: 'e3', domain: 'evil-host.top' },
    { id: 'e4', ip: '45.155.205.235' },
  ],
  sequenceIndicators: [
    { key: 'MALICIOUS_IP', values: ['45.155.205.233', '45.155.205.234'] },
    { key: 'SUSPICIOUS_NETWORK', values: ['45.155.205.235'] },
    { key: 'ATTACK_TACTIC', values: ['Exfiltration'] },
  ],
  signals: [{ uid: 'g', signalIndicators: [{ key: 'MALICIOUS_DOMAIN', values: ['evil-host.top'] }] }],
  resources: [{ uid: 'r', resourceType: 'EC2_INSTANCE' }],
};

const attack = (more: object = {}) =>
  finding(
    {},
    { detection: { sequence: { ...sequence, ...more } } },
    {
      type: 'AttackSequence:IAM/CompromisedCredentials',
      resource: { resourceType: 'AttackSequence' },
    },
  );

describe('a finding of an attack in several steps', () => {
  const at = '/service/detection/sequence';

  it('is taken at the endpoints that an indicator of it calls malicious; the rest and what is yours are left', () => {
    const { found, left, drafts } = read(attack());
    expect(found).toEqual([
      `${at}/endpoints/0/ip: source 45.155.205.233`,
      `${at}/endpoints/1/ip: destination 45.155.205.234`,
      `${at}/endpoints/2/domain: domain evil-host.top`,
    ]);
    expect(drafts.map(({ observed: [one] }) => (one?.kind === 'ip' ? one.port : null))).toEqual([
      undefined,
      443,
      null,
    ]);
    expect(left).toEqual([
      `${at}/endpoints/3/ip: verdict-not-malicious`,
      `${at}/resources/0: own-asset`,
      '/resource: own-asset',
    ]);
  });

  it('is taken at all of them where suspicious ones are wanted', () => {
    expect(read(attack(), { takeSuspicious: true }).found).toContain(
      `${at}/endpoints/3/ip: any 45.155.205.235`,
    );
  });

  it('is read alike with the names of the API', () => {
    expect(read(capital(attack())).found).toHaveLength(3);
  });

  it.each([
    ['archived', finding({}, { archived: true, detection: { sequence } })],
    ['a sample', finding({}, { additionalInfo: { sample: true }, detection: { sequence } })],
  ])('is left where it is %s', (_, payload) => {
    expect(read(payload).found).toEqual([]);
  });
});
