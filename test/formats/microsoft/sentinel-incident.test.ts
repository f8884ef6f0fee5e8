import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sentinelIncident } from '../../../shared/formats/microsoft/sentinel-incident';
import { describeSamples } from '../../samples/samples';
import { readerOf } from '../intake';

const read = readerOf(sentinelIncident);

const base = '/subscriptions/s/providers/Microsoft.SecurityInsights/Entities/';

const entity = (kind: string, properties: object, id = kind) => ({
  id: `${base}${id}`,
  type: 'Microsoft.SecurityInsights/Entities',
  kind,
  properties,
});

const ip = entity('Ip', { address: '20.30.40.50' });

const trigger = (relatedEntities: readonly unknown[], properties: object = {}) => ({
  objectSchemaType: 'Incident',
  object: {
    type: 'Microsoft.SecurityInsights/Incidents',
    properties: {
      title: 'Beacon to a control server',
      description: 'Seen on two machines',
      severity: 'High',
      status: 'Active',
      labels: [{ labelName: 'campaign-7' }],
      additionalData: { tactics: ['CommandAndControl'] },
      lastActivityTimeUtc: '2026-11-20T10:00:00Z',
      relatedEntities,
      ...properties,
    },
  },
});

const related = (index: number): string => `/object/properties/relatedEntities/${index}`;

describe('when a playbook sends an open incident', () => {
  it('takes an address with what the incident says of it', () => {
    expect(read(trigger([ip])).found).toEqual([
      [
        related(0),
        {
          observed: [{ kind: 'ip', value: '20.30.40.50' }],
          description: 'Beacon to a control server',
          additionalInformation: 'Seen on two machines',
          severity: { value: 'High' },
          killChain: ['CommandAndControl'],
          tags: ['campaign-7'],
          lastSeen: '2026-11-20T10:00:00Z',
        },
      ],
    ]);
  });

  it.each([
    ['Url', { url: 'hxxp://bad.example.net/a' }, { kind: 'url', value: 'hxxp://bad.example.net/a' }],
    ['Url', { url: 'bad.example.net' }, { kind: 'domain', value: 'bad.example.net' }],
    ['DnsResolution', { domainName: 'bad.example.net' }, { kind: 'domain', value: 'bad.example.net' }],
    ['fileHash', { hashValue: 'ab', algorithm: 'MD5' }, { kind: 'hash', algorithm: 'MD5', value: 'ab' }],
  ])('takes a %s', (kind, properties, observed) => {
    expect(read(trigger([entity(kind, properties)])).found.map(([, draft]) => draft.observed)).toEqual([
      [observed],
    ]);
  });

  it.each([
    ['Host', { hostName: 'pc1' }, 'own-asset'],
    ['Account', { accountName: 'anna' }, 'own-asset'],
    ['Mailbox', { mailboxPrimaryAddress: 'anna@example.org' }, 'own-asset'],
    ['AzureResource', { resourceId: '/x' }, 'own-asset'],
    ['File', { fileName: 'a.exe' }, 'unsupported-type'],
    ['RegistryKey', { key: 'run' }, 'unsupported-type'],
    ['SecurityAlert', { alertType: 'x' }, 'no-indicator'],
    ['Ip', {}, 'no-indicator'],
    ['MailMessage', { subject: 'x' }, 'no-indicator'],
  ])('leaves a %s %j as %s', (kind, properties, code) => {
    expect(read(trigger([entity(kind, properties)]))).toEqual({ found: [], left: [[related(0), code]] });
  });

  it('gives hashes the name of their file, and one part-of', () => {
    const entities = [
      entity(
        'File',
        { fileName: 'x.dll', fileHashEntityIds: [`${base}H1`, `${base.toLowerCase()}h2`] },
        'F1',
      ),
      entity('FileHash', { hashValue: 'aa', algorithm: 'SHA1' }, 'h1'),
      entity('FileHash', { hashValue: 'bb', algorithm: 'SHA256' }, 'h2'),
    ];
    expect(read(trigger(entities)).found.map(([, { observed, partOf }]) => [observed[1], partOf])).toEqual([
      [{ kind: 'text', member: 'fileName', value: 'x.dll' }, 'f1'],
      [{ kind: 'text', member: 'fileName', value: 'x.dll' }, 'f1'],
    ]);
  });

  it('leaves the program of a process, even where its hash is listed', () => {
    const entities = [
      entity('Process', { imageFileEntityId: `${base}F1` }),
      entity('File', { fileName: 'cmd.exe', fileHashEntityIds: [`${base}H1`] }, 'F1'),
      entity('FileHash', { hashValue: 'aa', algorithm: 'SHA1' }, 'H1'),
    ];
    expect(read(trigger(entities))).toEqual({
      found: [],
      left: [
        [related(0), 'unsupported-type'],
        [related(1), 'unsupported-type'],
        [related(2), 'observed-only'],
      ],
    });
  });

  it.each([
    ['dnsServerIpEntityId', 'own-asset'],
    ['hostIpAddressEntityId', 'own-asset'],
    ['ipAddressEntityIds', 'observed-only'],
  ])('leaves the address that a resolution names as %s as %s', (member, code) => {
    const entities = [ip, entity('DnsResolution', { domainName: 'bad.example.net', [member]: `${base}ip` })];
    const { found, left } = read(trigger(entities));
    expect(found.map(([place]) => place)).toEqual([related(1)]);
    expect(left).toEqual([[related(0), code]]);
  });

  it('takes the sender on the envelope of a mail and leaves the rest of it', () => {
    const mail = {
      p2Sender: 'boss@you.org',
      p1Sender: 'a@bad.net',
      senderIP: '20.1.1.1',
      urls: ['http://x.net'],
    };
    const { found, left } = read(trigger([entity('MailMessage', mail)]));
    const inside = `${related(0)}/properties`;
    expect(found.map(([place, { observed }]) => [place, observed])).toEqual([
      [`${inside}/p1Sender`, [{ kind: 'text', member: 'emailSenderAddress', value: 'a@bad.net' }]],
    ]);
    expect(left).toEqual(
      ['p2Sender', 'senderIP', 'urls'].map((name) => [`${inside}/${name}`, 'observed-only']),
    );
  });

  it('refuses an entity that is no object', () => {
    expect(read(trigger([7])).left).toEqual([[related(0), 'item-not-an-object']]);
  });
});

