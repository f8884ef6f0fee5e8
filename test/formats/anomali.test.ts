import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { anomali } from '../../shared/formats/anomali';
import { describeSamples } from '../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => anomali.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.map((found) => (found._tag === 'Draft' ? found.draft : undefined));

const reasons = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [place, reason.code, reason.unreadable]);

const row = (more: object = {}): Record<string, unknown> => ({
  itype: 'c2_domain',
  value_type: 'domain',
  domain: 'bad.test',
  classification: 'private',
  confidence: 60,
  ...more,
});

const sha256 = 'ab'.repeat(32);
const sha1 = 'ab'.repeat(20);
const md5 = 'ab'.repeat(16);

describe('when the type of a row is no threat', () => {
  it.each([
    ['compromised_email', undefined, 'own-asset'],
    ['compromised_service_account', undefined, 'own-asset'],
    ['speedtest_url', 'informational', 'observed-only'],
    ['IPCHECK_URL', undefined, 'observed-only'],
    ['free_email_domain', undefined, 'observed-only'],
    ['whois_privacy_email', undefined, 'observed-only'],
    ['sinkhole_ipv6', 'sinkhole', 'observed-only'],
    ['parked_ip', undefined, 'observed-only'],
    ['suppress', undefined, 'observed-only'],
    ['of_a_partner', 'Informational', 'observed-only'],
  ])('leaves %s (%s)', (itype, threat_type, code) => {
    expect(reasons([row({ itype, threat_type })])).toEqual([['/0', code, false]]);
  });

  it.each([
    'compromised_ip',
    'compromised_url',
    'suspicious_domain',
    'vpn_domain',
    'tor_ip',
    'whois_bulk_reg_email',
  ])('takes %s, of which some come from', (itype) => {
    expect(drafts([row({ itype })])).toHaveLength(1);
  });

  it('takes what is only seen where the profile says so, and never who was robbed', () => {
    const takeAll = { ...options, takeObserved: true };
    const taken = (itype: string) => anomali.read([row({ itype })], takeAll).found;
    expect(taken('speedtest_url')).toHaveLength(1);
    expect(taken('compromised_email')).toEqual([]);
  });
});

describe('when a ThreatStream row comes in', () => {
  it.each([
    [
      { value_type: 'ip', srcip: '198.51.100.7' },
      { kind: 'ip', value: '198.51.100.7' },
    ],
    [
      { value_type: 'ipv6', srcip: '2001:db8::5' },
      { kind: 'ip', value: '2001:db8::5' },
    ],
    [
      { value_type: 'url', url: 'http://bad.test' },
      { kind: 'url', value: 'http://bad.test' },
    ],
    [
      { value_type: 'md5', md5 },
      { kind: 'hash', algorithm: 'md5', value: md5 },
    ],
    [
      { value_type: 'md5', md5: sha1 },
      { kind: 'hash', algorithm: 'sha1', value: sha1 },
    ],
    [
      { value_type: 'md5', md5: sha256 },
      { kind: 'hash', algorithm: 'sha256', value: sha256 },
    ],
    [
      { value_type: 'hash', md5 },
      { kind: 'hash', algorithm: 'md5', value: md5 },
    ],
    [
      { value_type: 'sha1', sha1 },
      { kind: 'hash', algorithm: 'sha1', value: sha1 },
    ],
    [
      { value_type: 'sha256', md5: sha256 },
      { kind: 'hash', algorithm: 'sha256', value: sha256 },
    ],
    [
      { value_type: 'email', email: 'a@bad.test' },
      { kind: 'text', member: 'emailSenderAddress', value: 'a@bad.test' },
    ],
    [
      { value_type: undefined, type: 'ip', value: '198.51.100.7' },
      { kind: 'ip', value: '198.51.100.7' },
    ],
    [
      { value_type: 'ip', indicator: '198.51.100.7' },
      { kind: 'ip', value: '198.51.100.7' },
    ],
    [
      { value_type: undefined, itype: 'mal_domain', domain: 'a.test' },
      { kind: 'domain', value: 'a.test' },
    ],
  ])('takes the value of %j', (more, observation) => {
    expect(drafts(row({ domain: undefined, ...more }))[0]?.observed).toEqual([observation]);
  });

  it('passes on what it says, as it says it', () => {
    const whole = row({
      severity: 'very-high',
      source: 'Some feed',
      detail: 'seen often',
      detail2: 'imported',
      maltype: 'Alpha',
      date_last: '2026-01-02T00:00:00',
      date_first: '2026-01-01T00:00:00',
      expiration_ts: '2027-01-01T00:00:00Z',
      tags: [{ name: 'tlp:amber' }, { name: 'apt' }, 'plain,more'],
      tlp: 'TLP:GREEN',
      state: 'active',
    });
    expect(drafts(whole)).toEqual([
      {
        observed: [{ kind: 'domain', value: 'bad.test' }],
        description: 'c2_domain, Alpha, Some feed',
        additionalInformation: 'seen often\nimported',
        threat: ['c2_domain', 'c2'],
        severity: { value: 'very-high' },
        confidence: { value: 60, of: 100 },
        tlp: ['TLP:GREEN', 'tlp:amber'],
        expires: '2027-01-01T00:00:00Z',
        lastSeen: '2026-01-02T00:00:00',
        tags: ['apt', 'plain', 'more'],
        malwareFamilies: ['Alpha'],
        revoked: false,
      },
    ]);
  });

  it.each([
    ['mal_url', 'malware'],
    ['phish_url', 'phishing'],
    ['bot_ip', 'botnet'],
    ['tor_ip', 'tor'],
    ['anon_proxy', 'proxy'],
    ['ddos_ip', 'ddos'],
    ['adware_domain', 'pua'],
  ])('reads %s as %s', (itype, word) => {
    expect(drafts(row({ itype }))[0]?.threat).toEqual([itype, word]);
  });

  it('reads the severity of the API, which stands in meta', () => {
    expect(drafts(row({ meta: { severity: 'low' } }))[0]?.severity).toEqual({ value: 'low' });
  });

  it('leaves nothing where a member repeats its indicator', () => {
    const same = row({ value_type: 'ip', domain: undefined, srcip: '198.51.100.7', ip: '198.51.100.7' });
    expect(drafts(same)).toHaveLength(1);
    expect(reasons(same)).toEqual([]);
  });

  it('leaves what goes with its indicator', () => {
    const resolved = row({ srcip: '198.51.100.7', url: 'http://bad.test' });
    expect(drafts(resolved)).toHaveLength(1);
    expect(reasons(resolved)).toEqual([
      ['/srcip', 'observed-only', false],
      ['/url', 'observed-only', false],
    ]);
  });
});

