import { readFileSync } from 'node:fs';
import path from 'node:path';
import { securityAlert } from '../../../shared/formats/microsoft/security-alert';
import { describeSamples } from '../../samples/samples';
import { readerOf } from '../intake';

const read = readerOf(securityAlert);

const alert = (Entities: unknown, more: object = {}) => ({
  SystemAlertId: 'alert-1',
  AlertType: 'X',
  AlertDisplayName: 'Miner found',
  Description: 'On one machine',
  Severity: 'Medium',
  Status: 'New',
  ConfidenceLevel: 'High',
  Tactics: 'Execution, Impact',
  EndTimeUtc: '2026-11-20 10:00:00',
  Entities,
  ...more,
});

const ip = { $id: '2', Type: 'ip', Address: '20.30.40.50' };

describe('when an alert is open', () => {
  it('takes an address with what the alert says of it', () => {
    expect(read(alert([ip])).found).toEqual([
      [
        '/Entities/0',
        {
          observed: [{ kind: 'ip', value: '20.30.40.50' }],
          description: 'Miner found',
          additionalInformation: 'On one machine',
          severity: { value: 'Medium' },
          confidence: { value: 'High' },
          killChain: ['Execution', 'Impact'],
          lastSeen: '2026-11-20 10:00:00',
        },
      ],
    ]);
  });

  it.each([
    [
      { Type: 'url', Url: 'http://bad.net' },
      { kind: 'url', value: 'http://bad.net' },
    ],
    [
      { Type: 'DNS', DomainName: 'bad.net' },
      { kind: 'domain', value: 'bad.net' },
    ],
    [
      { Type: 'filehash', Algorithm: 'MD5', Value: 'a' },
      { kind: 'hash', algorithm: 'MD5', value: 'a' },
    ],
  ])('takes %j', (entity, observed) => {
    expect(read(alert([entity])).found.map(([, draft]) => draft.observed)).toEqual([[observed]]);
  });

  it.each([
    [{ Type: 'host', HostName: 'pc1' }, 'own-asset'],
    [{ Type: 'account', Name: 'anna' }, 'own-asset'],
    [{ Type: 'ip', Address: '20.30.40.50', Asset: true }, 'own-asset'],
    [{ Type: 'ip', Address: '20.30.40.50', Asset: 'True' }, 'own-asset'],
    [{ Type: 'process', CommandLine: 'x' }, 'observed-only'],
    [{ Type: 'network-connection', DestinationPort: 1 }, 'observed-only'],
    [{ Type: 'file', Name: 'cmd.exe' }, 'too-common'],
    [{ Type: 'registry-key', Key: 'run' }, 'unsupported-type'],
    [{ $ref: '99' }, 'observed-only'],
    [{ Type: 'ip' }, 'no-indicator'],
    [{ Type: 'filehash', Algorithm: 'SHA256' }, 'no-indicator'],
    [{ Type: 'mail-message', Subject: 'x' }, 'no-indicator'],
    ['text', 'item-not-an-object'],
  ])('leaves %j as %s', (entity, code) => {
    expect(read(alert([entity]))).toEqual({ found: [], left: [['/Entities/0', code]] });
  });

  it.each([
    [{ Type: 'host', IpInterfaces: [{ $ref: '2' }] }, 'own-asset'],
    [{ Type: 'dns', DnsServerIp: { $ref: '2' } }, 'own-asset'],
    [{ Type: 'dns', HostIpAddress: { $id: '2', Address: '1.2.3.4' } }, 'own-asset'],
    [{ Type: 'dns', IpAddress: [{ $ref: '2' }] }, 'observed-only'],
    [{ Type: 'network-connection', DestinationAddress: { $ref: '2' } }, 'observed-only'],
  ])('leaves an address that is part of %j as %s', (entity, code) => {
    expect(read(alert([ip, entity])).left[0]).toEqual(['/Entities/0', code]);
  });

  it.each([
    ['by reference', [{ $ref: '8' }], [{ $id: '8', Type: 'filehash', Algorithm: 'SHA1', Value: 'a' }], 1],
    ['in the file', [{ $id: '8', Algorithm: 'SHA1', Value: 'a' }], [], 0],
  ])('gives a hash the name of its file, %s', (_name, FileHashes, others, left) => {
    const file = { $id: '7', Type: 'file', Name: 'x.dll', FileHashes };
    const reading = read(alert([file, ...others]));
    expect(reading.found).toMatchObject([
      [
        others.length === 0 ? '/Entities/0/FileHashes/0' : '/Entities/1',
        { observed: [{ value: 'a' }, { member: 'fileName', value: 'x.dll' }], partOf: 'alert-1/7' },
      ],
    ]);
    expect(reading.left).toHaveLength(left);
  });

  it('leaves the program of a process, even where its hash is listed', () => {
    const entities = [
      { Type: 'process', ImageFile: { $ref: '7' } },
      { $id: '7', Type: 'file', Name: 'cmd.exe', FileHashes: [{ $ref: '8' }] },
      { $id: '8', Type: 'filehash', Algorithm: 'SHA1', Value: 'a' },
    ];
    const { found, left } = read(alert(entities));
    expect(found).toEqual([]);
    expect(left.map(([, code]) => code)).toEqual(['observed-only', 'observed-only', 'observed-only']);
  });

  it('calls an address yours that a host has, whatever else names it', () => {
    const host = { Type: 'host', IpInterfaces: [{ $ref: '2' }] };
    const connection = { Type: 'network-connection', SourceAddress: { $ref: '2' } };
    expect(read(alert([ip, host, connection])).left[0]).toEqual(['/Entities/0', 'own-asset']);
  });

  it('links nothing that has no id', () => {
    const file = { Type: 'file', Name: 'x.dll', FileHashes: [{ Algorithm: 'SHA1', Value: 'b' }] };
    const { found } = read(alert([file, { Type: 'filehash', Algorithm: 'SHA1', Value: 'a' }]));
    expect(found.map(([place, { observed, partOf }]) => [place, observed.length, partOf])).toEqual([
      ['/Entities/0/FileHashes/0', 2, undefined],
      ['/Entities/1', 1, undefined],
    ]);
  });

  it('ends where references go round in a circle', () => {
    const entities = [
      { $id: '1', Type: 'file', FileHashes: [{ $ref: '1' }] },
      { $id: '2', Type: 'process', ParentProcess: { $ref: '2' } },
    ];
    expect(read(alert(entities)).left).toHaveLength(2);
  });

  it('takes the sender on the envelope of a mail and leaves the rest of it', () => {
    const mail = {
      Type: 'mail-message',
      P1Sender: 'a@bad.net',
      P2Sender: 'boss@you.org',
      SenderIP: '20.1.1.1',
    };
    const { found, left } = read(alert([mail]));
    expect(found.map(([place, { observed }]) => [place, observed])).toEqual([
      ['/Entities/0/P1Sender', [{ kind: 'text', member: 'emailSenderAddress', value: 'a@bad.net' }]],
    ]);
    expect(left).toEqual([
      ['/Entities/0/P2Sender', 'observed-only'],
      ['/Entities/0/SenderIP', 'observed-only'],
    ]);
  });

  it('takes no URL of a mail for its sender', () => {
    const mail = { Type: 'mail-message', P1Sender: 'unknown', Urls: 'http://user@bad.net/' };
    const { found, left } = read(alert([mail]));
    expect(found).toEqual([]);
    expect(left).toEqual([['/Entities/0', 'no-indicator']]);
  });

  it('leaves its links and the machine that it is about', () => {
    const more = { CompromisedEntity: 'pc1', ExtendedLinks: [{ Href: 'x' }], AlertLink: 'https://portal' };
    expect(read(alert([ip], more)).left).toEqual([
      ['/CompromisedEntity', 'own-asset'],
      ['/ExtendedLinks', 'link'],
      ['/AlertLink', 'link'],
    ]);
  });
});

