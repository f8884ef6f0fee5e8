import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defenderForCloud } from '../../../shared/formats/microsoft/defender-for-cloud';
import { describeSamples } from '../../samples/samples';
import { readerOf } from '../intake';

const read = readerOf(defenderForCloud);

const alert = (entities: unknown, more: object = {}) => ({
  id: '/subscriptions/s',
  type: 'Microsoft.Security/Locations/alerts',
  properties: {
    alertType: 'VM_Miner',
    alertDisplayName: 'Miner found',
    description: 'On one machine',
    severity: 'High',
    status: 'Active',
    intent: 'Execution, Impact',
    techniques: ['T1496'],
    endTimeUtc: '2026-11-20T10:00:00Z',
    entities,
    ...more,
  },
});

const ip = { $id: 'w_2', type: 'ip', address: '20.30.40.50' };

const first = '/properties/entities/0';

describe('when an alert is open', () => {
  it('takes an address with what the alert says of it', () => {
    expect(read(alert([ip])).found).toEqual([
      [
        first,
        {
          observed: [{ kind: 'ip', value: '20.30.40.50' }],
          description: 'Miner found',
          additionalInformation: 'On one machine',
          severity: { value: 'High' },
          killChain: ['Execution', 'Impact'],
          tags: ['T1496'],
          lastSeen: '2026-11-20T10:00:00Z',
        },
      ],
    ]);
  });

  it.each([
    [
      { type: 'url', url: 'http://bad.net' },
      { kind: 'url', value: 'http://bad.net' },
    ],
    [
      { type: 'dns', domainName: 'bad.net' },
      { kind: 'domain', value: 'bad.net' },
    ],
    [
      { type: 'filehash', algorithm: 'MD5', value: 'a' },
      { kind: 'hash', algorithm: 'MD5', value: 'a' },
    ],
  ])('takes %j', (entity, observed) => {
    expect(read(alert([entity])).found.map(([, draft]) => draft.observed)).toEqual([[observed]]);
  });

  it.each([
    [{ type: 'host', hostName: 'vm1' }, 'own-asset'],
    [{ type: 'account', name: 'anna' }, 'own-asset'],
    [{ type: 'azure-resource', resourceId: '/x' }, 'own-asset'],
    [{ type: 'K8s-pod', name: 'p' }, 'own-asset'],
    [{ type: 'ip', address: '20.30.40.50', asset: true }, 'own-asset'],
    [{ type: 'ip', address: '20.30.40.50', asset: 'True' }, 'own-asset'],
    [{ type: 'process' }, 'observed-only'],
    [{ type: 'network-connection' }, 'observed-only'],
    [{ $ref: 'w_9' }, 'observed-only'],
    [{ type: 'file', name: 'cmd.exe' }, 'too-common'],
    [{ type: 'blob', name: 'b' }, 'unsupported-type'],
    [{ type: 'ip' }, 'no-indicator'],
    [{ type: 'filehash' }, 'no-indicator'],
    [7, 'item-not-an-object'],
  ])('leaves %j as %s', (entity, code) => {
    expect(read(alert([entity]))).toEqual({ found: [], left: [[first, code]] });
  });

  it.each([
    [{ type: 'host', ipAddress: { $ref: 'w_2' } }, 'own-asset'],
    [{ type: 'dns', dnsServerIp: { $ref: 'w_2' } }, 'own-asset'],
    [{ type: 'network-connection', sourceAddress: { $ref: 'w_2' } }, 'observed-only'],
  ])('leaves an address that is part of %j as %s', (entity, code) => {
    expect(read(alert([ip, entity])).left[0]).toEqual([first, code]);
  });

  it('gives every hash of a file its name, and one part-of', () => {
    const fileHashes = [
      { algorithm: 'SHA256', value: 'a' },
      { algorithm: 'SHA1', value: 'b' },
    ];
    const { found } = read(alert([{ type: 'file', name: 'x.dll', fileHashes }]));
    const name = { kind: 'text', member: 'fileName', value: 'x.dll' };
    expect(found.map(([place, { observed, partOf }]) => [place, observed[1], partOf])).toEqual([
      [`${first}/fileHashes/0`, name, 'a'],
      [`${first}/fileHashes/1`, name, 'a'],
    ]);
  });

  it('leaves the program of a process, even where its hash is listed', () => {
    const entities = [
      { type: 'process', imageFile: { $ref: 'w_7' } },
      { $id: 'w_7', type: 'file', name: 'cmd.exe', fileHashes: [{ $ref: 'w_8' }] },
      { $id: 'w_8', type: 'filehash', algorithm: 'SHA1', value: 'a' },
    ];
    expect(read(alert(entities)).found).toEqual([]);
  });

  it('calls an address yours that a host has, whatever else names it', () => {
    const host = { type: 'host', ipAddress: { $ref: 'w_2' } };
    const connection = { type: 'network-connection', sourceAddress: { $ref: 'w_2' } };
    expect(read(alert([ip, host, connection])).left[0]).toEqual([first, 'own-asset']);
  });

  it('links nothing that has no id', () => {
    const entities = [
      { type: 'process', imageFile: { $ref: 'w_7' } },
      { $id: 'w_7', type: 'file', name: 'cmd.exe', fileHashes: [{ algorithm: 'SHA1', value: 'b' }] },
      { type: 'ip', address: '20.30.40.50' },
    ];
    expect(read(alert(entities)).found.map(([place]) => place)).toEqual(['/properties/entities/2']);
  });

  it('leaves its links and the machine that it is about', () => {
    const more = { compromisedEntity: 'vm1', extendedLinks: [{ Href: 'x' }], alertUri: 'https://portal' };
    expect(read(alert([ip], more)).left).toEqual([
      ['/properties/compromisedEntity', 'own-asset'],
      ['/properties/extendedLinks', 'link'],
      ['/properties/alertUri', 'link'],
    ]);
  });

  it('reads entities in JSON text', () => {
    const entities = JSON.stringify([{ $id: '1', type: 'ip', address: '20.30.40.50' }]);
    expect(read(alert(entities)).found.map(([place]) => place)).toEqual(['/properties/entities/0']);
  });

  it('says where it cannot read entities', () => {
    expect(read(alert(7))).toEqual({ found: [], left: [['/properties/entities', 'item-not-an-object']] });
  });

  it.each([[[]], [null], ['[]'], ['']])('leaves an alert whose entities are %j', (entities) => {
    expect(read(alert(entities))).toEqual({ found: [], left: [['', 'no-indicator']] });
  });
});

