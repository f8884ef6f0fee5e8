import { readFileSync } from 'node:fs';
import path from 'node:path';
import { markedBy } from '../../../shared/formats/marks';
import { graphAlert } from '../../../shared/formats/microsoft/graph-alert';
import { describeSamples } from '../../samples/samples';
import { readerOf } from '../intake';

const read = readerOf(graphAlert);

const typed = (kind: string, more: object = {}) => ({
  '@odata.type': `#microsoft.graph.security.${kind}Evidence`,
  verdict: 'malicious',
  ...more,
});

const alert = (evidence: readonly unknown[], more: object = {}) => ({
  serviceSource: 'microsoftDefenderForEndpoint',
  detectionSource: 'antivirus',
  title: 'Miner found',
  description: 'On one machine',
  severity: 'high',
  classification: 'unknown',
  category: 'CommandAndControl',
  mitreTechniques: ['T1071'],
  threatFamilyName: 'Coin',
  actorDisplayName: 'Storm-1',
  lastActivityDateTime: '2026-11-20T10:00:00Z',
  evidence,
  ...more,
});

const ip = typed('ip', { ipAddress: '20.30.40.50' });

/** The members of an object under other names, however deep. */
const renamed = (value: unknown, nameOf: (name: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, nameOf));
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [nameOf(name), renamed(item, nameOf)]))
    : value;
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

describe('when evidence is malicious', () => {
  it('takes an address with what the alert says of it', () => {
    expect(read(alert([ip])).found).toEqual([
      [
        '/evidence/0',
        {
          observed: [{ kind: 'ip', value: '20.30.40.50' }],
          description: 'Miner found',
          additionalInformation: 'On one machine',
          severity: { value: 'high' },
          threat: ['CommandAndControl'],
          killChain: ['CommandAndControl'],
          tags: ['T1071'],
          malwareFamilies: ['Coin'],
          activityGroups: ['Storm-1'],
          lastSeen: '2026-11-20T10:00:00Z',
        },
      ],
    ]);
  });

  it.each([
    [['source'], { direction: 'source' }],
    [['attacker'], { direction: 'source' }],
    [['destination'], { direction: 'destination' }],
    [['commandAndControl'], { direction: 'destination' }],
    [['contextual'], {}],
  ])('reads the direction of an address from its roles %j', (roles, direction) => {
    expect(read(alert([{ ...ip, roles }])).found.map(([, draft]) => draft.observed)).toEqual([
      [{ kind: 'ip', value: '20.30.40.50', ...direction }],
    ]);
  });

  it('calls a control server by its name', () => {
    const { found } = read(alert([{ ...ip, roles: ['commandAndControl'] }]));
    expect(found.map(([, draft]) => draft.threat)).toEqual([['c2', 'CommandAndControl']]);
  });

  it('gives every hash of a file its name, and one part-of', () => {
    const file = typed('file', {
      fileDetails: { sha256: 'a', sha1: 'b', fileName: 'x.dll', filePath: 'C:\\me' },
    });
    const name = { kind: 'text', member: 'fileName', value: 'x.dll' };
    expect(
      read(alert([file])).found.map(([place, { observed, partOf }]) => [place, observed, partOf]),
    ).toEqual([
      ['/evidence/0/fileDetails/sha256', [{ kind: 'hash', algorithm: 'sha256', value: 'a' }, name], 'a'],
      ['/evidence/0/fileDetails/sha1', [{ kind: 'hash', algorithm: 'sha1', value: 'b' }, name], 'a'],
    ]);
  });

  it('takes a link', () => {
    expect(read(alert([typed('url', { url: 'http://bad.net/a' })])).found).toMatchObject([
      ['/evidence/0', { observed: [{ kind: 'url', value: 'http://bad.net/a' }] }],
    ]);
    expect(read(alert([typed('url', { url: 'bad.net' })])).found).toMatchObject([
      ['/evidence/0', { observed: [{ kind: 'domain', value: 'bad.net' }] }],
    ]);
  });

  it('takes the sender on the envelope of a mail and leaves the rest of it', () => {
    const mail = typed('analyzedMessage', {
      p2Sender: { emailAddress: 'boss@you.org' },
      p1Sender: { emailAddress: 'a@bad.net' },
      senderIp: '20.1.1.1',
      urls: ['http://x.net'],
    });
    const { found, left } = read(alert([mail]));
    expect(found.map(([place, { observed }]) => [place, observed])).toEqual([
      [
        '/evidence/0/p1Sender/emailAddress',
        [{ kind: 'text', member: 'emailSenderAddress', value: 'a@bad.net' }],
      ],
    ]);
    expect(left).toEqual([
      ['/evidence/0/p2Sender/emailAddress', 'observed-only'],
      ['/evidence/0/senderIp', 'observed-only'],
      ['/evidence/0/urls', 'observed-only'],
    ]);
  });

  it.each([
    [typed('device', { lastExternalIpAddress: '20.1.1.1' }), 'own-asset'],
    [typed('user'), 'own-asset'],
    [typed('mailbox'), 'own-asset'],
    [{ ...ip, roles: ['attacked'] }, 'own-asset'],
    [{ ...ip, roles: ['compromised', 'source'] }, 'own-asset'],
    [typed('process', { imageFile: { sha1: 'a', fileName: 'powershell.exe' } }), 'observed-only'],
    [typed('registryKey', { registryKey: 'run' }), 'unsupported-type'],
    [typed('file', { fileDetails: { fileName: 'a.exe' } }), 'too-common'],
    [typed('file'), 'too-common'],
    [typed('ip'), 'no-indicator'],
    [typed('url'), 'no-indicator'],
    [typed('analyzedMessage'), 'no-indicator'],
    [{ verdict: 'malicious' }, 'item-unknown'],
    [7, 'item-unknown'],
  ])('leaves %j as %s', (evidence, code) => {
    const { found, left } = read(alert([evidence, ip]));
    expect(found).toHaveLength(1);
    expect(left).toEqual([['/evidence/0', code]]);
  });

  it('leaves all of an alert without evidence', () => {
    const none = alert([], { '@odata.type': '#microsoft.graph.security.alert' });
    expect(graphAlert.recognises(none)).toBe(true);
    expect(read(none)).toEqual({ found: [], left: [['', 'no-indicator']] });
  });

  it('reads evidence that stands in members of the alert', () => {
    expect(read(alert([], { ipEvidence: ip })).found.map(([place]) => place)).toEqual(['/ipEvidence']);
  });
});