describe('when entities come in other clothes', () => {
  it.each([
    ['an array', [ip], ['/Entities/0']],
    ['text', JSON.stringify([ip]), ['/Entities/0']],
    ['by kind', { ip, url: [{ Type: 'url', Url: 'http://bad.net' }] }, ['/Entities/ip', '/Entities/url/0']],
  ])('reads them as %s', (_name, entities, places) => {
    expect(read(alert(entities)).found.map(([place]) => place)).toEqual(places);
  });

  it.each([[], '', '[]', null])('leaves an alert whose entities are %j', (entities) => {
    expect(read(alert(entities))).toEqual({ found: [], left: [['', 'no-indicator']] });
  });

  it.each(['[', 7])('says where it cannot read entities: %j', (entities) => {
    expect(read(alert(entities))).toEqual({ found: [], left: [['/Entities', 'item-not-an-object']] });
  });

  it('reads one entity alone, in JSON text too', () => {
    expect(read(alert(ip)).found.map(([place]) => place)).toEqual(['/Entities']);
    expect(read(alert(JSON.stringify(ip))).found.map(([place]) => place)).toEqual(['/Entities']);
  });

  it.each([
    [[alert([ip])], '/0/Entities/0'],
    [{ value: [alert([ip])] }, '/value/0/Entities/0'],
  ])('reads a list', (payload, place) => {
    expect(securityAlert.recognises(payload)).toBe(true);
    expect(read(payload).found.map(([where]) => where)).toEqual([place]);
  });

  it('refuses what is no alert', () => {
    expect(read([alert([ip]), { a: 1 }]).left).toEqual([['/1', 'item-unknown']]);
  });

  it.each([
    null,
    7,
    [],
    {},
    { Type: 'SecurityAlert' },
    { VendorName: 'x', ProviderName: 'y' },
    { value: [1] },
  ])('is none of %j', (payload) => {
    expect(securityAlert.recognises(payload)).toBe(false);
  });
});

