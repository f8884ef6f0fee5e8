/** What was tried of each sender: whose documentation or repository has the shape, what comes of it, and what nothing may come of. */

export interface Tried {
  readonly what: string;
  readonly kind?: 'victim' | 'unjudged' | 'malformed';
  /** A body, or what is made of the sender's sample (test/samples/FORMAT.json). */
  readonly body: object | string | ((sample: unknown) => unknown);
  readonly takes?: readonly string[];
  /** Where it is said: what is left, and no more. */
  readonly leaves?: readonly string[];
  readonly suspicious?: true;
}

export interface Sender {
  readonly format: string;
  readonly source: string;
  readonly takes: readonly string[];
  readonly leaves: readonly string[];
  readonly tried: readonly Tried[];
}

const ip = '45.155.205.233';
const sha256 = `fileHashValue ${'ab'.repeat(32)}`;
const sha1 = `fileHashValue ${'cd'.repeat(20)}`;
const md5 = `fileHashValue ${'ef'.repeat(16)}`;
const domain = 'domainName evil-host.top';
const url = 'url https://evil-host.top/a';
const to = `networkDestinationIPv4 ${ip}`;
const from = `networkSourceIPv4 ${ip}`;
const any = `networkIPv4 ${ip}`;

type Container = Record<string, unknown>;

/** The sample with other values at some ways; undefined takes the member away. */
export const change =
  (...changes: readonly (readonly [way: string, value: unknown])[]) =>
  (sample: unknown): unknown => {
    const copy: unknown = structuredClone(sample);
    for (const [way, value] of changes) {
      const names = way.split('/');
      const last = names.pop() ?? '';
      const holder = names.reduce<Container>((inner, name) => inner[name] as Container, copy as Container);
      if (value === undefined) Reflect.deleteProperty(holder, last);
      else holder[last] = value;
    }
    return copy;
  };

export const tried = (
  kind: Tried['kind'],
  what: string,
  body: Tried['body'],
  more: Partial<Tried> = {},
): Tried => ({
  what,
  body,
  ...(kind === undefined ? {} : { kind }),
  ...more,
});

const falcon = 'elastic/integrations, packages/ti_crowdstrike (ioc)';