describe('when it comes to the verdict', () => {
  it.each([
    ['malicious', false, true],
    ['Malicious', false, true],
    ['suspicious', false, false],
    ['suspicious', true, true],
    ['unknown', true, false],
    ['noThreatsFound', true, false],
    [undefined, true, false],
  ])('%s evidence, where suspicious is taken: %s, is taken: %s', (verdict, takeSuspicious, taken) => {
    const { found, left } = read(alert([{ ...ip, verdict }]), { takeSuspicious });
    expect(found).toHaveLength(taken ? 1 : 0);
    expect(left).toEqual(taken ? [] : [['/evidence/0', 'verdict-not-malicious']]);
  });

  it.each(['falsePositive', 'informationalExpectedActivity'])(
    'leaves an alert that is %s',
    (classification) => {
      expect(read(alert([ip], { classification }))).toEqual({ found: [], left: [['', 'closed-as-benign']] });
    },
  );
});

describe('when a stored playbook sends the retired shape', () => {
  const legacy = {
    vendorInformation: { provider: 'ASC' },
    severity: 'high',
    status: 'newAlert',
    networkConnections: [{ destinationAddress: '20.30.40.50' }],
    fileStates: [{ fileHash: { hashType: 'sha1', hashValue: 'a' } }],
    hostStates: [{ fqdn: 'pc1' }],
    userStates: [{ accountName: 'anna' }],
  };

  it('leaves all of it, for it has no verdict', () => {
    expect(graphAlert.recognises(legacy)).toBe(true);
    expect(read(legacy)).toEqual({
      found: [],
      left: [
        ['/networkConnections/0', 'observed-only'],
        ['/fileStates/0', 'observed-only'],
        ['/hostStates/0', 'own-asset'],
        ['/userStates/0', 'own-asset'],
      ],
    });
  });

  it.each([
    [{ ...legacy, feedback: 'falsePositive' }, 'closed-as-benign'],
    [{ vendorInformation: {}, networkConnections: [] }, 'no-indicator'],
  ])('says why for %j', (payload, code) => {
    expect(read(payload).left).toEqual([['', code]]);
  });
});

