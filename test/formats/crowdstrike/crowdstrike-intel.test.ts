import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { crowdstrikeIntel } from '../../../shared/formats/crowdstrike/crowdstrike-intel';
import { describeSamples } from '../../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => crowdstrikeIntel.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.map((found) => (found._tag === 'Draft' ? found.draft : undefined));

const reasons = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [place, reason.code, reason.unreadable]);

const indicator = (more: object = {}): Record<string, unknown> => ({
  id: 'domain_bad.test',
  indicator: 'bad.test',
  type: 'domain',
  malicious_confidence: 'medium',
  ...more,
});

describe('when a Falcon Intelligence indicator comes in', () => {
  it.each([
    ['ip_address', { kind: 'ip', value: 'x' }],
    ['ip_address_block', { kind: 'ip', value: 'x' }],
    ['domain', { kind: 'domain', value: 'x' }],
    ['url', { kind: 'url', value: 'x' }],
    ['hash_md5', { kind: 'hash', algorithm: 'md5', value: 'x' }],
    ['hash_sha1', { kind: 'hash', algorithm: 'sha1', value: 'x' }],
    ['hash_sha256', { kind: 'hash', algorithm: 'sha256', value: 'x' }],
    ['email_address', { kind: 'text', member: 'emailSenderAddress', value: 'x' }],
    ['email_subject', { kind: 'text', member: 'emailSubject', value: 'x' }],
    ['file_name', { kind: 'text', member: 'fileName', value: 'x' }],
    ['file_path', { kind: 'text', member: 'filePath', value: 'x' }],
    ['mutex_name', { kind: 'text', member: 'fileMutexName', value: 'x' }],
    ['user_agent', { kind: 'text', member: 'userAgent', value: 'x' }],
  ])('takes the type %s', (type, observation) => {
    expect(drafts(indicator({ type, indicator: 'x' }))[0]?.observed).toEqual([observation]);
  });

  it('passes on what it says, as it says it', () => {
    const whole = indicator({
      last_updated: 1_700_000_000,
      published_date: 1_600_000_000,
      malware_families: ['Alpha'],
      actors: ['SOME BEAR'],
      kill_chains: ['C2'],
      labels: [{ name: 'ThreatType/RAT' }, 'plain', 7, {}],
      threat_types: ['Criminal', { slug: 'botnet', value: 'Botnet' }],
      reports: ['R-1', 'R-2'],
      vulnerabilities: ['CVE-2020-0001'],
    });
    expect(drafts(whole)).toEqual([
      {
        observed: [{ kind: 'domain', value: 'bad.test' }],
        description: 'Alpha, SOME BEAR',
        additionalInformation: 'Reports: R-1, R-2\nVulnerabilities: CVE-2020-0001',
        threat: ['Criminal', 'botnet', 'Botnet'],
        confidence: { value: 'medium' },
        lastSeen: 1_700_000_000,
        tags: ['ThreatType/RAT', 'plain', '7'],
        malwareFamilies: ['Alpha'],
        activityGroups: ['SOME BEAR'],
        killChain: ['C2'],
        revoked: false,
      },
    ]);
  });

  it('was last seen when it was published, where it was never updated', () => {
    expect(drafts(indicator({ published_date: 1_600_000_000 }))[0]?.lastSeen).toBe(1_600_000_000);
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    [undefined, false],
  ])('takes deleted: %p as revoked: %p', (deleted, revoked) => {
    expect(drafts(indicator({ deleted }))[0]?.revoked).toBe(revoked);
  });
});

describe('when an indicator cannot be taken', () => {
  it.each([
    ['a type without a place', indicator({ type: 'registry' }), ['', 'unsupported-type', false]],
    ['a name that every object has', indicator({ type: 'constructor' }), ['', 'unsupported-type', false]],
    ['no value', indicator({ indicator: ' ' }), ['', 'indicator-invalid', true]],
    ['no type', indicator({ type: null }), ['', 'indicator-invalid', true]],
    ['no object', 'text', ['', 'item-not-an-object', true]],
    ['an empty list', [], ['', 'no-indicator', false]],
  ])('says why: %s', (_, payload, reason) => {
    expect(drafts(payload)).toEqual([]);
    expect(reasons(payload)).toEqual([reason]);
  });

  it('leaves related indicators, which have no verdict', () => {
    const related = indicator({ relations: [{ indicator: '1.2.3.4', type: 'ip_address' }] });
    expect(drafts(related)).toHaveLength(1);
    expect(reasons(related)).toEqual([['/relations/0', 'observed-only', false]]);
  });
});

describe('when several indicators come in', () => {
  it.each([
    ['an array', [indicator(), indicator()], ''],
    ['a value', { value: [indicator(), indicator()] }, '/value'],
    ['an answer of the API', { meta: {}, resources: [indicator(), indicator()] }, '/resources'],
  ])('reads each one in %s', (_, payload, place) => {
    expect(crowdstrikeIntel.recognises(payload)).toBe(true);
    expect(read(payload).found.map((found) => found.place)).toEqual([`${place}/0`, `${place}/1`]);
  });
});

describe('when something else comes in', () => {
  it.each([
    ['no confidence', { indicator: 'bad.test', type: 'domain' }],
    ['no type', { indicator: 'bad.test', malicious_confidence: 'high' }],
    ['nothing', null],
    ['an empty list', { resources: [] }],
  ])('does not claim it: %s', (_, payload) => {
    expect(crowdstrikeIntel.recognises(payload)).toBe(false);
  });

  it('never throws', () => {
    const wild = fc.record({ indicator: fc.jsonValue(), type: fc.jsonValue(), labels: fc.jsonValue() });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), wild, fc.array(wild)), (payload) => {
        const { found, skipped } = read(payload);
        expect(found.length + skipped.length).toBeGreaterThan(0);
      }),
    );
  });
});

describeSamples('CrowdStrike samples', (folder) => {
  it('reads the indicator of the Intel API', () => {
    const file = path.join(folder, 'crowdstrike/intel-indicator.json');
    const payload: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(crowdstrikeIntel.recognises(payload)).toBe(true);
    expect(drafts(payload)).toMatchObject([
      {
        confidence: { value: 'high' },
        killChain: ['C2', 'Delivery'],
        malwareFamilies: ['DarkComet', 'AsyncRAT'],
      },
    ]);
    expect(reasons(payload)).toEqual([]);
  });
});
