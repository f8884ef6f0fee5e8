import { any, change, domain, ip, sha256, to, tried, url, victim, type Sender } from './sender';

/** Firewalls, sensors and resolvers, which see traffic. */
export const networkSenders: readonly Sender[] = [
  {
    format: 'pan-threat',
    source:
      'docs.paloaltonetworks.com, Strata Logging Service: threat log, default JSON fields; ExabeamLabs/Content-Doc',
    takes: [url, to, sha256],
    leaves: [
      '/0/DestinationAddress: observed-only',
      '/0/SourceAddress: own-asset',
      '/1/SourceAddress: own-asset',
      '/2/DestinationAddress: observed-only',
      '/2/SourceAddress: own-asset',
    ],
    tried: [
      tried('victim', 'of an exploit', {
        LogType: 'THREAT',
        Subtype: 'vulnerability',
        ThreatCategory: 'code-execution',
        SourceAddress: ip,
        DestinationAddress: '81.2.69.143',
        DirectionOfAttack: 'client to server',
      }),
      tried('victim', 'of a DNS signature, whose destination is a resolver', {
        LogType: 'THREAT',
        Subtype: 'spyware',
        ThreatCategory: 'dns-c2',
        DestinationAddress: '9.9.9.9',
        DirectionOfAttack: 'client to server',
      }),
      tried('unjudged', 'of a page without a category', {
        LogType: 'THREAT',
        Subtype: 'url',
        URL: 'evil-host.top/a',
        DirectionOfAttack: 'client to server',
      }),
      tried('malformed', 'whose URL is an object', {
        LogType: 'THREAT',
        Subtype: 'url',
        URL: {},
        URLCategory: 'malware',
      }),
    ],
  },
  {
    format: 'fortigate',
    source:
      'docs.fortinet.com, FortiOS log message reference; elastic/integrations, packages/fortinet_fortigate',
    takes: ['url https://evil-host.top/index.php'],
    leaves: ['/message/devname: own-asset', '/message/dstip: observed-only', '/message/srcip: own-asset'],
    tried: [
      tried(
        'victim',
        'of an attack from outside',
        'date=2026-11-28 time=16:29:45 logid="0419016384" type="utm" subtype="ips" srcip=45.155.205.233 dstip=81.2.69.143 direction="incoming" action="dropped" attack="A.Exploit"',
      ),
      tried('unjudged', 'of a category of content', {
        logid: '0316013056',
        type: 'utm',
        subtype: 'webfilter',
        hostname: 'evil-host.top',
        url: '/',
        action: 'blocked',
        catdesc: 'Games',
      }),
      tried(undefined, 'that was let through', {
        logid: '1',
        type: 'utm',
        subtype: 'webfilter',
        hostname: 'evil-host.top',
        url: '/',
        action: 'passthrough',
        catdesc: 'Phishing',
      }),
      tried(
        undefined,
        'as lines',
        'date=2026-11-28 time=16:29:45 logid="1" type="utm" subtype="dns" qname="evil-host.top" action="block" catdesc="Phishing"\ndate=2026-11-28 time=16:29:46 logid="2" type="traffic" subtype="forward" srcip=10.0.0.4 dstip=45.155.205.233 action="close"',
        { takes: [domain] },
      ),
      tried(
        undefined,
        'of a virus',
        {
          logid: '1',
          type: 'utm',
          subtype: 'virus',
          virus: 'W32/Loader',
          filename: 'a.exe',
          analyticscksum: 'ab'.repeat(32),
          action: 'blocked',
          dstip: ip,
        },
        { takes: [sha256] },
      ),
      tried(
        'malformed',
        'without a field',
        'date=2026-11-28 time=16:29:45 logid="1" type="utm" subtype="webfilter" hostname="evil',
      ),
    ],
  },
  {
    format: 'suricata',
    source: 'elastic/integrations, packages/suricata (eve)',
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
    format: 'security-onion',
    source: 'docs.securityonion.net, Suricata alerts in ECS; elastic/integrations, packages/suricata',
    takes: [to],
    leaves: ['/source.ip: own-asset'],
    tried: [
      tried(
        'victim',
        'whose rule calls the source hostile',
        change(
          ['message', JSON.stringify({ alert: { metadata: { hostile: ['src_ip'] } } })],
          ['source.ip', '45.155.205.234'],
          ['destination.ip', '81.2.69.143'],
        ),
        {
          takes: ['networkSourceIPv4 45.155.205.234'],
          leaves: ['/destination.ip: own-asset'],
        },
      ),
      tried('unjudged', 'whose rule says nothing', change(['message', undefined]), {
        leaves: ['/destination.ip: observed-only', '/source.ip: observed-only'],
      }),
      tried('malformed', 'whose message is no JSON', change(['message', '{"alert"'])),
    ],
  },
  {
    format: 'zeek-intel',
    source: 'docs.zeek.org, base/frameworks/intel/main.zeek (Intel::Info)',
    takes: [domain],
    leaves: [],
    tried: [
      tried(
        'victim',
        'that matched a user',
        change(['seen.indicator_type', 'Intel::USER_NAME'], ['seen.indicator', 'admin']),
      ),
      tried('unjudged', 'without an indicator', change(['seen.indicator', undefined])),
      tried(
        undefined,
        'nested',
        { seen: { indicator: ip, indicator_type: 'Intel::ADDR' }, sources: ['a list'] },
        { takes: [any] },
      ),
      tried('malformed', 'whose indicator is a list of objects', change(['seen.indicator', [{}]])),
    ],
  },
  {
    format: 'umbrella',
    source: 'demisto/content, Packs/Cisco-umbrella-reporting (activity)',
    takes: [domain],
    leaves: [
      '/data/0/externalip: own-asset',
      '/data/0/identities/0: own-asset',
      '/data/0/internalip: own-asset',
    ],
    tried: [
      tried(
        'victim',
        'of a category of content',
        change(['data/0/categories', [{ label: 'Search Engines', type: 'content' }]], ['data/0/threats', []]),
      ),
      tried('unjudged', 'without categories', change(['data/0/categories', []], ['data/0/threats', []])),
      tried('malformed', 'whose domain is a list of numbers and objects', change(['data/0/domain', [{}]])),
    ],
  },
  {
    format: 'vectra',
    source: 'elastic/integrations, packages/vectra_detect (host detection)',
    takes: [to, domain],
    leaves: ['/headend_addr: own-asset', '/host_ip: own-asset', '/host_name: own-asset'],
    tried: [
      tried(
        'victim',
        'of a move inside the network',
        change(['category', 'LATERAL MOVEMENT'], ['dd_dst_dns', '']),
      ),
      tried('unjudged', 'of a model alone', change(['d_type', 'hidden_dns_tunnel_cnc'])),
      tried(
        undefined,
        'of a model, where the profile takes what is suspicious',
        change(['d_type', 'hidden_https_tunnel_cnc']),
        { takes: [to, domain], suspicious: true },
      ),
      tried(undefined, 'that was triaged', change(['triaged', true])),
      tried(undefined, 'that was triaged, as text', change(['triaged', 'true'])),
      tried('malformed', 'whose destination is an object', change(['dd_dst_ip', {}], ['dd_dst_dns', [[]]])),
    ],
  },
  {
    format: 'darktrace',
    source: 'elastic/integrations, packages/darktrace (model breach)',
    takes: [to, domain],
    leaves: ['/device: own-asset'],
    tried: [
      tried(
        'victim',
        'of a model about the device',
        change([
          'triggeredComponents/0/triggeredFilters',
          [{ filterType: 'Internal destination device name', trigger: { value: 'srv-1' } }],
        ]),
      ),
      tried(
        'unjudged',
        'of a model alone',
        change(
          ['triggeredComponents/0/triggeredFilters/0/filterType', 'Rare domain'],
          ['model/category', 'Informational'],
        ),
      ),
      tried(
        'malformed',
        'whose filters are text',
        change(['triggeredComponents', ['x', { triggeredFilters: ['y'] }]]),
      ),
    ],
  },
];
