import { any, change, md5, sha1, sha256, tried, victim, type Sender } from './sender';

/** Endpoint protection: what its alerts, events and indicators come to. */
export const endpointSenders: readonly Sender[] = [
  {
    format: 'crowdstrike-alert',
    source: 'elastic/integrations, packages/crowdstrike (alert)',
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
    format: 'crowdstrike-ioc',
    source: 'elastic/integrations, packages/ti_crowdstrike (ioc)',
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
        'that an analyst calls so in the words of the console',
        change(['data/0/threatInfo/analystVerdict', 'False Positive']),
      ),
      tried(
        undefined,
        'that was marked as benign',
        change(['data/0/threatInfo/mitigationStatus', 'marked_as_benign']),
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
        undefined,
        'of one event, as the details of an incident have it',
        (sample: unknown) => {
          const { alerts } = sample as { readonly alerts: readonly { readonly events: readonly object[] }[] };
          return { alerts: alerts.map(({ events, ...alert }) => ({ ...alert, ...events[0] })) };
        },
        {
          takes: [sha256, md5],
          leaves: [
            '/alerts/0/causality_actor_process_image_sha256: observed-only',
            '/alerts/0/action_remote_ip: observed-only',
            '/alerts/0/action_local_ip: own-asset',
            '/alerts/0/host_ip/0: own-asset',
            '/alerts/0/host_name: own-asset',
          ],
        },
      ),
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
    format: 'cisco-secure-endpoint',
    source: 'elastic/integrations, packages/cisco_secure_endpoint (event)',
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
    source: 'elastic/integrations, packages/trend_micro_vision_one (alert)',
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
];
