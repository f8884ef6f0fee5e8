import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defenderXdr } from '../../../shared/formats/microsoft/defender-xdr';
import { describeSamples } from '../../samples/samples';
import { readerOf } from '../intake';

const read = readerOf(defenderXdr);

const record = (properties: object, category = 'AdvancedHunting-AlertEvidence') => ({
  time: '2026-11-20T10:00:00Z',
  tenantId: 't',
  operationName: 'Publish',
  category,
  properties,
});

const malicious = JSON.stringify({ LastVerdict: 'Malicious' });

const ip = {
  EntityType: 'Ip',
  EvidenceRole: 'Related',
  RemoteIP: '20.30.40.50',
  AdditionalFields: malicious,
};

describe('when evidence of an alert is malicious', () => {
  it('takes an address with what the record says of it', () => {
    const row = {
      ...ip,
      Title: 'Miner found',
      Severity: 'High',
      Categories: '["Impact"]',
      AttackTechniques: '["Resource Hijacking (T1496)"]',
      ThreatFamily: 'Coin',
      Timestamp: '2026-11-20T09:00:00Z',
      EvidenceDirection: 'Destination',
    };
    expect(read(record(row)).found).toEqual([
      [
        '/properties/RemoteIP',
        {
          observed: [{ kind: 'ip', value: '20.30.40.50', direction: 'destination' }],
          description: 'Miner found',
          severity: { value: 'High' },
          killChain: ['Impact'],
          tags: ['Resource Hijacking (T1496)'],
          malwareFamilies: ['Coin'],
          lastSeen: '2026-11-20T09:00:00Z',
        },
      ],
    ]);
  });

  it('takes a link', () => {
    const row = { ...ip, EntityType: 'Url', RemoteUrl: 'http://bad.net' };
    expect(read(record(row)).found).toMatchObject([
      ['/properties/RemoteUrl', { observed: [{ kind: 'url', value: 'http://bad.net' }] }],
    ]);
  });

  it('gives every hash of a file its name, and one part-of', () => {
    const row = { ...ip, EntityType: 'File', SHA1: 'b', SHA256: 'a', FileName: 'x.dll' };
    const name = { kind: 'text', member: 'fileName', value: 'x.dll' };
    expect(read(record(row)).found.map(([place, { observed, partOf }]) => [place, observed, partOf])).toEqual(
      [
        ['/properties/SHA256', [{ kind: 'hash', algorithm: 'SHA256', value: 'a' }, name], 'a'],
        ['/properties/SHA1', [{ kind: 'hash', algorithm: 'SHA1', value: 'b' }, name], 'a'],
      ],
    );
  });

  it('takes the sender of a mail and leaves the rest of it', () => {
    const mail = {
      LastVerdict: 'Malicious',
      Sender: 'a@bad.net',
      P2Sender: 'boss@you.org',
      SenderIP: '20.1.1.1',
    };
    const row = {
      EntityType: 'MailMessage',
      EvidenceRole: 'Related',
      AdditionalFields: JSON.stringify(mail),
    };
    const { found, left } = read(record(row));
    expect(found.map(([place, { observed }]) => [place, observed])).toEqual([
      ['/properties/AdditionalFields', [{ kind: 'text', member: 'emailSenderAddress', value: 'a@bad.net' }]],
    ]);
    expect(left).toEqual([
      ['/properties/AdditionalFields/P2Sender', 'observed-only'],
      ['/properties/AdditionalFields/SenderIP', 'observed-only'],
    ]);
  });

  it.each([
    [{ EntityType: 'Machine' }, 'own-asset'],
    [{ EntityType: 'User' }, 'own-asset'],
    [{ EntityType: 'Mailbox' }, 'own-asset'],
    [{ EvidenceRole: 'Impacted' }, 'own-asset'],
    [{ AdditionalFields: { LastVerdict: 'Malicious', Asset: true } }, 'own-asset'],
    [{ EntityType: 'Process', SHA1: 'a' }, 'observed-only'],
    [{ EntityType: 'RegistryKey' }, 'unsupported-type'],
    [{ EntityType: 'File', FileName: 'a.exe' }, 'too-common'],
    [{ RemoteIP: null }, 'no-indicator'],
    [{ EntityType: 'Url' }, 'no-indicator'],
    [{ EntityType: 'MailMessage' }, 'no-indicator'],
  ])('leaves %j as %s', (more, code) => {
    expect(read(record({ ...ip, ...more }))).toEqual({ found: [], left: [['', code]] });
  });

  it('leaves the address of its own side', () => {
    expect(read(record({ ...ip, LocalIP: '10.0.0.1' })).left).toEqual([['/properties/LocalIP', 'own-asset']]);
  });
});

