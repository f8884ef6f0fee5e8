import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { splunk } from '../../../shared/formats/splunk/splunk';
import { anyJson, nested } from '../../arbitraries/json';
import { describeSamples } from '../../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown, more: Partial<typeof options> = {}) =>
  splunk.read(payload, { ...options, ...more });

const drafts = (payload: unknown) =>
  read(payload).found.flatMap((found) => (found._tag === 'Draft' ? [found.draft] : []));

const observed = (payload: unknown) => drafts(payload).map((draft) => draft.observed);

const placesFound = (payload: unknown, more: Partial<typeof options> = {}) =>
  read(payload, more).found.map(({ place }) => place);

const left = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [reason.code, place] as const);

const alert = (result: unknown, more: object = {}) => ({
  sid: 'scheduler_1',
  search_name: 'A search',
  owner: 'admin',
  app: 'search',
  result,
  ...more,
});

const sha256 = 'a'.repeat(64);

describe('when a payload is to be recognised', () => {
  const link = { results_link: 'https://splunk.test/1' };

  it.each([
    ['an alert', alert({}, link), true],
    ['an alert of a search without a name', alert({}, { ...link, search_name: null }), true],
    ['an array of alerts', [alert({}, link)], true],
    ['a list under value', { value: [alert({}, link)] }, true],
    ['an alert without a link', alert({}), false],
    ['a sid alone', { sid: '1', results_link: 'x' }, false],
    ['a result alone', { result: { src_ip: '198.51.100.7' } }, false],
    ['null', null, false],
  ])('answers for %s', (_name, payload, expected) => {
    expect(splunk.recognises(payload)).toBe(expected);
  });
});

describe('when a threat list matched', () => {
  it.each([
    ['src', '198.51.100.7', { kind: 'ip', value: '198.51.100.7', direction: 'source' }],
    ['dest_ip', '198.51.100[.]7', { kind: 'ip', value: '198.51.100[.]7', direction: 'destination' }],
    ['dest', '2001:db8::7', { kind: 'ip', value: '2001:db8::7', direction: 'destination' }],
    ['dest', 'bad.test', { kind: 'domain', value: 'bad.test' }],
    ['query', 'bad.test', { kind: 'domain', value: 'bad.test' }],
    ['url', 'http://bad.test/a', { kind: 'url', value: 'http://bad.test/a' }],
    ['file_hash', sha256, { kind: 'hash', algorithm: 'sha256', value: sha256 }],
    ['src_user', 'a@bad.test', { kind: 'text', member: 'emailSenderAddress', value: 'a@bad.test' }],
  ])('takes what it matched in %s (%s)', (field, value, observation) => {
    const payload = alert({ threat_match_field: field, threat_match_value: value, [field]: value });
    expect(observed(payload)).toEqual([[observation]]);
    expect(placesFound(payload)).toEqual(['/result/threat_match_value']);
  });

  it.each(['registry_path', 'user', 'ssl_hash', undefined])('leaves what it matched in %s', (field) => {
    const payload = alert({ threat_match_field: field, threat_match_value: 'x' });
    expect(left(payload)).toEqual([['unsupported-type', '/result/threat_match_value']]);
  });

  it('pairs several values with their fields', () => {
    const payload = alert({
      threat_match_field: ['src', 'url'],
      threat_match_value: ['198.51.100.7', 'http://bad.test/a'],
    });
    expect(placesFound(payload)).toEqual(['/result/threat_match_value/0', '/result/threat_match_value/1']);
    expect(
      observed(payload)
        .flat()
        .map(({ kind }) => kind),
    ).toEqual(['ip', 'url']);
  });

  it('leaves the other side', () => {
    const payload = alert({
      threat_match_field: 'dest',
      threat_match_value: '198.51.100.7',
      src: '10.0.0.1',
      dest: '198.51.100.7',
    });
    expect(left(payload)).toEqual([['observed-only', '/result/src']]);
  });
});

describe('when the row names a verdict', () => {
  const row = { url: 'http://bad.test/a', dest_ip: '198.51.100.7', src_ip: '10.0.0.1', query: 'bad.test' };

  it.each([
    [{ verdict: 'Malicious' }, ['/result/url', '/result/query']],
    [{ is_malicious: 'true' }, ['/result/url', '/result/query']],
    [{ malicious: '1' }, ['/result/url', '/result/query']],
    [{ verdict: 'suspicious' }, []],
    [{ verdict: 'clean' }, []],
    [{ action: 'blocked', severity: 'critical' }, []],
  ])('takes of %j', (verdict, places) => {
    expect(placesFound(alert({ ...row, ...verdict }))).toEqual(places);
  });

  it('takes what it calls suspicious where the deployment wants it', () => {
    const payload = alert({ ...row, verdict: 'suspicious' });
    expect(placesFound(payload, { takeSuspicious: true })).toEqual(['/result/url', '/result/query']);
  });

  it('takes an address where only one side is known', () => {
    expect(placesFound(alert({ verdict: 'malicious', dest_ip: '198.51.100.7' }))).toEqual([
      '/result/dest_ip',
    ]);
  });

  it('leaves both sides of a connection, of which it does not say which is bad', () => {
    expect(left(alert({ ...row, verdict: 'malicious' }))).toEqual([
      ['observed-only', '/result/dest_ip'],
      ['observed-only', '/result/src_ip'],
    ]);
  });

  it.each([
    ['clean', 'verdict-not-malicious'],
    [undefined, 'observed-only'],
  ])('says why it left them (%p)', (verdict, code) => {
    expect(new Set(left(alert({ ...row, verdict })).map(([said]) => said))).toEqual(new Set([code]));
  });
});