describe('when it comes to the triage of the incident', () => {
  it.each([
    ['Active', 'Low', null, null],
    ['New', 'Medium', 'Undetermined', null],
    [null, 'High', null, null],
    ['Closed', 'Informational', 'TruePositive', null],
    ['Closed', 'High', 'FalsePositive', 'closed-as-benign'],
    ['Closed', 'High', 'BenignPositive', 'closed-as-benign'],
    ['Active', 'High', 'FalsePositive', 'closed-as-benign'],
    ['Closed', 'High', 'Undetermined', 'verdict-not-malicious'],
    ['Active', 'Informational', null, 'verdict-not-malicious'],
    ['Active', null, null, 'verdict-not-malicious'],
  ])('answers %s, %s, %s with %s', (status, severity, classification, code) => {
    const { found, left } = read(trigger([ip], { status, severity, classification }));
    expect(found).toHaveLength(code === null ? 1 : 0);
    expect(left).toEqual(code === null ? [] : [['/object', code]]);
  });
});

describe('when only entities come', () => {
  const body = { entities: [ip], metaData: [{ entityKind: 'Ip', count: 1 }] };

  it.each([
    ['the answer of the call that lists them', body, '/entities/0'],
    ['an array', [ip], '/0'],
    ['one', ip, ''],
  ])('takes %s where observed things are taken, and else says why not', (_name, payload, place) => {
    expect(sentinelIncident.recognises(payload)).toBe(true);
    expect(read(payload)).toEqual({ found: [], left: [[place, 'observed-only']] });
    expect(read(payload, { takeObserved: true }).found.map(([where]) => where)).toEqual([place]);
  });

  it('says that there are none', () => {
    expect(read({ entities: [], metaData: [] }).left).toEqual([['', 'no-indicator']]);
  });
});

