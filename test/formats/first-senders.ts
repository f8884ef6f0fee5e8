import { change, tried, type Sender } from './senders';

/** What was tried of the senders that had a format first, each with tests of its own beside. */

const ip = '45.155.205.233';
const victim = '81.2.69.142';

const integrations = 'elastic/integrations, packages';

export const firstSenders: readonly Sender[] = [
  {
    format: 'crowdstrike-alert',
    source: `${integrations}/crowdstrike (alert)`,
    takes: ['fileHashValue 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f'],
    leaves: ['/device: own-asset', '/falcon_host_link: link'],
    tried: [
      tried(
        'victim',
        'whose address is that of the own host',
        change(['ioc_context', undefined], ['device', { hostname: 'pc1', external_ip: victim }]),
        { takes: [], leaves: ['/device: own-asset', '/falcon_host_link: link'] },
      ),
      tried(
        'unjudged',
        'whose file was merely seen',
        change(['ioc_context', undefined], ['sha256', 'ab'.repeat(32)], ['tactic', 'Persistence']),
        { takes: [], leaves: ['/device: own-asset', '/falcon_host_link: link', '/sha256: observed-only'] },
      ),
      tried('malformed', 'whose IOC has no type', change(['ioc_context/0/ioc_type', {}]), {
        takes: [],
        leaves: ['/device: own-asset', '/falcon_host_link: link', '/ioc_context/0: no-indicator'],
      }),
      tried(undefined, 'that is called a false positive', change(['resolution', 'false_positive']), {
        takes: [],
        leaves: [': closed-as-benign'],
      }),
    ],
  },
  {
    format: 'cisco-secure-endpoint',
    source: `${integrations}/cisco_secure_endpoint (event)`,
    takes: ['fileHashValue 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f'],
    leaves: ['/computer: own-asset'],
    tried: [
      tried(
        'victim',
        'whose computer has an address outside',
        change(
          ['file', undefined],
          ['computer/external_ip', victim],
          ['computer/network_addresses', [{ ip: victim }]],
        ),
        { takes: [], leaves: ['/computer: own-asset', ': no-indicator'] },
      ),
      tried('unjudged', 'whose file has no disposition', change(['file/disposition', undefined]), {
        takes: [],
        leaves: ['/computer: own-asset', '/file/identity/sha256: verdict-not-malicious'],
      }),
      tried('malformed', 'whose hash is an object', change(['file/identity/sha256', {}]), {
        takes: [],
        leaves: ['/computer: own-asset', ': no-indicator'],
      }),
    ],
  },
  {
    format: 'trend-vision-one',
    source: `${integrations}/trend_micro_vision_one (alert)`,
    takes: ['domainName cdn.other-host.top', 'url https://cdn.other-host.top/a'],
    leaves: ['/impactScope/entities/0: own-asset'],
    tried: [
      tried(
        'victim',
        'whose object is the address that was attacked',
        change(
          ['matchedIndicatorPatterns', []],
          ['indicators/0', { type: 'ip', field: 'endpointIp', value: victim }],
        ),
        { takes: [], leaves: ['/impactScope/entities/0: own-asset', '/indicators/0: observed-only'] },
      ),
      tried(
        'unjudged',
        'that no threat intelligence made',
        change(['matchedIndicatorPatterns', []], ['alertProvider', 'SAE']),
        { takes: [], leaves: ['/impactScope/entities/0: own-asset', '/indicators/0: observed-only'] },
      ),
      tried(
        'malformed',
        'whose pattern is none',
        change(['matchedIndicatorPatterns/0/pattern', '['], ['indicators', [7]]),
        {
          takes: [],
          leaves: [
            '/impactScope/entities/0: own-asset',
            '/indicators/0: item-not-an-object',
            '/matchedIndicatorPatterns/0: unsupported-pattern',
          ],
        },
      ),
      tried(undefined, 'that was found to be none', change(['investigationResult', 'False Positive']), {
        takes: [],
        leaves: [': closed-as-benign'],
      }),
    ],
  },
  {
    format: 'suricata',
    source: `${integrations}/suricata (eve)`,
    takes: ['networkDestinationIPv4 193.32.162.10'],
    leaves: ['/src_ip: own-asset'],
    tried: [
      tried(
        'victim',
        'whose rule calls the other end hostile',
        change(['src_ip', ip], ['dest_ip', victim], ['alert/metadata/hostile', ['src_ip']]),
        { takes: ['networkSourceIPv4 45.155.205.233'], leaves: ['/dest_ip: own-asset'] },
      ),
      tried('unjudged', 'whose rule says nothing of its ends', change(['alert/metadata', undefined]), {
        takes: [],
        leaves: ['/dest_ip: observed-only', '/src_ip: observed-only'],
      }),
      tried('malformed', 'whose ends are no text', change(['src_ip', {}], ['dest_ip', []]), {
        takes: [],
        leaves: [': no-indicator'],
      }),
    ],
  },
  {
    format: 'wazuh',
    source: 'wazuh/wazuh-documentation, malware-detection/virus-total-integration.rst',
    takes: [
      'fileHashValue b337af66512cbed1cd7083dc6afac784',
      'fileHashValue f232d28815f00b238d69440000cc0cedafa51b8c',
    ],
    leaves: ['/0/agent/ip: own-asset', '/0/data/srcip: observed-only', '/0/data/virustotal/permalink: link'],
    tried: [
      tried(
        'victim',
        'of a log that names its own addresses',
        change(['0/data', { srcip: victim, dstip: '10.0.0.7' }], ['0/rule/groups', ['sshd']]),
        {
          takes: [],
          leaves: ['/0/agent/ip: own-asset', '/0/data/dstip: observed-only', '/0/data/srcip: observed-only'],
        },
      ),
      tried(
        'unjudged',
        'whose report says how many looked, and nothing else',
        change(['0/data/virustotal/malicious', undefined], ['0/data/virustotal/positives', undefined]),
        {
          takes: [],
          leaves: [
            '/0/agent/ip: own-asset',
            '/0/data/srcip: observed-only',
            '/0/data/virustotal/permalink: link',
            '/0/data/virustotal/source/md5: observed-only',
            '/0/data/virustotal/source/sha1: observed-only',
          ],
        },
      ),
      tried('malformed', 'whose report is about an object', change(['0/data/virustotal/source', 7.5]), {
        takes: [],
        leaves: ['/0/agent/ip: own-asset', '/0/data/srcip: observed-only'],
      }),
    ],
  },
  {
    format: 'guardduty',
    source: `${integrations}/aws (guardduty)`,
    takes: ['networkDestinationIPv4 193.32.162.10'],
    leaves: ['/resource: own-asset'],
    tried: [
      tried(
        'victim',
        'that names the own end',
        change(
          ['service/action/networkConnectionAction/remoteIpDetails', undefined],
          ['service/action/networkConnectionAction/localIpDetails', { ipAddressV4: victim }],
        ),
        { takes: [], leaves: ['/resource: own-asset', ': no-indicator'] },
      ),
      tried(
        'unjudged',
        'of a type that condemns nothing, on no list',
        change(['service/evidence', undefined], ['type', 'Recon:EC2/PortProbeUnprotectedPort']),
        { takes: [], leaves: [': verdict-not-malicious'] },
      ),
      tried(
        'malformed',
        'whose other end is a number',
        change(['service/action/networkConnectionAction/remoteIpDetails/ipAddressV4', 7.5]),
        {
          takes: [],
          leaves: [
            '/resource: own-asset',
            '/service/action/networkConnectionAction/remoteIpDetails/ipAddressV4: observable-invalid',
          ],
        },
      ),
      tried(undefined, 'that is archived', change(['service/archived', true]), {
        takes: [],
        leaves: [': closed-as-benign'],
      }),
    ],
  },
  {
    format: 'chronicle',
    source: 'opencybersecurityalliance/stix-shifter, stix_shifter_modules/gcp_chronicle/tests',
    takes: ['fileHashValue f5d987e7a84c335725423149f6e45844c70a611eea99c712862fafdb898e81bb'],
    leaves: [
      '/detections/0/collectionElements/0/references/0/event/principal/0: own-asset',
      '/detections/0/collectionElements/0/references/0/event/target/hostname/0: special-use-domain',
      '/detections/0/collectionElements/0/references/0/event/target/ip/0: documentation-range',
      '/detections/0/collectionElements/0/references/0/event/target/url/0: special-use-domain',
      '/detections/0/detection/0/urlBackToProduct: link',
      '/detections/1/collectionElements/0/references/0/event/network/dns/questions/0/name: special-use-domain',
    ],
    tried: [
      tried(
        'victim',
        'whose verdict is on what came in to the own server',
        change([
          'detections',
          [
            {
              detection: [{ ruleId: 'ru_1' }],
              collectionElements: [
                {
                  references: [
                    {
                      event: {
                        network: { direction: 'INBOUND' },
                        securityResult: [{ threatVerdict: 'MALICIOUS' }],
                        principal: { ip: [ip] },
                        target: { ip: [victim] },
                      },
                    },
                  ],
                },
              ],
            },
          ],
        ]),
        {
          takes: [],
          leaves: [
            '/detections/0/collectionElements/0/references/0/event/principal: own-asset',
            '/detections/0/collectionElements/0/references/0/event/target/ip/0: own-asset',
          ],
        },
      ),
      tried(
        'unjudged',
        'without a verdict',
        change([
          'detections',
          [
            {
              detection: [{ ruleId: 'ru_1' }],
              collectionElements: [{ references: [{ event: { target: { ip: [ip] } } }] }],
            },
          ],
        ]),
        {
          takes: [],
          leaves: ['/detections/0/collectionElements/0/references/0/event: verdict-not-malicious'],
        },
      ),
      tried(
        'malformed',
        'whose events are none',
        change([
          'detections',
          [{ detection: [{ ruleId: 'ru_1' }], collectionElements: [{ references: [7.5] }] }],
        ]),
        { takes: [], leaves: ['/detections/0/collectionElements/0/references/0: item-not-an-object'] },
      ),
    ],
  },
  {
    format: 'mandiant',
    source: `${integrations}/ti_mandiant_advantage (threat_intelligence)`,
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
    source: `${integrations}/ti_abusech (malwarebazaar)`,
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
    source: `${integrations}/ti_abusech (threatfox, url)`,
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
    format: 'splunk',
    source: 'zulip/zulip, zerver/webhooks/splunk/fixtures; help.splunk.com, Use a webhook alert action',
    takes: [],
    leaves: [
      '/0/result/0/threat_match_value/0: documentation-range',
      '/0/results_link: link',
      '/1/result/url/0: special-use-domain',
    ],
    tried: [
      tried(
        'victim',
        'whose match is on the own end',
        change(
          ['0/result', { src_ip: victim, dest: '10.0.0.7', signature: 'a rule' }],
          ['1/result', { dest: victim }],
        ),
        {
          takes: [],
          leaves: [
            '/0/result/dest: observed-only',
            '/0/result/src_ip: observed-only',
            '/0/results_link: link',
            '/1/result/dest: observed-only',
          ],
        },
      ),
      tried(
        'unjudged',
        'whose row says no verdict',
        change(
          ['0/result', { url: 'https://evil-host.top/a' }],
          ['1/result', { url: 'https://evil-host.top/b' }],
        ),
        {
          takes: [],
          leaves: ['/0/result/url: observed-only', '/0/results_link: link', '/1/result/url: observed-only'],
        },
      ),
      tried(
        undefined,
        'whose values are real',
        change(['0/result/0/threat_match_value', [ip]], ['1/result/url', 'https://evil-host.top/a']),
        {
          takes: ['networkDestinationIPv4 45.155.205.233', 'url https://evil-host.top/a'],
          leaves: ['/0/results_link: link'],
        },
      ),
      tried(
        'malformed',
        'whose match is an object',
        change(['0/result/0/threat_match_value', {}], ['1/result/url', [{}]]),
        {
          takes: [],
          leaves: [
            '/0/result/0/threat_match_value: indicator-invalid',
            '/0/results_link: link',
            '/1: no-indicator',
          ],
        },
      ),
    ],
  },
  {
    format: 'elastic-alert',
    source: 'elastic/ecs, rfcs/text/0031/example-alert.json',
    takes: [],
    leaves: [
      '/alerts/0/host/ip: own-asset',
      '/alerts/0/threat/enrichments/0/indicator/ip/0: documentation-range',
      '/alerts/0/threat/enrichments/1/matched/atomic/0: special-use-domain',
    ],
    tried: [
      tried(
        'victim',
        'whose match is the own host',
        change(['alerts/0/threat/enrichments', []], ['alerts/0/source', { ip: victim }]),
        {
          takes: [],
          leaves: [
            '/alerts/0/destination/0/ip: observed-only',
            '/alerts/0/host/ip: own-asset',
            '/alerts/0/source/ip: observed-only',
          ],
        },
      ),
      tried(
        'unjudged',
        'that no threat feed matched',
        change(['alerts/0/threat', undefined], ['alerts/0/destination/0/ip', [ip]]),
        { takes: [], leaves: ['/alerts/0/destination/0/ip: observed-only', '/alerts/0/host/ip: own-asset'] },
      ),
      tried(
        undefined,
        'whose match is real',
        change(
          ['alerts/0/threat/enrichments/0/indicator/ip', [ip]],
          ['alerts/0/threat/enrichments/1/matched/atomic', ['evil-host.top']],
        ),
        {
          takes: ['domainName evil-host.top', 'networkIPv4 45.155.205.233'],
          leaves: ['/alerts/0/host/ip: own-asset'],
        },
      ),
      tried(
        'malformed',
        'whose match is an object',
        change([
          'alerts/0/threat/enrichments',
          [{ matched: { atomic: {}, field: 7 }, indicator: { type: 'ipv4-addr', ip: {} } }],
        ]),
        {
          takes: [],
          leaves: [
            '/alerts/0/destination/0/ip: observed-only',
            '/alerts/0/host/ip: own-asset',
            '/alerts/0/threat/enrichments/0: no-indicator',
          ],
        },
      ),
    ],
  },
];