describe('when an incident comes with its alerts', () => {
  const incident = (alerts: unknown, more: object = {}) => ({
    '@odata.type': '#microsoft.graph.security.incident',
    displayName: 'Miner on two machines',
    incidentWebUrl: 'https://security.example/incidents/1',
    severity: 'high',
    alerts,
    ...more,
  });

  it.each([
    ['one after the other', incident([alert([ip])]), '/alerts/0/evidence/0'],
    ['one alone', incident(alert([ip])), '/alerts/evidence/0'],
    ['in a list of incidents', { value: [incident([alert([ip])])] }, '/value/0/alerts/0/evidence/0'],
    ['without its type', incident([alert([ip])], { '@odata.type': undefined }), '/alerts/0/evidence/0'],
  ])('reads them as if they came alone: %s', (_name, payload, place) => {
    expect(graphAlert.recognises(payload)).toBe(true);
    const [[, bare] = []] = read(alert([ip])).found;
    expect(read(payload).found).toEqual([[place, bare]]);
  });

  it.each([
    ['no-indicator', incident([])],
    ['no-indicator', incident(undefined)],
    ['closed-as-benign', incident([alert([ip])], { classification: 'falsePositive' })],
  ])('says why nothing comes of it: %s', (code, payload) => {
    expect(graphAlert.recognises(payload)).toBe(true);
    expect(read(payload)).toEqual({ found: [], left: [['', code]] });
  });
});

describe('when it comes to the shape', () => {
  it('reads one evidence, and one part of the retired shape, in place of a list', () => {
    const legacy = { vendorInformation: {}, networkConnections: { destinationAddress: '20.30.40.50' } };
    expect(read({ ...alert([]), evidence: ip }).found.map(([place]) => place)).toEqual(['/evidence']);
    expect(graphAlert.recognises(legacy)).toBe(true);
    expect(read(legacy).left).toEqual([['/networkConnections', 'observed-only']]);
  });

  it.each([
    [[alert([ip])], '/0/evidence/0'],
    [{ value: [alert([ip])] }, '/value/0/evidence/0'],
  ])('reads a list', (payload, place) => {
    expect(graphAlert.recognises(payload)).toBe(true);
    expect(read(payload).found.map(([where]) => where)).toEqual([place]);
  });

  it('refuses what is no alert', () => {
    expect(read([alert([ip]), { a: 1 }]).left).toEqual([['/1', 'item-unknown']]);
  });

  it.each([
    null,
    [],
    {},
    alert([]),
    { evidence: [ip] },
    { vendorInformation: {} },
    { networkConnections: [] },
  ])('is none of %j', (payload) => {
    expect(graphAlert.recognises(payload)).toBe(false);
  });
});