describe('when it comes in other clothes', () => {
  const flat = {
    type: 'Microsoft.SecurityInsights/Incidents',
    title: 'Beacon',
    severity: 'Low',
    status: 'New',
    labels: [{ label_name: 'l' }],
    related_entities: [
      { type: 'Microsoft.SecurityInsights/Entities', kind: 'FileHash', hash_value: 'aa', algorithm: 'MD5' },
    ],
  };

  it('reads what the Python SDK writes', () => {
    expect(read(flat).found).toMatchObject([
      ['/related_entities/0', { tags: ['l'], observed: [{ kind: 'hash', algorithm: 'MD5', value: 'aa' }] }],
    ]);
  });

  it.each([
    [
      'the outputs of a trigger',
      { headers: {}, body: trigger([ip]) },
      '/body/object/properties/relatedEntities/0',
    ],
    ['a list', { value: [trigger([ip]).object] }, '/value/0/properties/relatedEntities/0'],
    ['an array', [trigger([ip])], '/0/object/properties/relatedEntities/0'],
  ])('reads %s', (_name, payload, place) => {
    expect(sentinelIncident.recognises(payload)).toBe(true);
    expect(read(payload).found.map(([where]) => where)).toEqual([place]);
  });

  it('leaves an incident without entities, and refuses what is none', () => {
    const incident = trigger([]).object;
    expect(read({ value: [incident, {}] }).left).toEqual([
      ['/value/0', 'no-indicator'],
      ['/value/1', 'item-unknown'],
    ]);
  });

  it.each([null, 7, [], {}, { value: [] }, { entities: [] }, { object: { properties: {} } }, { body: 1 }])(
    'is none of %j',
    (payload) => {
      expect(sentinelIncident.recognises(payload)).toBe(false);
    },
  );
});

describe('when a playbook is run on one entity', () => {
  /** Expressions of Azure/Azure-Sentinel, Restrict-MDEIPAddress-entity-trigger/azuredeploy.json. */
  const trigger = (kind: string, properties: object) => ({
    WorkspaceId: 'w',
    IncidentArmID: '/subscriptions/s/incidents/1',
    Entity: { id: '/e/1', type: 'Microsoft.SecurityInsights/Entities', kind, properties },
  });

  it.each([
    ['Ip', { address: '45.155.205.233' }],
    ['IP', { Address: '45.155.205.233' }],
    ['Url', { url: 'https://evil-host.top/a' }],
    ['DnsResolution', { domainName: 'evil-host.top' }],
    ['FileHash', { algorithm: 'SHA256', hashValue: 'ab'.repeat(32) }],
  ])('takes it, as an analyst chose it: %s', (kind, properties) => {
    expect(sentinelIncident.recognises(trigger(kind, properties))).toBe(true);
    expect(read(trigger(kind, properties)).found.map(([place]) => place)).toEqual(['/Entity']);
    expect(read({ body: trigger(kind, properties) }).found.map(([place]) => place)).toEqual(['/body/Entity']);
  });

  it.each([
    ['Host', { hostName: 'pc1' }, 'own-asset'],
    ['Account', { accountName: 'anna' }, 'own-asset'],
    ['File', { fileName: 'a.exe' }, 'unsupported-type'],
    ['Ip', { address: null }, 'no-indicator'],
  ])('leaves what is no threat: %s %j', (kind, properties, code) => {
    expect(read(trigger(kind, properties))).toEqual({ found: [], left: [['/Entity', code]] });
  });
});

describeSamples('published samples', (folder) => {
  it.each([
    ['composed/sentinel-incident-trigger-full.json', 1, ['own-asset', 'unsupported-type']],
    ['sentinel/incident-trigger-outputs-trimmed.json', 0, ['no-indicator']],
    [
      'sentinel/incident-trigger-relatedentities-mde-eicar.json',
      0,
      ['own-asset', 'unsupported-type', 'observed-only'],
    ],
    ['sentinel/python-sdk-snake-case-incident.json', 0, ['closed-as-benign']],
    ['sentinel/rest-incident-alerts.json', 0, ['no-indicator']],
    ['sentinel/rest-incident-entities.json', 0, ['own-asset']],
    ['sentinel/rest-incident-list-value.json', 0, ['no-indicator']],
  ])('%s gives %d indicators and leaves %j', (name, count, codes) => {
    const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    expect(sentinelIncident.recognises(payload)).toBe(true);
    expect(read(payload).found).toHaveLength(count);
    expect(read(payload).left.map(([, code]) => code)).toEqual(codes);
  });
});
