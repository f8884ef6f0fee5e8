import { any, change, from, ip, md5, to, tried, url, victim, type Sender } from './sender';

/** SIEM and SOAR platforms, which gather the alerts of others. */
export const platformSenders: readonly Sender[] = [
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
    format: 'splunk-notable',
    source: 'docs.splunk.com, Enterprise Security: notable event fields',
    takes: [from],
    leaves: ['/results/0/dest: own-asset'],
    tried: [
      tried(
        'victim',
        'of an attack from outside',
        change(['results/0/dest', ip], ['results/0/src_ip', '10.0.0.4']),
        { leaves: ['/results/0/dest: own-asset', '/results/0/src_ip: not-public-address'] },
      ),
      tried(
        'unjudged',
        'that names no attack',
        change(['results/0/alert_type', 'anomaly'], ['results/0/search_name', 'Access - Rule']),
      ),
      tried(
        undefined,
        'by HEC',
        (sample: unknown) => ({
          time: 1,
          host: 'h',
          source: 'notable',
          event: (sample as { results: unknown[] }).results[0],
        }),
        { takes: [from] },
      ),
      tried('malformed', 'whose source is an object', change(['results/0/src_ip', {}])),
    ],
  },
  {
    format: 'splunk-soar',
    source: 'docs.splunk.com, SOAR platform: REST artifact, CEF field names',
    takes: [to, url, md5],
    leaves: ['/cef/destinationUserName: own-asset', '/cef/sourceAddress: own-asset'],
    tried: [
      tried(
        'victim',
        'whose destination is a source’s victim',
        change(['tags', ['malicious']], ['cef', { sourceAddress: ip, deviceHostname: 'pc-1' }]),
        { takes: [from], leaves: ['/cef/deviceHostname: own-asset'] },
      ),
      tried('unjudged', 'without a tag that judges', change(['tags', ['ioc']])),
      tried(undefined, 'that a playbook called benign', change(['tags', ['benign']])),
      tried('malformed', 'whose cef is text', change(['cef', 'x'])),
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
  {
    format: 'kibana-case',
    source: 'elastic.co, Kibana API: cases (observables)',
    takes: [any],
    leaves: ['/cases/0/observables/1/value: observed-only'],
    tried: [
      tried(
        'victim',
        'whose observables are hosts',
        change([
          'cases/0/observables',
          [{ typeKey: 'observable-type-hostname', value: 'pc-1.contoso.example' }],
        ]),
      ),
      tried(
        'unjudged',
        'whose observable has no note',
        change(['cases/0/observables/0/description', undefined]),
      ),
      tried('malformed', 'whose observables are text', change(['cases/0/observables', ['x', {}]])),
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
    format: 'udm-event',
    source: 'cloud.google.com, Google SecOps: UDM field list',
    takes: [to],
    leaves: ['/events/0/principal: own-asset'],
    tried: [
      tried('victim', 'whose traffic came in', change(['events/0/network', { direction: 'INBOUND' }]), {
        leaves: ['/events/0/principal: own-asset', '/events/0/target/ip/0: own-asset'],
      }),
      tried('unjudged', 'without a verdict', change(['events/0/securityResult', [{ summary: 'seen' }]])),
      tried('malformed', 'whose target is text', change(['events/0/target', ['x']])),
    ],
  },
];