describe('when it comes to the triage of the alert', () => {
  it.each([
    [{ Status: 'InProgress' }, null],
    [{ Status: undefined }, null],
    [{ Severity: undefined, AlertSeverity: 'High' }, null],
    [{ Status: 'Dismissed' }, 'closed-as-benign'],
    [{ Status: 'Resolved' }, 'verdict-not-malicious'],
    [{ Severity: 'Informational' }, 'verdict-not-malicious'],
    [{ Severity: undefined }, 'verdict-not-malicious'],
    [{ AlertType: 'SIMULATED_VM_Miner' }, 'simulated-alert'],
  ])('answers %j with %s', (more, code) => {
    const { found, left } = read(alert([ip], more));
    expect(found).toHaveLength(code === null ? 1 : 0);
    expect(left).toEqual(code === null ? [] : [['', code]]);
  });
});

describe('when its members are spelled in another way', () => {
  const spelled = (spell: (name: string) => string) =>
    Object.fromEntries(Object.entries(alert([ip])).map(([name, value]) => [spell(name), value]));

  it.each([
    ['camelCase', (name: string) => name.charAt(0).toLowerCase() + name.slice(1)],
    ['snake_case', (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()],
  ])('reads the same in %s', (_, spell) => {
    const body = spelled(spell);
    expect(securityAlert.recognises(body)).toBe(true);
    expect(read(body).found.map(([, draft]) => draft)).toEqual(
      read(alert([ip])).found.map(([, draft]) => draft),
    );
  });
});

const part = 'observed-only';
const process = 'observed-only';

describeSamples('published samples', (folder) => {
  it.each([
    ['sentinel/log-analytics-security-row-data1.json', 0, ['simulated-alert']],
    ['sentinel/securityalert-row-entities-as-string.json', 0, ['own-asset']],
    [
      'sentinel/securityalert-entities-ref-graph.json',
      1,
      [
        ...[
          'own-asset',
          part,
          part,
          'own-asset',
          part,
          process,
          part,
          'unsupported-type',
          'unsupported-type',
        ],
        ...['too-common', process, part, process, process, process, 'own-asset'],
      ],
    ],
  ])('%s gives %d indicators and leaves %j', (name, count, codes) => {
    const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    expect(securityAlert.recognises(payload)).toBe(true);
    expect(read(payload).found).toHaveLength(count);
    expect(read(payload).left.map(([, code]) => code)).toEqual(codes);
  });
});
