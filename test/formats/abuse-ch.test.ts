import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { abuseCh } from '../../shared/formats/abuse-ch';
import { describeSamples } from '../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => abuseCh.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.map((found) => (found._tag === 'Draft' ? found.draft : undefined));

const reasons = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [place, reason.code, reason.unreadable]);

const threatFox = (more: object = {}): Record<string, unknown> => ({
  id: '7',
  ioc: 'bad.test',
  ioc_type: 'domain',
  threat_type: 'botnet_cc',
  confidence_level: 75,
  ...more,
});

const urlhaus = (more: object = {}): Record<string, unknown> => ({
  url: 'http://bad.test/a',
  url_status: 'online',
  threat: 'malware_download',
  urlhaus_link: 'https://reports.test/7/',
  ...more,
});

describe('when a ThreatFox row comes in', () => {
  it.each([
    [
      'ip:port',
      '198.51.100.7:443',
      { kind: 'ip', value: '198.51.100.7', port: '443', direction: 'destination' },
    ],
    [
      'ip:port',
      '2001:db8::5:8080',
      { kind: 'ip', value: '2001:db8::5', port: '8080', direction: 'destination' },
    ],
    [
      'ip:port',
      '[2001:db8::5]:80',
      { kind: 'ip', value: '[2001:db8::5]', port: '80', direction: 'destination' },
    ],
    ['ip:port', '198.51.100.7', { kind: 'ip', value: '198.51.100.7', direction: 'destination' }],
    ['domain', 'bad.test', { kind: 'domain', value: 'bad.test' }],
    ['url', 'http://bad.test', { kind: 'url', value: 'http://bad.test' }],
    ['md5_hash', 'x', { kind: 'hash', algorithm: 'md5', value: 'x' }],
    ['sha1_hash', 'x', { kind: 'hash', algorithm: 'sha1', value: 'x' }],
    ['sha256_hash', 'x', { kind: 'hash', algorithm: 'sha256', value: 'x' }],
    ['envelope_from', 'a@bad.test', { kind: 'text', member: 'emailSenderAddress', value: 'a@bad.test' }],
    ['body_from', 'a@bad.test', { kind: 'text', member: 'emailSenderAddress', value: 'a@bad.test' }],
  ])('takes %s %s', (ioc_type, ioc, observation) => {
    expect(drafts(threatFox({ ioc_type, ioc }))[0]?.observed).toEqual([observation]);
  });

  it('passes on what it says, as it says it', () => {
    const row = threatFox({
      malware: 'win.alpha',
      malware_printable: 'Alpha',
      malware_alias: 'Beta,Gamma',
      threat_type_desc: 'a C&C server',
      first_seen: '2026-01-01 00:00:00 UTC',
      last_seen: null,
      reference: 'https://reports.test/1',
      reporter: 'someone',
    });
    expect(drafts(row)).toEqual([
      {
        observed: [{ kind: 'domain', value: 'bad.test' }],
        description: 'Alpha: a C&C server',
        additionalInformation:
          'ThreatFox: 7\nMalware: win.alpha\nReference: https://reports.test/1\nReporter: someone',
        threat: ['botnet_cc'],
        confidence: { value: 75, of: 100 },
        lastSeen: '2026-01-01 00:00:00 UTC',
        tags: [],
        malwareFamilies: ['Alpha', 'Beta', 'Gamma'],
      },
    ]);
  });

  it('names no family that is unknown', () => {
    expect(drafts(threatFox({ malware_printable: 'Unknown malware' }))[0]?.malwareFamilies).toEqual([]);
  });
});

describe('when a URLhaus row comes in', () => {
  it('takes its URL, never its host, links or reports', () => {
    const row = urlhaus({ host: '198.51.100.7', date_added: '2026-01-01 00:00:00 UTC', reporter: 'someone' });
    expect(drafts(row)).toEqual([
      {
        observed: [{ kind: 'url', value: 'http://bad.test/a' }],
        description: 'URLhaus: malware_download',
        additionalInformation: 'Reference: https://reports.test/7/\nReporter: someone',
        threat: ['malware_download'],
        lastSeen: '2026-01-01 00:00:00 UTC',
        tags: [],
        revoked: false,
      },
    ]);
    expect(reasons(row)).toEqual([]);
  });

  it.each([
    ['online', false],
    ['unknown', false],
    ['offline', true],
    ['Offline', true],
  ])('takes the status %s as revoked: %p', (url_status, revoked) => {
    expect(drafts(urlhaus({ url_status }))[0]?.revoked).toBe(revoked);
  });
});

describe('when a row has tags', () => {
  it.each([
    [null, []],
    [undefined, []],
    ['a, b,,c ', ['a', 'b', 'c']],
    [
      ['a', 'b,c', null, 5],
      ['a', 'b', 'c', '5'],
    ],
    [{ a: 1 }, []],
  ])('reads %j as %j', (tags, expected) => {
    expect(drafts([threatFox({ tags }), urlhaus({ tags })]).map((draft) => draft?.tags)).toEqual([
      expected,
      expected,
    ]);
  });
});

