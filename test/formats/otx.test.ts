import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { otx } from '../../shared/formats/otx';
import { describeSamples } from '../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => otx.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.map((found) => (found._tag === 'Draft' ? found.draft : undefined));

const reasons = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [place, reason.code, reason.unreadable]);

const one = { indicator: 'bad.test', type: 'domain' };

const pulse = (indicators: unknown, more: object = {}): Record<string, unknown> => ({
  name: 'A campaign',
  author_name: 'someone',
  indicators,
  ...more,
});

describe('when a pulse comes in', () => {
  it.each([
    ['IPv4', { kind: 'ip', value: 'x' }],
    ['IPv6', { kind: 'ip', value: 'x' }],
    ['CIDR', { kind: 'ip', value: 'x' }],
    ['domain', { kind: 'domain', value: 'x' }],
    ['hostname', { kind: 'domain', value: 'x' }],
    ['URL', { kind: 'url', value: 'x' }],
    ['URI', { kind: 'url', value: 'x' }],
    ['FileHash-MD5', { kind: 'hash', algorithm: 'md5', value: 'x' }],
    ['FileHash-SHA1', { kind: 'hash', algorithm: 'sha1', value: 'x' }],
    ['FileHash-SHA256', { kind: 'hash', algorithm: 'sha256', value: 'x' }],
    ['email', { kind: 'text', member: 'emailSenderAddress', value: 'x' }],
    ['FilePath', { kind: 'text', member: 'filePath', value: 'x' }],
    ['Mutex', { kind: 'text', member: 'fileMutexName', value: 'x' }],
  ])('takes the type %s', (type, observation) => {
    expect(drafts(pulse([{ indicator: 'x', type }]))[0]?.observed).toEqual([observation]);
  });

  it.each(['CVE', 'YARA', 'FileHash-PEHASH', 'FileHash-IMPHASH', 'JA3', 'toString'])(
    'leaves the type %s, for which tiIndicator has no place',
    (type) => {
      expect(reasons(pulse([one, { indicator: 'x', type }]))).toEqual([
        ['/indicators/1', 'unsupported-type', false],
      ]);
    },
  );

  it('passes on what the pulse and the indicator say', () => {
    const whole = pulse(
      [
        {
          ...one,
          title: 'first stage',
          role: 'command_and_control',
          created: '2026-01-02T00:00:00',
          expiration: '2027-01-01T00:00:00',
          is_active: 1,
        },
      ],
      {
        id: 'p1',
        description: 'long story',
        TLP: 'green',
        adversary: 'Some Bear',
        malware_families: ['Alpha', { id: 'x', display_name: 'Beta' }, { id: 'Gamma' }, {}],
        attack_ids: [{ id: 'T1566', name: 'Phishing' }, 'T1059'],
        tags: ['apt', 'phishing'],
        references: ['https://reports.test/1'],
        modified: '2026-02-02T00:00:00',
      },
    );
    expect(drafts(whole)).toEqual([
      {
        observed: [{ kind: 'domain', value: 'bad.test' }],
        description: 'A campaign',
        additionalInformation: 'first stage\nOTX pulse p1\nlong story\nhttps://reports.test/1',
        threat: ['command_and_control', 'apt', 'phishing', 'T1566', 'T1059'],
        tlp: ['green'],
        expires: '2027-01-01T00:00:00',
        lastSeen: '2026-01-02T00:00:00',
        tags: ['apt', 'phishing', 'T1566', 'T1059'],
        malwareFamilies: ['Alpha', 'Beta', 'Gamma'],
        activityGroups: ['Some Bear'],
        revoked: false,
      },
    ]);
  });

  it.each([
    [0, true],
    ['0', true],
    [false, true],
    [1, false],
    [undefined, false],
  ])('takes is_active: %p as revoked: %p', (is_active, revoked) => {
    expect(drafts(pulse([{ ...one, is_active }]))[0]?.revoked).toBe(revoked);
  });

  it('cuts what every indicator would repeat', () => {
    const [draft] = drafts(pulse([one], { description: 'x'.repeat(100_000), tags: Array(1000).fill('y') }));
    expect(draft?.additionalInformation?.length).toBeLessThanOrEqual(2000);
    expect(draft?.tags).toHaveLength(50);
  });
});

describe('when an indicator comes with its pulse in a string', () => {
  const row = (pulse_raw: unknown) => ({ ...one, title: '', content: '', pulse_raw });

  it('reads the pulse', () => {
    const payload = row(JSON.stringify({ name: 'A campaign', tlp: 'amber', adversary: 'Some Bear' }));
    expect(otx.recognises(payload)).toBe(true);
    expect(drafts(payload)).toMatchObject([
      { description: 'A campaign', tlp: ['amber'], activityGroups: ['Some Bear'] },
    ]);
  });

  it.each(['{not JSON', '[]', null, 5])('takes the indicator alone where the pulse is %p', (pulse_raw) => {
    expect(drafts(row(pulse_raw))).toMatchObject([
      { observed: [{ value: 'bad.test' }], description: undefined },
    ]);
  });
});

describe('when something in a pulse cannot be taken', () => {
  it.each([
    ['no value', pulse([{ type: 'domain' }]), ['/indicators/0', 'indicator-invalid', true]],
    ['no type', pulse([{ indicator: 'x' }]), ['/indicators/0', 'indicator-invalid', true]],
    ['no object', pulse([7]), ['/indicators/0', 'item-not-an-object', true]],
    ['no indicator', pulse([]), ['', 'no-indicator', false]],
    ['no pulse', 'text', ['', 'item-not-an-object', true]],
    ['an empty list', { results: [] }, ['', 'no-indicator', false]],
  ])('says why: %s', (_, payload, reason) => {
    expect(drafts(payload)).toEqual([]);
    expect(reasons(payload)).toEqual([reason]);
  });
});

describe('when several pulses come in', () => {
  it.each([
    ['an array', [pulse([one]), pulse([one, one])], ''],
    ['a value', { value: [pulse([one]), pulse([one, one])] }, '/value'],
    ['an answer of the API', { count: 2, results: [pulse([one]), pulse([one, one])] }, '/results'],
  ])('reads each indicator in %s', (_, payload, place) => {
    expect(otx.recognises(payload)).toBe(true);
    expect(read(payload).found.map((found) => found.place)).toEqual([
      `${place}/0/indicators/0`,
      `${place}/1/indicators/0`,
      `${place}/1/indicators/1`,
    ]);
  });
});

describe('when something else comes in', () => {
  it.each([
    ['an indicator with a type', one],
    ['indicators without a pulse', { indicators: [one] }],
    ['indicators of STIX', { name: 'x', tags: [], indicators: [{ type: 'indicator', pattern: 'y' }] }],
    ['nothing', null],
  ])('does not claim it: %s', (_, payload) => {
    expect(otx.recognises(payload)).toBe(false);
  });

  it('never throws', () => {
    const wild = fc.record({ indicators: fc.jsonValue(), tags: fc.jsonValue(), pulse_raw: fc.jsonValue() });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), wild, fc.array(wild)), (payload) => {
        const { found, skipped } = read(payload);
        expect(found.length + skipped.length).toBeGreaterThan(0);
      }),
    );
  });
});

describeSamples('OTX samples', (folder) => {
  it('reads every indicator of the pulse', () => {
    const file = path.join(folder, 'otx/pulses-rocket-kitten.json');
    const payload: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(otx.recognises(payload)).toBe(true);
    expect(drafts(payload)).toHaveLength(11);
    expect(reasons(payload)).toEqual([]);
  });
});
