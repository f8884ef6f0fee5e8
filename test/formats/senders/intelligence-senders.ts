import {
  any,
  change,
  domain,
  from,
  ip,
  md5,
  sha1,
  sha256,
  to,
  tried,
  url,
  victim,
  type Sender,
} from './sender';

/** Feeds, reputation services and sandboxes, which judge things by themselves. */
export const intelligenceSenders: readonly Sender[] = [
  {
    format: 'mandiant',
    source: 'elastic/integrations, packages/ti_mandiant_advantage (threat_intelligence)',
    takes: ['networkIPv4 193.32.162.10'],
    leaves: [],
    tried: [
      tried(
        'victim',
        'whose type is a thing of one’s own',
        change(['indicators/0/type', 'hostname'], ['indicators/0/value', 'pc-1']),
        { takes: [], leaves: ['/indicators/0: unsupported-type'] },
      ),
      tried('unjudged', 'without a score', change(['indicators/0/mscore', undefined]), {
        takes: [],
        leaves: ['/indicators/0: verdict-not-malicious'],
      }),
      tried('malformed', 'whose value is an object', change(['indicators/0/value', {}]), {
        takes: [],
        leaves: ['/indicators/0: indicator-invalid'],
      }),
    ],
  },
  {
    format: 'malware-bazaar',
    source: 'elastic/integrations, packages/ti_abusech (malwarebazaar)',
    takes: [
      'fileHashValue 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f',
      'fileHashValue 2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e',
    ],
    leaves: [],
    tried: [
      tried(
        'victim',
        'that names where it was found',
        change(
          ['0/file_information', [{ context: 'cape', value: 'https://victim.top/' }]],
          ['0/origin_country', 'DE'],
        ),
        {
          takes: [
            'fileHashValue 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f',
            'fileHashValue 2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e',
          ],
          leaves: [],
        },
      ),
      tried(
        'unjudged',
        'that has hashes of likeness alone',
        change(['0/sha256_hash', undefined], ['0/md5_hash', undefined]),
        { takes: [], leaves: [': format-unknown'] },
      ),
      tried('malformed', 'whose hash is none', change(['0/sha256_hash', 'x'], ['0/md5_hash', []]), {
        takes: [],
        leaves: ['/0/sha256_hash: observable-invalid'],
      }),
    ],
  },
  {
    format: 'abuse-ch',
    source: 'elastic/integrations, packages/ti_abusech (threatfox, url)',
    takes: [],
    leaves: ['/data/0: documentation-range', '/data/1: special-use-domain'],
    tried: [
      tried(
        'victim',
        'whose address is private',
        change(['data/0/ioc', '10.0.0.7:443'], ['data/1/url', 'http://10.0.0.8/a']),
        { takes: [], leaves: ['/data/0: not-public-address', '/data/1: not-public-address'] },
      ),
      tried(
        'unjudged',
        'whose type is none that is known, and whose page is down',
        change(['data/0/ioc_type', 'seen'], ['data/1/url_status', 'offline']),
        { takes: ['-url http://drop.first-sample.example/a.bin'], leaves: ['/data/0: unsupported-type'] },
      ),
      tried('malformed', 'whose values are none', change(['data/0/ioc', 'x:y'], ['data/1/url', '//']), {
        takes: [],
        leaves: ['/data/0: observable-invalid', '/data/1: observable-invalid'],
      }),
      tried(
        undefined,
        'whose hosts are real',
        change(['data/0/ioc', `${ip}:8443`], ['data/1/url', 'http://evil-host.top/a']),
        { takes: ['networkDestinationIPv4 45.155.205.233', 'url http://evil-host.top/a'], leaves: [] },
      ),
    ],
  },
  {
    format: 'intelmq',
    source: 'certtools/intelmq, docs/dev/data-format.md',
    takes: ['networkIPv4 193.32.162.10'],
    leaves: [],
    tried: [
      tried(
        'victim',
        'whose source is the one that was harmed',
        change(['classification.type', 'infected-system']),
        { takes: [], leaves: [': verdict-not-malicious'] },
      ),
      tried('victim', 'that names a destination', change(['destination.ip', victim]), {
        takes: ['networkIPv4 193.32.162.10'],
        leaves: [],
      }),
      tried('unjudged', 'whose type is unknown', change(['classification.type', 'undetermined']), {
        takes: [],
        leaves: [': verdict-not-malicious'],
      }),
      tried('malformed', 'whose source is an object', change(['source.ip', {}]), {
        takes: [],
        leaves: [': no-indicator'],
      }),
    ],
  },
  {
    format: 'virustotal',
    source:
      'docs.virustotal.com, API v3 objects; elastic/integrations, packages/ti_google_threat_intelligence',
    takes: [sha256, sha1, md5, any],
    leaves: ['/data/2/id: verdict-not-malicious'],
    tried: [
      tried(
        'victim',
        'that two engines are wrong about',
        { id: ip, type: 'ip_address', attributes: { last_analysis_stats: { malicious: 2 } } },
        { leaves: ['/id: verdict-not-malicious'] },
      ),
      tried(
        undefined,
        'that its vendor knows, and five engines are wrong about',
        {
          id: 'ab'.repeat(32),
          type: 'file',
          attributes: {
            sha256: 'ab'.repeat(32),
            last_analysis_stats: { malicious: 5 },
            trusted_verdict: { verdict: 'goodware', organization: 'A vendor' },
          },
        },
        { leaves: ['/attributes/sha256: called-benign'] },
      ),
      tried(
        'victim',
        'that Google calls benign',
        {
          id: ip,
          type: 'ip_address',
          attributes: {
            last_analysis_stats: { malicious: 9 },
            gti_assessment: { verdict: { value: 'VERDICT_BENIGN' } },
          },
        },
        { leaves: ['/id: called-benign'] },
      ),
      tried(
        'unjudged',
        'that was never analysed',
        { id: 'evil-host.top', type: 'domain', attributes: {} },
        { leaves: ['/id: observed-only'] },
      ),
      tried(
        undefined,
        'a URL alone',
        {
          data: {
            id: 'u',
            type: 'url',
            attributes: { url: 'https://evil-host.top/a', last_analysis_stats: { malicious: 12 } },
          },
        },
        { takes: [url] },
      ),
      tried('malformed', 'whose attributes are text', { id: ip, type: 'ip_address', attributes: 'x' }),
    ],
  },
  {
    format: 'recorded-future',
    source: 'elastic/integrations, packages/ti_recordedfuture; api.recordedfuture.com, Connect API',
    takes: [any],
    leaves: [],
    tried: [
      tried(
        'victim',
        'an alert that mentions',
        {
          id: 'a',
          title: 'Analysis',
          rule: { name: 'r', id: '1' },
          review: { status: 'New' },
          entities: [
            { name: ip, type: 'IpAddress' },
            { name: 'Webmail', type: 'Product' },
          ],
        },
        {
          leaves: ['/entities/0/name: observed-only', '/entities/1/name: unsupported-type'],
        },
      ),
      tried('unjudged', 'without a score', change(['data/risk', { rules: 1 }])),
      tried(
        undefined,
        'a row of a risk list',
        [{ Name: 'evil-host.top', Risk: '92', RiskString: '3/50', EvidenceDetails: '{}' }],
        { takes: [domain] },
      ),
      tried('malformed', 'whose entity is text', change(['data/entity', ['x']])),
    ],
  },
  {
    format: 'greynoise',
    source: 'docs.greynoise.io, v3 and Community APIs; GreyNoise-Intelligence/pygreynoise',
    takes: [from],
    leaves: ['/1/ip: verdict-not-malicious'],
    tried: [
      tried('victim', 'of a common service', change(['0/riot', true])),
      tried('victim', 'of a common service, as a table writes it', change(['0/riot', 'True'])),
      tried('victim', 'whose address may be forged', change(['0/spoofable', true])),
      tried('unjudged', 'whose classification is unknown', change(['0/classification', 'unknown'])),
      tried('malformed', 'whose address is none', change(['0/ip', { a: 1 }])),
    ],
  },
  {
    format: 'abuseipdb',
    source: 'docs.abuseipdb.com, check and blacklist',
    takes: [from],
    leaves: ['/data/1/ipAddress: verdict-not-malicious'],
    tried: [
      tried(
        'victim',
        'that is on the white list',
        change(['data', { ipAddress: ip, abuseConfidenceScore: 100, isWhitelisted: true }]),
        { leaves: ['/data/ipAddress: called-benign'] },
      ),
      tried(
        'victim',
        'that is on the white list, as a table writes it',
        change(['data', { ipAddress: ip, abuseConfidenceScore: '100', isWhitelisted: 'True' }]),
        { leaves: ['/data/ipAddress: called-benign'] },
      ),
      tried('unjudged', 'without a score', change(['data', { ipAddress: ip, abuseConfidenceScore: null }])),
      tried(
        'malformed',
        'whose address is a list of lists',
        change(['data', { ipAddress: [[]], abuseConfidenceScore: 100 }]),
      ),
    ],
  },
  {
    format: 'crowdsec',
    source: 'docs.crowdsec.net, LAPI decisions, decisions/stream and CTI',
    takes: [any],
    leaves: [],
    tried: [
      tried(
        'victim',
        'about a user',
        [{ scenario: 's', scope: 'username', value: 'admin', type: 'ban', origin: 'cscli' }],
        { leaves: ['/0/value: unsupported-type'] },
      ),
      tried(
        'victim',
        'that is simulated',
        [{ scenario: 's', scope: 'Ip', value: ip, type: 'ban', origin: 'cscli', simulated: true }],
        { leaves: ['/0/value: simulated-alert'] },
      ),
      tried(
        'unjudged',
        'a report of an unknown address',
        { ip, reputation: 'unknown', scores: {} },
        { leaves: ['/ip: observed-only'] },
      ),
      tried(
        undefined,
        'whose decision is over',
        change([
          'deleted',
          [{ scenario: 's', scope: 'Range', value: '45.155.206.0/24', type: 'ban', duration: '-1m' }],
        ]),
        { takes: [any, '-networkCidrBlock 45.155.206.0/24'] },
      ),
      tried(
        undefined,
        'an alert with its decision',
        {
          scenario: 's',
          events_count: 6,
          source: { ip: '45.155.205.234' },
          decisions: [{ scope: 'Ip', type: 'ban', value: ip }],
        },
        { takes: [any] },
      ),
      tried(
        'malformed',
        'whose decisions are text',
        { scenario: 's', events_count: 6, decisions: ['x'] },
        { leaves: ['/decisions/0: item-not-an-object'] },
      ),
    ],
  },
  {
    format: 'shadowserver',
    source: 'certtools/intelmq, bots/parsers/shadowserver; shadowserver.org, report types',
    takes: [to],
    leaves: ['/0/dst_ip: observed-only', '/0/hostname: own-asset', '/0/ip: own-asset'],
    tried: [
      tried('victim', 'of an open service', change(['0/cc_ip', undefined], ['0/infection', 'open-ntp'])),
      tried(
        'unjudged',
        'of a file without a name for it',
        change(['0/cc_ip', undefined], ['0/infection', undefined], ['0/sha256', 'ab'.repeat(32)]),
      ),
      tried('malformed', 'whose server is an object', change(['0/cc_ip', {}])),
    ],
  },
  {
    format: 'wildfire',
    source: 'docs.paloaltonetworks.com, WildFire API: get/verdict and get/report',
    takes: [sha256, md5],
    leaves: [],
    tried: [
      tried('victim', 'that is benign', change(['wildfire/get-verdict-info/verdict', '0'])),
      tried('unjudged', 'that is pending', change(['wildfire/get-verdict-info/verdict', '-100'])),
      tried(
        undefined,
        'a report',
        { file_info: { malware: 'yes', sha1: 'cd'.repeat(20), filename: 'a.exe' } },
        { takes: [sha1] },
      ),
      tried(
        'malformed',
        'whose hash is a list of objects',
        change(['wildfire/get-verdict-info/sha256', [{}]], ['wildfire/get-verdict-info/md5', 'x']),
      ),
    ],
  },
  {
    format: 'secure-malware-analytics',
    source: 'xsoar.pan.dev, Cisco Secure Malware Analytics v2 (search/submissions)',
    takes: [sha256, sha1, md5],
    leaves: [],
    tried: [
      tried(
        'victim',
        'of a sample that is doubtful',
        change(['data/items/0/item/analysis/threat_score', 80]),
      ),
      tried('unjudged', 'whose score is none', change(['data/items/0/item/analysis/threat_score', 'n/a'])),
      tried(
        'malformed',
        'whose hash is too short',
        change(['data/items', [{ item: { analysis: { threat_score: 100 }, sha256: [] } }]]),
      ),
    ],
  },
];