describe('when an SDK wrote it', () => {
  const hash = 'ab'.repeat(32);
  const file = typed('file', { fileDetails: { sha256: hash, fileName: 'x.dll' } });
  const all = [ip, file, { ...ip, ipAddress: '20.30.40.51', verdict: 'noThreatsFound' }];

  /** PowerShell's: what only one kind of evidence has is in a bag. */
  const ofPowerShell = ({ verdict, roles = [], ...rest }: { verdict: string; roles?: unknown }) => ({
    Verdict: verdict,
    Roles: roles,
    AdditionalProperties: rest,
  });
  const powerShell = (more: object = {}) => ({
    ...(renamed(alert([], more), capital) as object),
    Evidence: all.map(ofPowerShell),
    AdditionalProperties: {},
  });
  const dotNet = renamed(alert(all), (name) => (name === '@odata.type' ? 'OdataType' : capital(name)));
  const python = renamed(alert(all), (name) =>
    name === '@odata.type' ? 'odata_type' : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  const incident = {
    Alerts: [powerShell()],
    DisplayName: 'Miner',
    IncidentWebUrl: 'https://security.example',
  };

  it.each([
    ['PowerShell', powerShell(), ['/Evidence/0', '/Evidence/1/AdditionalProperties/fileDetails/sha256']],
    [
      'PowerShell, in an incident',
      incident,
      ['/Alerts/0/Evidence/0', '/Alerts/0/Evidence/1/AdditionalProperties/fileDetails/sha256'],
    ],
    ['.NET', dotNet, ['/Evidence/0', '/Evidence/1/FileDetails/Sha256']],
    ['.NET, a list', { Value: [dotNet] }, ['/Value/0/Evidence/0', '/Value/0/Evidence/1/FileDetails/Sha256']],
    ['Python', python, ['/evidence/0', '/evidence/1/file_details/sha256']],
  ])('reads the same of it: %s', (_name, payload, places) => {
    const [[, first] = [], [, second] = []] = read(alert(all)).found;

    expect(markedBy([graphAlert], payload)).toEqual([graphAlert]);
    expect(graphAlert.recognises(payload)).toBe(true);
    expect(read(payload).found).toMatchObject([
      [places[0], first],
      [places[1], { ...second, observed: [{ value: hash }, { value: 'x.dll' }] }],
    ]);
    expect(read(payload).left.map(([, code]) => code)).toEqual(['verdict-not-malicious']);
  });

  it('leaves what an analyst called no attack', () => {
    expect(read(powerShell({ classification: 'falsePositive' }))).toEqual({
      found: [],
      left: [['', 'closed-as-benign']],
    });
  });
});

describe('when evidence is a network connection', () => {
  const end = (ipAddress: string, verdict = 'unknown', more: object = {}) =>
    typed('ip', { ipAddress, verdict, ...more });
  const mine = end('10.0.0.4');
  const connection = (destinationAddress: unknown, sourceAddress: unknown, verdict = 'malicious') =>
    typed('networkConnection', {
      ...{ verdict, destinationAddress, sourceAddress },
      ...{ destinationPort: 443, sourcePort: 50_123, protocol: 'tcp' },
    });
  const called = { kind: 'ip', value: '20.30.40.50', direction: 'destination', port: 443 };
  const calling = { kind: 'ip', value: '20.30.40.50', direction: 'source', port: undefined };
  const tcp = { kind: 'number', member: 'networkProtocol', value: 6 };

  it.each([
    ['its own verdict', connection(end('20.30.40.50', 'malicious'), mine, 'unknown'), 'destination', called],
    ['that of the connection', connection(end('20.30.40.50'), mine), 'destination', called],
    ['that of the connection, inbound', connection(mine, end('20.30.40.50')), 'source', calling],
    ['no verdict on an end', connection({ ipAddress: '20.30.40.50' }, mine), 'destination', called],
  ])('takes the end that is not yours by %s', (_name, evidence, name, observed) => {
    const other = name === 'source' ? 'destination' : 'source';
    const { found, left } = read(alert([evidence]));

    expect(found.map(([place, draft]) => [place, draft.observed])).toEqual([
      [`/evidence/0/${name}Address`, [observed, tcp]],
    ]);
    expect(left).toEqual([[`/evidence/0/${other}Address`, 'own-asset']]);
  });

  it.each([
    [
      'both ends are in public use',
      connection(end('20.30.40.50'), end('20.30.40.51')),
      ['verdict-not-malicious', 'verdict-not-malicious'],
    ],
    [
      'nothing has a verdict',
      connection(end('20.30.40.50'), mine, 'unknown'),
      ['verdict-not-malicious', 'own-asset'],
    ],
    [
      'its end was found good',
      connection(end('20.30.40.50', 'noThreatsFound'), mine),
      ['verdict-not-malicious', 'own-asset'],
    ],
    [
      'its end was attacked',
      connection(end('20.30.40.50', 'malicious', { roles: ['attacked'] }), null),
      ['own-asset'],
    ],
    ['it has no end', connection(null, {}), ['no-indicator']],
  ])('leaves it where %s', (_name, evidence, codes) => {
    const { found, left } = read(alert([evidence]));

    expect(found).toEqual([]);
    expect(left.map(([, code]) => code)).toEqual(codes);
  });
});

const none = 'verdict-not-malicious';

describeSamples('published samples', (folder) => {
  it.each([
    ['defender/graph-alertv2-mssense.json', 0, ['own-asset', none, none, none]],
    ['defender/graph-v1-alert-networkconnections.json', 0, ['observed-only']],
  ])('%s gives %d indicators and leaves %j', (name, count, codes) => {
    const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    expect(graphAlert.recognises(payload)).toBe(true);
    expect(read(payload).found).toHaveLength(count);
    expect(read(payload).left.map(([, code]) => code)).toEqual(codes);
  });
});

it.each([
  ['sha256', 'ab'.repeat(32)],
  ['unknown', 'ab'.repeat(16)],
  [undefined, 'ab'.repeat(20)],
])('takes a hash that is evidence of its own, of the algorithm %s', (algorithm, value) => {
  const observed = [{ kind: 'hash', algorithm: algorithm ?? 'unknown', value }];

  expect(read(alert([typed('fileHash', { algorithm, value })])).found).toMatchObject([
    ['/evidence/0', { observed }],
  ]);
});

it('takes a name that was resolved', () => {
  const dns = typed('dns', { domainName: 'evil-host.top', dnsServerIp: { ipAddress: '10.0.0.1' } });

  expect(read(alert([dns])).found).toMatchObject([
    ['/evidence/0', { observed: [{ kind: 'domain', value: 'evil-host.top' }] }],
  ]);
});
