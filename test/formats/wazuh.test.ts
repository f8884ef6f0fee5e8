import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { wazuh } from '../../shared/formats/wazuh';
import { anyJson, nested } from '../arbitraries/json';
import { describeSamples } from '../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => wazuh.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.flatMap((found) => (found._tag === 'Draft' ? [found.draft] : []));

const placesFound = (payload: unknown) => read(payload).found.map(({ place }) => place);

const left = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [reason.code, place] as const);

const sha1 = 'c'.repeat(40);
const md5 = 'b'.repeat(32);

const alert = (more: object = {}) => ({
  timestamp: '2026-11-23T11:00:00.000+0000',
  rule: { level: 12, description: 'A rule', groups: ['virustotal'], mitre: { tactic: ['Execution'] } },
  agent: { id: '001', name: 'pc' },
  manager: { name: 'wazuh' },
  ...more,
});

const scanned = (report: object) =>
  alert({
    data: {
      virustotal: { malicious: '1', source: { file: '/home/ann/a.exe', md5, sha1 }, ...report },
      integration: 'virustotal',
    },
  });

describe('when a payload is to be recognised', () => {
  it.each([
    ['an alert', alert(), true],
    ['an alert with a decoder only', { ...alert(), manager: undefined, decoder: { name: 'json' } }, true],
    ['a level as text', alert({ rule: { level: '3' } }), true],
    ['an array of alerts', [alert()], true],
    ['a list under value', { value: [alert()] }, true],
    ['a rule without a level', alert({ rule: { id: '1' } }), false],
    ['no agent', { ...alert(), agent: undefined }, false],
    ['neither manager nor decoder', { ...alert(), manager: undefined }, false],
    ['null', null, false],
  ])('answers for %s', (_name, payload, expected) => {
    expect(wazuh.recognises(payload)).toBe(expected);
  });
});

describe('when VirusTotal calls a file malicious', () => {
  it('takes each of its hashes with the name of the file, not the folder it lay in', () => {
    const payload = scanned({});
    expect(placesFound(payload)).toEqual(['/data/virustotal/source/sha1', '/data/virustotal/source/md5']);
    expect(drafts(payload).map(({ observed }) => observed)).toEqual([
      [
        { kind: 'hash', algorithm: 'sha1', value: sha1 },
        { kind: 'text', member: 'fileName', value: 'a.exe' },
      ],
      [
        { kind: 'hash', algorithm: 'md5', value: md5 },
        { kind: 'text', member: 'fileName', value: 'a.exe' },
      ],
    ]);
    expect(JSON.stringify(drafts(payload))).not.toContain('ann');
  });

  it.each([
    ['description', 'A rule'],
    ['severity', { value: 12, of: 16 }],
    ['lastSeen', '2026-11-23T11:00:00.000+0000'],
    ['tags', ['virustotal']],
    ['killChain', ['Execution']],
    ['partOf', sha1],
    ['threat', ['malware']],
  ] as const)('passes on %s', (member, value) => {
    expect(drafts(scanned({}))[0]?.[member]).toEqual(value);
  });

  it('names the file of a Windows path', () => {
    const [draft] = drafts(scanned({ source: { file: 'C:\\Users\\ann\\b.exe', md5 } }));
    expect(draft?.observed[1]).toEqual({ kind: 'text', member: 'fileName', value: 'b.exe' });
    expect(draft?.partOf).toBeUndefined();
  });

  it('leaves the link to the report and the host', () => {
    const payload = { ...scanned({ permalink: 'https://virustotal.test/1' }), agent: { ip: '10.0.0.1' } };
    expect(left(payload)).toEqual([
      ['link', '/data/virustotal/permalink'],
      ['own-asset', '/agent/ip'],
    ]);
  });
});

describe('when VirusTotal does not', () => {
  it.each(['0', 0, '', null, 'many'])('leaves the hashes (malicious: %p)', (malicious) => {
    expect(left(scanned({ malicious, positives: '0' }))).toEqual([
      ['verdict-not-malicious', '/data/virustotal/source/sha1'],
      ['verdict-not-malicious', '/data/virustotal/source/md5'],
    ]);
  });
});

describe('when an alert has no verdict', () => {
  it.each([
    [{ data: { srcip: '198.51.100.7' } }, '/data/srcip'],
    [{ data: { dstip: '198.51.100.7' } }, '/data/dstip'],
    [{ data: { url: '/login' } }, '/data/url'],
    [{ syscheck: { sha256_after: 'a' } }, '/syscheck/sha256_after'],
    [{ syscheck: { md5_before: 'a' } }, '/syscheck/md5_before'],
  ])('leaves %j', (more, place) => {
    expect(placesFound(alert(more))).toEqual([]);
    expect(left(alert(more))).toEqual([['observed-only', place]]);
  });

  it('says that there is no indicator', () => {
    expect(left(alert({ agent: { ip: '10.0.0.1' } }))).toEqual([
      ['own-asset', '/agent/ip'],
      ['no-indicator', ''],
    ]);
  });

  it('answers for each item of a list', () => {
    expect(placesFound({ value: [scanned({}), 'x'] })[0]).toBe('/value/0/data/virustotal/source/sha1');
    expect(left({ value: [scanned({}), 'x'] })).toEqual([['item-not-an-object', '/value/1']]);
  });
});

