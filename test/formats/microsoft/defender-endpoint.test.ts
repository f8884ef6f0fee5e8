import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defenderEndpoint } from '../../../shared/formats/microsoft/defender-endpoint';
import { describeSamples } from '../../samples/samples';
import { readerOf } from '../intake';

const read = readerOf(defenderEndpoint);

const alert = (evidence: readonly unknown[], more: object = {}) => ({
  machineId: 'm1',
  alertCreationTime: '2026-11-20T09:00:00Z',
  detectionSource: 'WindowsDefenderAtp',
  title: 'Miner found',
  description: 'On one machine',
  severity: 'High',
  status: 'New',
  category: 'Malware',
  mitreTechniques: ['T1071'],
  threatFamilyName: 'Coin',
  lastEventTime: '2026-11-20T10:00:00Z',
  evidence,
  ...more,
});

const ip = { entityType: 'Ip', ipAddress: '20.30.40.50', url: null };

describe('when an alert is open', () => {
  it('takes an address with what the alert says of it', () => {
    expect(read(alert([ip])).found).toEqual([
      [
        '/evidence/0',
        {
          observed: [{ kind: 'ip', value: '20.30.40.50' }],
          description: 'Miner found',
          additionalInformation: 'On one machine',
          severity: { value: 'High' },
          threat: ['Malware'],
          killChain: [],
          tags: ['T1071'],
          malwareFamilies: ['Coin'],
          lastSeen: '2026-11-20T10:00:00Z',
        },
      ],
    ]);
  });

  it('takes a link', () => {
    expect(read(alert([{ entityType: 'Url', url: 'http://bad.net' }])).found).toMatchObject([
      ['/evidence/0', { observed: [{ kind: 'url', value: 'http://bad.net' }] }],
    ]);
    expect(read(alert([{ entityType: 'Url', url: 'bad.net' }])).found).toMatchObject([
      ['/evidence/0', { observed: [{ kind: 'domain', value: 'bad.net' }] }],
    ]);
  });

  it('gives every hash of a file its name, and one part-of', () => {
    const file = { entityType: 'File', sha1: 'b', sha256: 'a', fileName: 'x.dll', filePath: 'C:\\me' };
    const name = { kind: 'text', member: 'fileName', value: 'x.dll' };
    expect(
      read(alert([file])).found.map(([place, { observed, partOf }]) => [place, observed, partOf]),
    ).toEqual([
      ['/evidence/0/sha256', [{ kind: 'hash', algorithm: 'sha256', value: 'a' }, name], 'a'],
      ['/evidence/0/sha1', [{ kind: 'hash', algorithm: 'sha1', value: 'b' }, name], 'a'],
    ]);
  });

  it('takes a category that is a tactic for a phase', () => {
    expect(read(alert([ip], { category: 'Execution' })).found).toMatchObject([
      ['/evidence/0', { killChain: ['Execution'] }],
    ]);
  });

  it.each([
    [{ entityType: 'User', accountName: 'anna' }, 'own-asset'],
    [{ entityType: 'Mailbox' }, 'own-asset'],
    [{ entityType: 'Process', sha1: 'a', fileName: 'cmd.exe' }, 'observed-only'],
    [{ entityType: 'RegistryValue' }, 'unsupported-type'],
    [{ entityType: 'File', fileName: 'a.exe' }, 'too-common'],
    [{ entityType: 'Ip' }, 'no-indicator'],
    [{ entityType: 'Url' }, 'no-indicator'],
    [7, 'item-not-an-object'],
  ])('leaves %j as %s', (evidence, code) => {
    expect(read(alert([evidence]))).toEqual({ found: [], left: [['/evidence/0', code]] });
  });

  it('leaves the name of the machine', () => {
    expect(read(alert([ip], { computerDnsName: 'pc1.you.org' })).left).toEqual([
      ['/computerDnsName', 'own-asset'],
    ]);
  });

  it('leaves an alert whose evidence was not asked for', () => {
    expect(read(alert([]))).toEqual({ found: [], left: [['', 'no-indicator']] });
  });
});

describe('when it comes to the triage of the alert', () => {
  it.each([
    [{ status: 'InProgress', severity: 'Low' }, null],
    [{ status: 'Resolved', classification: 'TruePositive' }, null],
    [{ status: 'Resolved' }, 'verdict-not-malicious'],
    [{ severity: 'Informational' }, 'verdict-not-malicious'],
    [{ severity: 'UnSpecified' }, 'verdict-not-malicious'],
    [{ classification: 'FalsePositive' }, 'closed-as-benign'],
    [{ classification: 'InformationalExpectedActivity' }, 'closed-as-benign'],
    [{ classification: 'TruePositive', determination: 'SecurityTesting' }, 'closed-as-benign'],
    [{ determination: 'NotMalicious' }, 'closed-as-benign'],
  ])('answers %j with %s', (more, code) => {
    const { found, left } = read(alert([ip], more));
    expect(found).toHaveLength(code === null ? 1 : 0);
    expect(left).toEqual(code === null ? [] : [['', code]]);
  });
});

describe('when it comes to the shape', () => {
  it.each([
    [[alert([ip])], '/0/evidence/0'],
    [{ value: [alert([ip])] }, '/value/0/evidence/0'],
  ])('reads a list', (payload, place) => {
    expect(defenderEndpoint.recognises(payload)).toBe(true);
    expect(read(payload).found.map(([where]) => where)).toEqual([place]);
  });

  it('refuses what is no alert', () => {
    expect(read([alert([ip]), { a: 1 }]).left).toEqual([['/1', 'item-unknown']]);
  });

  it.each([
    null,
    [],
    {},
    { evidence: [ip] },
    { machineId: 'm', evidence: [ip] },
    { machineId: 'm', aadTenantId: 't' },
  ])('is none of %j', (payload) => {
    expect(defenderEndpoint.recognises(payload)).toBe(false);
  });
});

describeSamples('published samples', (folder) => {
  it.each([['defender/mde-api-alert-evidence.json', 2, ['own-asset', 'observed-only', 'own-asset']]])(
    '%s gives %d indicators and leaves %j',
    (name, count, codes) => {
      const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      expect(defenderEndpoint.recognises(payload)).toBe(true);
      expect(read(payload).found).toHaveLength(count);
      expect(read(payload).left.map(([, code]) => code)).toEqual(codes);
    },
  );
});