describe('when its source no longer stands by a row', () => {
  it.each([{ state: 'inactive' }, { status: 'inactive' }])('takes %j as revoked', (more) => {
    expect(drafts(row(more))[0]?.revoked).toBe(true);
  });

  it('leaves a false positive', () => {
    expect(drafts(row({ state: 'falsepos' }))).toEqual([]);
    expect(reasons(row({ state: 'falsepos' }))).toEqual([['', 'closed-as-benign', false]]);
  });
});

describe('when a row cannot be taken', () => {
  it.each([
    ['a type without a place', row({ value_type: 'phone' }), ['', 'unsupported-type', false]],
    ['no value of its type', row({ value_type: 'ip' }), ['', 'indicator-invalid', true]],
    ['no itype', row({ itype: null }), ['', 'indicator-invalid', true]],
    ['no object', 'text', ['', 'item-not-an-object', true]],
    ['an empty list', { objects: [] }, ['', 'no-indicator', false]],
  ])('says why: %s', (_, payload, reason) => {
    expect(drafts(payload)).toEqual([]);
    expect(reasons(payload)).toEqual([reason]);
  });
});

describe('when several rows come in', () => {
  it.each([
    ['an array', [row(), row()], ''],
    ['a value', { value: [row(), row()] }, '/value'],
    ['an answer of the API', { meta: {}, objects: [row(), row()] }, '/objects'],
  ])('reads each one in %s', (_, payload, place) => {
    expect(anomali.recognises(payload)).toBe(true);
    expect(read(payload).found.map((found) => found.place)).toEqual([`${place}/0`, `${place}/1`]);
  });
});

describe('when something else comes in', () => {
  it.each([
    ['an itype alone', { itype: 'mal_ip' }],
    ['a confidence alone', { confidence: 5, classification: 'public' }],
    ['a STIX bundle', { type: 'bundle', objects: [{ type: 'indicator', confidence: 5 }] }],
    ['nothing', null],
  ])('does not claim it: %s', (_, payload) => {
    expect(anomali.recognises(payload)).toBe(false);
  });

  it('never throws', () => {
    const wild = fc.record({
      itype: fc.string(),
      value_type: fc.jsonValue(),
      value: fc.jsonValue(),
      tags: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), wild, fc.array(wild)), (payload) => {
        const { found, skipped } = read(payload);
        expect(found.length + skipped.length).toBeGreaterThan(0);
      }),
    );
  });
});

describeSamples('Anomali samples', (folder) => {
  it('takes the domain of the row and leaves its address', () => {
    const file = path.join(folder, 'anomali/threatstream-webhook-row.json');
    const payload: unknown = JSON.parse(readFileSync(file, 'utf8'));
    expect(anomali.recognises(payload)).toBe(true);
    expect(drafts(payload)).toMatchObject([
      { observed: [{ kind: 'domain' }], confidence: { value: 20, of: 100 } },
    ]);
    expect(reasons(payload)).toEqual([['/srcip', 'observed-only', false]]);
  });
});