describe('when it comes to the verdict', () => {
  it.each([
    [{ LastVerdict: 'malicious' }, false, true],
    [{ SuspicionLevel: 'Malicious' }, false, true],
    [{ ThreatAnalysisSummary: [{ Verdict: 'Clean' }, { Verdict: 'Malicious' }] }, false, true],
    [{ LastVerdict: 'Suspicious' }, false, false],
    [{ LastVerdict: 'Suspicious' }, true, true],
    [{ LastVerdict: 'Clean', SuspicionLevel: 'Malicious' }, true, false],
    [{ Host: { LastVerdict: 'Malicious' } }, true, false],
    [{}, true, false],
  ])('evidence of %j, where suspicious is taken: %s, is taken: %s', (fields, takeSuspicious, taken) => {
    const row = { ...ip, AdditionalFields: JSON.stringify(fields) };
    const { found, left } = read(record(row), { takeSuspicious });
    expect(found).toHaveLength(taken ? 1 : 0);
    expect(left).toEqual(taken ? [] : [['', 'verdict-not-malicious']]);
  });

  it.each(['{', '', 7, null])('leaves evidence whose additional fields are %j', (AdditionalFields) => {
    expect(read(record({ ...ip, AdditionalFields })).left).toEqual([['', 'verdict-not-malicious']]);
  });
});

describe('when the record is no evidence', () => {
  it.each([
    ['AdvancedHunting-AlertInfo', 'no-indicator'],
    ['AdvancedHunting-DeviceNetworkEvents', 'telemetry'],
    ['AdvancedHunting-EmailUrlInfo', 'telemetry'],
  ])('leaves %s as %s', (category, code) => {
    expect(read(record(ip, category))).toEqual({ found: [], left: [['', code]] });
  });
});

describe('when it comes to the shape', () => {
  it.each([
    [[record(ip)], '/0/properties/RemoteIP'],
    [{ records: [record(ip)] }, '/records/0/properties/RemoteIP'],
    [{ value: [record(ip)] }, '/value/0/properties/RemoteIP'],
  ])('reads a list', (payload, place) => {
    expect(defenderXdr.recognises(payload)).toBe(true);
    expect(read(payload).found.map(([where]) => where)).toEqual([place]);
  });

  it('refuses what is no record', () => {
    expect(read([record(ip), { a: 1 }]).left).toEqual([['/1', 'item-unknown']]);
  });

  it.each([
    null,
    [],
    {},
    record(ip, 'SignInLogs'),
    { category: 'AdvancedHunting-AlertEvidence', properties: {} },
  ])('is none of %j', (payload) => {
    expect(defenderXdr.recognises(payload)).toBe(false);
  });
});

describeSamples('published samples', (folder) => {
  it.each([
    ['defender/xdr-streaming-alert-evidence.json', 0, ['verdict-not-malicious']],
    ['defender/xdr-streaming-alert-evidence-2.json', 0, ['verdict-not-malicious']],
    ['defender/xdr-streaming-email-url-info-2.json', 0, ['telemetry']],
    ['defender/xdr-streaming-url-click-events.json', 0, ['telemetry']],
  ])('%s gives %d indicators and leaves %j', (name, count, codes) => {
    const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    expect(defenderXdr.recognises(payload)).toBe(true);
    expect(read(payload).found).toHaveLength(count);
    expect(read(payload).left.map(([, code]) => code)).toEqual(codes);
  });
});

describe.each([
  ['alone', (row: unknown) => row, ''],
  ['in an array', (row: unknown) => [row], '/0'],
  ['as advanced hunting answers', (row: unknown) => ({ Schema: [], Results: [row] }), '/Results/0'],
  ['as Graph answers', (row: unknown) => ({ schema: [], results: [row] }), '/results/0'],
])('a row of AlertEvidence as a query gives it, %s', (_, wrap, place) => {
  it('is read as when it is streamed', () => {
    const body = wrap({ ...ip, AlertId: 'a1', Type: 'AlertEvidence' });
    expect(defenderXdr.recognises(body)).toBe(true);
    expect(read(body).found.map(([where]) => where)).toEqual([`${place}/RemoteIP`]);
  });
});