describe('when the alert names an attack from outside', () => {
  const row = { src_ip: ['198.51.100.7', '198.51.100.8'], dest: '203.0.113.1', dest_host: 'dc01', user: 'a' };

  it.each([
    [{ alert_type: 'brute_force' }, 'A search'],
    [{ category: 'Password Spraying' }, 'A search'],
    [{ signature: 'SQL injection' }, 'A search'],
    [{}, 'Brute Force Detection'],
    [{}, 'DDoS'],
  ])('takes its sources (%j, %s) and leaves those attacked', (named, search) => {
    const payload = alert({ ...row, ...named }, { search_name: search });
    expect(placesFound(payload)).toEqual(['/result/src_ip/0', '/result/src_ip/1']);
    expect(left(payload)).toEqual([
      ['own-asset', '/result/dest'],
      ['own-asset', '/result/dest_host'],
    ]);
  });

  it.each(['Virus scan completed', 'Windows dosage', ''])('does not guess from %p', (search) => {
    expect(placesFound(alert(row, { search_name: search }))).toEqual([]);
  });
});

describe('when the row says more', () => {
  const [draft] = drafts(
    alert(
      {
        threat_match_field: 'src',
        threat_match_value: '198.51.100.7',
        threat_group: 'a_list',
        threat_category: 'botnet',
        urgency: 'high',
        severity: 'low',
        _time: '1795435200',
        session_key: 'a-secret',
      },
      { results_link: 'https://splunk.test/1' },
    ),
  );

  it.each([
    ['description', 'A search'],
    ['severity', { value: 'high' }],
    ['lastSeen', '1795435200'],
    ['threat', ['botnet']],
    ['tags', ['a_list', 'botnet']],
  ] as const)('passes on %s', (member, value) => {
    expect(draft?.[member]).toEqual(value);
  });

  it('passes nothing on that it does not know', () => {
    expect(JSON.stringify(draft)).not.toContain('a-secret');
  });
});

describe('when there is nothing to take', () => {
  it.each([{}, null, '', { host: 'web', source: '/var/log/a', sourcetype: 'syslog' }])(
    'says so for %j',
    (row) => {
      expect(left(alert(row, { results_link: 'https://splunk.test/1' }))).toEqual([
        ['no-indicator', ''],
        ['link', '/results_link'],
      ]);
    },
  );

  it('says where the result is no row', () => {
    expect(left(alert('x'))).toEqual([['item-not-an-object', '/result']]);
  });

  it('reads each row of several', () => {
    const rows = ['a', 'b'].map((path) => ({ verdict: 'malicious', url: `http://bad.test/${path}` }));
    expect(placesFound(alert(rows))).toEqual(['/result/0/url', '/result/1/url']);
  });

  it('answers for each item of a list', () => {
    const list = [alert({ verdict: 'malicious', url: 'http://bad.test/a' }), 'x'];
    expect(placesFound({ value: list })).toEqual(['/value/0/result/url']);
    expect(left({ value: list })).toEqual([['item-not-an-object', '/value/1']]);
  });
});

describe('when a payload is hostile', () => {
  const names = [
    'src',
    'url',
    'threat_match_field',
    'threat_match_value',
    'verdict',
    'malicious',
    'file_hash',
  ];

  it('never throws and gives everything a place of its own', () => {
    const rows = fc.dictionary(fc.constantFrom(...names), fc.oneof(anyJson, fc.constant('malicious')));
    fc.assert(
      fc.property(fc.oneof(rows, anyJson), (row) => {
        const { found, skipped } = read(alert(row));
        const all = [...found, ...skipped].map(({ place }) => place);
        expect(all.length).toBeGreaterThan(0);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it.each([nested(10_000), { toString: 1 }])('takes odd values', (value) => {
    expect(() => read(alert({ malicious: value, verdict: value, src: value }))).not.toThrow();
  });
});

describeSamples('published Splunk alerts', (folder) => {
  it.each([
    ['webhook-bruteforce-src-ip.json', ['/result/src_ip'], ['own-asset', 'link']],
    ['webhook-docs-fixed-shape-null-name.json', [], ['no-indicator', 'link']],
    ['webhook-missing-raw.json', [], ['no-indicator', 'link']],
    ['webhook-one-result.json', [], ['no-indicator', 'link']],
  ])('%s', (name, places, codes) => {
    const payload: unknown = JSON.parse(readFileSync(path.join(folder, 'splunk', name), 'utf8'));
    expect(splunk.recognises(payload)).toBe(true);
    expect(placesFound(payload)).toEqual(places);
    expect(left(payload).map(([code]) => code)).toEqual(codes);
  });
});