describe('when a payload is hostile', () => {
  it('never throws and gives everything a place of its own', () => {
    fc.assert(
      fc.property(anyJson, anyJson, anyJson, (data, syscheck, report) => {
        for (const payload of [
          alert({ data, syscheck, rule: data, agent: report }),
          scanned({ source: report }),
        ]) {
          const { found, skipped } = read(payload);
          const all = [...found, ...skipped].map(({ place }) => place);
          expect(all.length).toBeGreaterThan(0);
          expect(new Set(all).size).toBe(all.length);
        }
      }),
    );
  });

  it.each([nested(10_000), { toString: 1 }])('takes odd values', (value) => {
    expect(() => read(scanned({ malicious: value, source: { file: value, md5: value } }))).not.toThrow();
  });
});

describeSamples('published Wazuh alerts', (folder) => {
  it('virustotal-malicious-eicar.json holds two hashes', () => {
    const name = path.join(folder, 'wazuh', 'virustotal-malicious-eicar.json');
    const payload: unknown = JSON.parse(readFileSync(name, 'utf8'));
    expect(wazuh.recognises(payload)).toBe(true);
    expect(placesFound(payload)).toEqual(['/data/virustotal/source/sha1', '/data/virustotal/source/md5']);
    expect(left(payload).map(([code]) => code)).toEqual(['link', 'own-asset']);
  });
});

describe('when another service was asked', () => {
  const asked = (name: string, report: object) =>
    alert({ data: { [name]: report, integration: `custom-${name}` } });
  const about = { source: { srcip: '45.155.205.233' } };

  it('takes the address that AbuseIPDB calls abusive, with its confidence', () => {
    const payload = asked('abuseipdb', {
      ...about,
      found: '1',
      abuse_confidence_score: '100',
      domain: 'isp.example',
    });
    expect(placesFound(payload)).toEqual(['/data/abuseipdb/source/srcip']);
    expect(drafts(payload)).toMatchObject([
      {
        observed: [{ kind: 'ip', value: '45.155.205.233', direction: 'source' }],
        confidence: { value: 100, of: 100 },
        threat: [],
      },
    ]);
  });

  it.each([
    ['abuseipdb', { abuse_confidence_score: 74 }, 'verdict-not-malicious'],
    ['abuseipdb', { abuse_confidence_score: 0 }, 'verdict-not-malicious'],
    ['abuseipdb', { found: 0 }, 'verdict-not-malicious'],
    ['abuseipdb', { abuse_confidence_score: 100, is_whitelisted: true }, 'called-benign'],
    ['abuseipdb', { abuseConfidenceScore: 100, isWhitelisted: 'true' }, 'called-benign'],
    ['greynoise', { classification: 'benign' }, 'called-benign'],
    ['greynoise', { classification: 'unknown' }, 'verdict-not-malicious'],
    ['otx', { pulses: 3 }, 'observed-only'],
  ])('leaves what %s says %j of', (name, report, code) => {
    expect(left(asked(name, { ...about, ...report }))).toEqual([[code, `/data/${name}/source/srcip`]]);
  });

  it('takes what is suspicious where the deployment does', () => {
    const payload = asked('abuseipdb', { ...about, abuse_confidence_score: 40 });
    expect(wazuh.read(payload, { ...options, takeSuspicious: true }).found).toHaveLength(1);
  });

  it.each([
    ['greynoise', { classification: 'malicious' }],
    ['virustotal', { positives: '12' }],
  ])('takes what %s calls malicious: %j', (name, report) => {
    expect(placesFound(asked(name, { ...about, ...report }))).toEqual([`/data/${name}/source/srcip`]);
  });

  describe('as MISP is by a script', () => {
    const hit = (more: object) =>
      asked('misp', {
        event_id: '7',
        category: 'Network activity',
        value: '45.155.205.233',
        type: 'ip-dst',
        source: { description: 'a connection' },
        ...more,
      });

    it('leaves what it has, unless what is suspicious is taken', () => {
      expect(left(hit({}))).toEqual([['verdict-not-malicious', '/data/misp/value']]);
      const { found } = wazuh.read(hit({}), { ...options, takeSuspicious: true });
      expect(found.map(({ place }) => place)).toEqual(['/data/misp/value']);
    });

    it.each([
      ['ip-src', '45.155.205.233', { kind: 'ip', direction: 'source' }],
      ['Ip-Dst', '45.155.205.233', { kind: 'ip', direction: 'destination' }],
      ['hostname', 'evil.bad-host.com', { kind: 'domain' }],
      ['url', 'http://evil.bad-host.com/a', { kind: 'url' }],
      ['sha1', sha1, { kind: 'hash' }],
    ])('takes what is to be detected: %s', (type, value, observed) => {
      for (const to_ids of [true, '1']) {
        const payload = hit({ type, value, to_ids });
        expect(drafts(payload)).toMatchObject([{ observed: [{ value, ...observed }] }]);
        expect(left(payload)).toEqual([]);
      }
    });

    it.each([
      [
        'a type that is no observable',
        { type: 'comment', to_ids: true },
        'unsupported-type',
        '/data/misp/value',
      ],
      ['a word that every object knows', { type: 'constructor' }, 'unsupported-type', '/data/misp/value'],
      ['no value', { value: null }, 'no-indicator', '/data/misp'],
      ['an error', { value: undefined, type: undefined, error: 'no' }, 'no-indicator', '/data/misp'],
    ])('has an answer for %s', (_, more, code, place) => {
      expect(left(hit(more))).toEqual([[code, place]]);
    });
  });

  it('says so where the service could not be asked', () => {
    expect(left(asked('abuseipdb', { error: 429, description: 'too many' }))).toEqual([
      ['no-indicator', '/data/abuseipdb'],
    ]);
  });
});