describe('when several rows come in', () => {
  const exported = {
    '7': [
      {
        ioc_value: 'a.test',
        ioc_type: 'domain',
        threat_type: 'botnet_cc',
        last_seen_utc: '2026-01-02 00:00:00',
      },
    ],
    '8': [urlhaus(), urlhaus({ dateadded: '2026-01-01 00:00:00' })],
  };
  it.each([
    ['an array', [threatFox(), urlhaus()], ['/0', '/1']],
    ['a row that holds a list of its own', urlhaus({ data: [], urls: [urlhaus()] }), ['']],
    ['a value', { value: [threatFox()] }, ['/value/0']],
    ['an answer of ThreatFox', { query_status: 'ok', data: [threatFox()] }, ['/data/0']],
    ['an answer of URLhaus', { query_status: 'ok', urls: [urlhaus()] }, ['/urls/0']],
    ['an export, whose keys are ids', exported, ['/7/0', '/8/0', '/8/1']],
    ['an export of bare rows', { '7': threatFox() }, ['/7']],
  ])('reads each one in %s', (_, payload, places) => {
    expect(abuseCh.recognises(payload)).toBe(true);
    expect(read(payload).found.map(({ place }) => place)).toEqual(places);
  });

  it('reads what the export calls otherwise', () => {
    expect(drafts(exported)).toMatchObject([
      { observed: [{ value: 'a.test' }], lastSeen: '2026-01-02 00:00:00' },
      { lastSeen: undefined },
      { lastSeen: '2026-01-01 00:00:00' },
    ]);
  });
});

describe('when a row cannot be taken', () => {
  it.each([
    ['a type without a place', threatFox({ ioc_type: 'sha3_384_hash' }), ['', 'unsupported-type', false]],
    ['no value', threatFox({ ioc: null }), ['', 'indicator-invalid', true]],
    ['no object', 5, ['', 'item-not-an-object', true]],
    ['an export without an array', { '7': 'x' }, ['/7', 'item-not-an-object', true]],
    ['an empty list', [], ['', 'no-indicator', false]],
  ])('says why: %s', (_, payload, reason) => {
    expect(drafts(payload)).toEqual([]);
    expect(reasons(payload)).toEqual([reason]);
  });
});

describe('when something else comes in', () => {
  it.each([
    ['a URL with a status', { url: 'http://bad.test', url_status: 'online' }],
    ['a value with a type', { ioc: 'bad.test', ioc_type: 'domain' }],
    ['an answer without a hit', { query_status: 'no_result', data: 'none' }],
    ['nothing', null],
    ['an empty object', {}],
  ])('does not claim it: %s', (_, payload) => {
    expect(abuseCh.recognises(payload)).toBe(false);
  });

  it('never throws', () => {
    const wild = fc.record({ ioc: fc.jsonValue(), ioc_type: fc.jsonValue(), tags: fc.jsonValue() });
    const ids = fc.dictionary(fc.constantFrom('1', '2'), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), wild, fc.array(wild), ids), (payload) => {
        expect(Array.isArray(read(payload).found)).toBe(true);
        expect(typeof abuseCh.recognises(payload)).toBe('boolean');
      }),
    );
  });
});

describeSamples('abuse.ch samples', (folder) => {
  it.each([
    ['abusech/threatfox-rows.json', 6],
    ['abusech/urlhaus-row.json', 1],
  ])('%s holds %d indicators', (name, count) => {
    const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    expect(abuseCh.recognises(payload)).toBe(true);
    expect(drafts(payload)).toHaveLength(count);
    expect(reasons(payload)).toEqual([]);
  });
});

// https://feodotracker.abuse.ch/downloads/ipblocklist.json
const feodo = (more: object = {}): Record<string, unknown> => ({
  ip_address: '198.51.100.7',
  port: 443,
  status: 'online',
  hostname: null,
  as_number: 64_496,
  as_name: 'A-NETWORK',
  country: 'US',
  first_seen: '2026-11-01 10:00:00',
  last_online: '2026-11-22',
  malware: 'Dridex',
  ...more,
});

describe('when a row of Feodo Tracker comes in', () => {
  it('is a control server, with its port and family', () => {
    expect(abuseCh.recognises([feodo()])).toBe(true);
    expect(drafts([feodo()])).toMatchObject([
      {
        observed: [{ kind: 'ip', value: '198.51.100.7', port: 443, direction: 'destination' }],
        threat: ['c2'],
        malwareFamilies: ['Dridex'],
        lastSeen: '2026-11-22',
        revoked: false,
      },
    ]);
  });

  it('is not stood by any more where the server is offline', () => {
    expect(drafts([feodo({ status: 'offline' })])).toMatchObject([{ revoked: true }]);
  });

  it('is none without a family', () => {
    expect(abuseCh.recognises([feodo({ malware: undefined })])).toBe(false);
  });
});