describe('when it comes to the triage of the alert', () => {
  it.each([
    [{ status: 'InProgress' }, null],
    [{ status: 'Dismissed' }, 'closed-as-benign'],
    [{ status: 'Resolved' }, 'verdict-not-malicious'],
    [{ severity: 'Informational' }, 'verdict-not-malicious'],
    [{ severity: undefined }, 'verdict-not-malicious'],
    [{ alertType: 'SIMULATED_VM_Miner' }, 'simulated-alert'],
  ])('answers %j with %s', (more, code) => {
    const { found, left } = read(alert([ip], more));
    expect(found).toHaveLength(code === null ? 1 : 0);
    expect(left).toEqual(code === null ? [] : [['', code]]);
  });
});

describe('when the Activity Log wraps it', () => {
  const entry = (more: object) => ({
    operationName: { value: 'Microsoft.Security/locations/alerts/activate/action', localizedValue: 'x' },
    category: { value: 'Security' },
    ...more,
  });

  it.each([
    [entry({ properties: alert([ip]) }), '/properties/properties/entities/0'],
    [entry({ properties: JSON.stringify(alert([ip])) }), '/properties/properties/entities/0'],
    [
      {
        ...entry({ data: alert([ip]) }),
        operationName: 'Microsoft.Security/locations/alerts/activate/action',
      },
      '/data/properties/entities/0',
    ],
  ])('reads the alert inside', (payload, place) => {
    expect(defenderForCloud.recognises(payload)).toBe(true);
    expect(read(payload).found.map(([where]) => where)).toEqual([place]);
  });

  it('says that an entry without one has no entities', () => {
    const bare = entry({ properties: { commandLine: 'x', Severity: 'High' } });
    expect(defenderForCloud.recognises(bare)).toBe(true);
    expect(read(bare)).toEqual({ found: [], left: [['', 'no-indicator']] });
  });
});

describe('when it comes to the shape', () => {
  it.each([
    [[alert([ip])], '/0/properties/entities/0'],
    [{ value: [alert([ip])] }, '/value/0/properties/entities/0'],
  ])('reads a list', (payload, place) => {
    expect(defenderForCloud.recognises(payload)).toBe(true);
    expect(read(payload).found.map(([where]) => where)).toEqual([place]);
  });

  it('refuses what is no alert', () => {
    expect(read([alert([ip]), { a: 1 }]).left).toEqual([['/1', 'item-unknown']]);
  });

  it.each([
    null,
    [],
    {},
    { type: 'Microsoft.Security/Locations/alerts' },
    { type: 'Microsoft.Security/pricings', properties: {} },
    { operationName: { value: 'Microsoft.Compute/virtualMachines/write' } },
  ])('is none of %j', (payload) => {
    expect(defenderForCloud.recognises(payload)).toBe(false);
  });
});

describeSamples('published samples', (folder) => {
  it.each([['defender-for-cloud/alert-rest.json', 1, ['own-asset', 'link', 'link']]])(
    '%s gives %d indicators and leaves %j',
    (name, count, codes) => {
      const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      expect(defenderForCloud.recognises(payload)).toBe(true);
      expect(read(payload).found).toHaveLength(count);
      expect(read(payload).left.map(([, code]) => code)).toEqual(codes);
    },
  );
});