export const senders: readonly Sender[] = [
  {
    format: 'crowdstrike-ioc',
    source: falcon,
    takes: [sha256, any],
    leaves: ['/resources/2/value: called-benign'],
    tried: [
      tried(
        'victim',
        'whose type is a thing of one’s own',
        change(['resources', [{ type: 'hostname', value: 'pc-1', action: 'detect', platforms: [] }]]),
        {
          leaves: ['/resources/0/value: unsupported-type'],
        },
      ),
      tried(
        'unjudged',
        'whose action does nothing',
        change(['resources/0/action', 'no_action'], ['resources/1/action', '']),
        {
          takes: [],
          leaves: [
            '/resources/0/value: verdict-not-malicious',
            '/resources/1/value: observed-only',
            '/resources/2/value: called-benign',
          ],
        },
      ),
      tried(
        'malformed',
        'whose value is no text',
        change(['resources', [{ type: 'md5', value: {}, action: 'detect', platforms: [] }]]),
        {
          leaves: ['/resources/0/value: indicator-invalid'],
        },
      ),
      tried(undefined, 'that has expired is taken back', change(['resources/1/expired', true]), {
        takes: [sha256, `-${any}`],
      }),
      tried(undefined, 'that was deleted is taken back', change(['resources/0/deleted', true]), {
        takes: [`-${sha256}`, any],
      }),
    ],
  },
  {
    format: 'sentinelone-threat',
    source: 'elastic/integrations, packages/sentinel_one (threat)',
    takes: [sha256, sha1],
    leaves: [
      '/data/0/agentDetectionInfo: own-asset',
      '/data/0/agentRealtimeInfo: own-asset',
      '/data/0/threatInfo/originatorProcess: observed-only',
    ],
    tried: [
      tried(
        'victim',
        'whose file is one of Windows',
        change(
          ['data/0/threatInfo/isValidCertificate', true],
          ['data/0/threatInfo/publisherName', 'MICROSOFT WINDOWS'],
        ),
      ),
      tried('victim', 'that has no file', change(['data/0/threatInfo/isFileless', true])),
      tried('unjudged', 'without a verdict', change(['data/0/threatInfo/confidenceLevel', undefined])),
      tried(
        undefined,
        'that an analyst calls a false positive',
        change(['data/0/threatInfo/analystVerdict', 'false_positive']),
      ),
      tried(
        undefined,
        'that is suspicious, where the profile takes those',
        change(['data/0/threatInfo/confidenceLevel', 'suspicious']),
        { takes: [sha256, sha1], suspicious: true },
      ),
      tried(
        'malformed',
        'whose hash is an object',
        change(['data/0/threatInfo/sha256', { a: 1 }], ['data/0/threatInfo/sha1', 7.5]),
      ),
    ],
  },
  {
    format: 'sentinelone-star',
    source:
      'Management API 2.1, cloud-detection/alerts; panther-labs/panther-analysis, rules/sentinelone_rules',
    takes: [any, sha256, sha1, md5],
    leaves: [
      '/data/0/alertInfo/dstIp: observed-only',
      '/data/0/sourceParentProcessInfo: observed-only',
      '/data/0/targetProcessInfo: observed-only',
      '/data/0/alertInfo/srcIp: own-asset',
      '/data/0/agentDetectionInfo: own-asset',
    ],
    tried: [
      tried(
        'victim',
        'whose process is signed by Microsoft',
        change(
          ['data/0/sourceProcessInfo/fileSignerIdentity', 'MICROSOFT WINDOWS'],
          ['data/0/alertInfo/tiIndicatorValue', null],
          ['data/0/alertInfo/tiIndicatorType', null],
        ),
      ),
      tried(
        'unjudged',
        'whose rule treats nothing as a threat',
        change(['data/0/ruleInfo/treatAsThreat', 'UNDEFINED']),
        { takes: [any] },
      ),
      tried(
        undefined,
        'that is a false positive',
        change(['data/0/alertInfo/analystVerdict', 'False positive']),
      ),
      tried(
        'malformed',
        'whose indicator has no value',
        change(['data/0/alertInfo/tiIndicatorValue', []], ['data/0/sourceProcessInfo', 'x']),
      ),
    ],
  },
  {
    format: 'cortex-alert',
    source: 'elastic/integrations, packages/panw_cortex_xdr (alerts)',
    takes: [sha256, md5],
    leaves: [
      '/alerts/0/events/0/causality_actor_process_image_sha256: observed-only',
      '/alerts/0/events/0/action_remote_ip: observed-only',
      '/alerts/0/events/0/action_local_ip: own-asset',
      '/alerts/0/host_ip/0: own-asset',
      '/alerts/0/host_name: own-asset',
    ],
    tried: [
      tried(
        'victim',
        'whose process is signed by Microsoft',
        change(['alerts/0/events/0/actor_process_signature_vendor', 'Microsoft Corporation']),
      ),
      tried(
        'unjudged',
        'of an analytics rule',
        change(['alerts/0/category', 'Discovery'], ['alerts/0/name', 'Multiple discovery commands']),
      ),
      tried(
        undefined,
        'that was resolved as false',
        change(['alerts/0/resolution_status', 'STATUS_060_RESOLVED_FALSE_POSITIVE']),
      ),
      tried(
        undefined,
        'in the answer of the API',
        (sample: unknown) => ({ reply: { total_count: 1, result_count: 1, ...(sample as object) } }),
        { takes: [sha256, md5] },
      ),
      tried('malformed', 'whose events are text', change(['alerts/0/events', ['x', null]])),
    ],
  },
  {
    format: 'cortex-incident',
    source: 'demisto/content, Packs/CortexXDR (get_incident_extra_data)',
    takes: [sha256],
    leaves: [
      '/file_artifacts/data/1/file_sha256: observed-only',
      '/network_artifacts/data/0/network_remote_ip: observed-only',
    ],
    tried: [
      tried(
        'victim',
        'whose only bad file is one of Windows',
        change(['file_artifacts/data/0/file_signature_vendor_name', 'Microsoft Corporation']),
      ),
      tried(
        'unjudged',
        'whose file is unknown',
        change(
          ['file_artifacts/data/0/file_wildfire_verdict', 'UNKNOWN'],
          ['file_artifacts/data/0/is_malicious', null],
        ),
      ),
      tried(undefined, 'that is a false positive', change(['incident/status', 'resolved_false_positive'])),
      tried(
        undefined,
        'that has its lists bare',
        change(['file_artifacts', [{ file_sha256: 'ab'.repeat(32), file_wildfire_verdict: 'MALWARE' }]]),
        { takes: [sha256] },
      ),
      tried('malformed', 'whose artifacts are numbers', change(['file_artifacts/data', [1, null]])),
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
    format: 'proofpoint-tap',
    source: 'demisto/content, Packs/ProofpointTAP; help.proofpoint.com, SIEM API',
    takes: [sha256, sha256, md5, url],
    leaves: [
      '/clicksPermitted/0/clickIP: own-asset',
      '/clicksPermitted/0/recipient: own-asset',
      '/clicksPermitted/0/sender: observed-only',
      '/clicksPermitted/0/senderIP: observed-only',
      '/messagesBlocked/0/messageParts/1/md5: observed-only',
      '/messagesBlocked/0/messageParts/1/sha256: observed-only',
      '/messagesBlocked/0/recipient/0: own-asset',
      '/messagesBlocked/0/sender: observed-only',
      '/messagesBlocked/0/senderIP: observed-only',
      '/messagesBlocked/0/threatsInfoMap/1/threat: called-benign',
    ],
    tried: [
      tried('victim', 'whose click is of the own network alone', {
        clicksBlocked: [
          {
            url: 'https://evil-host.top/a',
            threatStatus: 'falsePositive',
            classification: 'phish',
            clickIP: ip,
            clickTime: '2026-11-20T10:00:00Z',
          },
        ],
      }),
      tried('unjudged', 'whose threat has no status', {
        messagesBlocked: [
          {
            GUID: 'g',
            threatsInfoMap: [{ threat: 'evil-host.top', threatType: 'url', classification: 'phish' }],
          },
        ],
      }),
      tried(undefined, 'that is spam', {
        messagesBlocked: [
          {
            GUID: 'g',
            threatsInfoMap: [
              { threat: 'evil-host.top', threatType: 'url', classification: 'spam', threatStatus: 'active' },
            ],
          },
        ],
      }),
      tried(
        'malformed',
        'whose threats are text',
        { messagesBlocked: [{ GUID: 'g', threatsInfoMap: ['x', { threatType: 'url' }] }] },
        {
          leaves: [
            '/messagesBlocked/0/threatsInfoMap/0: item-not-an-object',
            '/messagesBlocked/0/threatsInfoMap/1: indicator-invalid',
          ],
        },
      ),
    ],
  },
  {
    format: 'security-hub',
    source: 'elastic/integrations, packages/aws (securityhub_findings)',
    takes: [domain, to],
    leaves: ['/findings/0/Resources/0: own-asset'],
    tried: [
      tried(
        undefined,
        'by EventBridge and SNS',
        (sample: unknown) => ({
          Type: 'Notification',
          MessageId: 'm',
          TopicArn: 'arn:aws:sns:eu-west-1:1:t',
          Message: JSON.stringify({
            id: '1',
            source: 'aws.securityhub',
            'detail-type': 'Security Hub Findings - Imported',
            detail: sample,
          }),
        }),
        { takes: [domain, to] },
      ),
      tried(
        'victim',
        'that is about a configuration',
        change(
          ['findings/0/Types', ['Software and Configuration Checks/Vulnerabilities/CVE']],
          ['findings/0/ThreatIntelIndicators', []],
        ),
      ),
      tried(
        'unjudged',
        'without types',
        change(['findings/0/Types', undefined], ['findings/0/ThreatIntelIndicators', undefined]),
      ),
      tried(undefined, 'that is archived', change(['findings/0/RecordState', 'ARCHIVED']), {
        leaves: ['/findings/0: closed-as-benign'],
      }),
      tried(undefined, 'that is a sample', change(['findings/0/Sample', true]), {
        leaves: ['/findings/0: simulated-alert'],
      }),
      tried(
        'malformed',
        'whose indicators are text',
        change(['findings/0/ThreatIntelIndicators', ['x']], ['findings/0/Action', 7]),
      ),
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
  {
    format: 'okta',
    source: 'panther-labs/panther-analysis, rules/okta_rules; developer.okta.com, System Log and event hooks',
    takes: [from],
    leaves: ['/data/events/0/actor: own-asset'],
    tried: [
      tried('victim', 'of a login', change(['data/events/0/eventType', 'user.session.start']), {
        leaves: ['/data/events/0/actor: own-asset', '/data/events/0/client/ipAddress: observed-only'],
      }),
      tried(
        'unjudged',
        'that was only logged',
        change(['data/events/0/outcome', { result: 'ALLOW' }], ['data/events/0/debugContext', {}]),
      ),
      tried('malformed', 'whose client is text', change(['data/events/0/client', ['x']])),
    ],
  },
  {
    format: 'sophos-central',
    source: 'elastic/integrations, packages/sophos_central (event)',
    takes: [sha256],
    leaves: [
      '/items/0/core_remedy_items/items/0: observed-only',
      '/items/0/location: own-asset',
      '/items/0/source: own-asset',
      '/items/0/source_info: own-asset',
    ],
    tried: [
      tried('victim', 'about a user', change(['items/0/type', 'Event::Endpoint::UserAutoCreated'])),
      tried(
        'unjudged',
        'of an application that is unwanted',
        change(['items/0/type', 'Event::Endpoint::CorePuaDetection']),
      ),
      tried('malformed', 'whose hash is an object', change(['items/0/appSha256', {}])),
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
];
