import { created, notAtDefender, type Sample } from './sample';

const md5 = '9a3f1c5be2d84f70a6c1e93b7d2f4810';
const sha256 = `${md5}5d7e0b1f4a6c8293e1b7d50c3f9a2468`;

/** One event of each family of formats: documents of threat intelligence, alerts, lines. Nothing in them is a real threat. */
export const familySamples = (): readonly Sample[] => [
  {
    name: 'STIX bundle',
    channel: 'http',
    body: {
      type: 'bundle',
      id: 'bundle--5a6e7c1e-3f3b-4a53-9a51-0d6f2b1c9e01',
      objects: [
        {
          type: 'indicator',
          spec_version: '2.1',
          id: 'indicator--0b1c2d3e-4f50-4a61-8b72-9c8d7e6f5a4b',
          created: '2026-01-01T00:00:00Z',
          modified: '2026-01-01T00:00:00Z',
          name: 'Loader of a sample campaign',
          pattern: `[file:hashes.MD5 = '${md5}' OR file:hashes.'SHA-256' = '${sha256}']`,
          pattern_type: 'stix',
          valid_from: '2026-01-01T00:00:00Z',
          indicator_types: ['malicious-activity'],
        },
        {
          type: 'indicator',
          spec_version: '2.1',
          id: 'indicator--1b1c2d3e-4f50-4a61-8b72-9c8d7e6f5a4c',
          created: '2026-01-01T00:00:00Z',
          modified: '2026-01-01T00:00:00Z',
          pattern: "[process:name LIKE 'sample%']",
          pattern_type: 'stix',
          valid_from: '2026-01-01T00:00:00Z',
        },
      ],
    },
    status: 200,
    expected: [notAtDefender, created, 'skipped'],
  },
  {
    name: 'MISP event',
    channel: 'queue',
    body: {
      Event: {
        uuid: '6f0d5f2e-8a54-4a0c-9c1c-2f6c0a4d7e11',
        info: 'Sample phishing wave',
        threat_level_id: '2',
        Tag: [{ name: 'tlp:green' }],
        Attribute: [
          {
            uuid: '6f0d5f2e-8a54-4a0c-9c1c-2f6c0a4d7e12',
            type: 'ip-dst|port',
            category: 'Network activity',
            value: '203.0.113.80|8443',
            to_ids: true,
          },
          {
            uuid: '6f0d5f2e-8a54-4a0c-9c1c-2f6c0a4d7e13',
            type: 'domain',
            category: 'Network activity',
            value: 'pay.sample-phish[.]example',
            to_ids: '1',
          },
          {
            uuid: '6f0d5f2e-8a54-4a0c-9c1c-2f6c0a4d7e14',
            type: 'domain',
            category: 'Network activity',
            value: 'victim.example',
            to_ids: false,
          },
        ],
      },
    },
    expected: [created, created, 'skipped'],
  },
  {
    name: 'ECS document',
    channel: 'http',
    body: {
      '@timestamp': '2026-01-01T00:00:00Z',
      event: { kind: 'enrichment', category: 'threat' },
      'threat.indicator.type': 'url',
      'threat.indicator.url.full': 'hxxp://cdn.sample-phish[.]example/kit.zip',
      threat: { indicator: { confidence: 'High', marking: { tlp: 'AMBER' } }, feed: { name: 'sample' } },
    },
    status: 201,
    expected: [created],
  },
  {
    name: 'Graph alert (alerts_v2)',
    channel: 'http',
    body: {
      id: 'da0000000000000000_1',
      title: 'Sample alert',
      severity: 'high',
      serviceSource: 'microsoftDefenderForEndpoint',
      detectionSource: 'antivirus',
      alertWebUrl: 'https://security.microsoft.com/alerts/da0000000000000000_1',
      evidence: [
        {
          '@odata.type': '#microsoft.graph.security.ipEvidence',
          verdict: 'malicious',
          ipAddress: '203.0.113.99',
        },
        {
          '@odata.type': '#microsoft.graph.security.ipEvidence',
          verdict: 'suspicious',
          ipAddress: '203.0.113.98',
        },
        {
          '@odata.type': '#microsoft.graph.security.deviceEvidence',
          verdict: 'unknown',
          deviceDnsName: 'pc-17.sample.example',
        },
      ],
    },
    status: 200,
    expected: [created, 'skipped', 'skipped'],
  },
  {
    name: 'Splunk alert',
    channel: 'http',
    body: {
      sid: 'scheduler__admin__search__sample_at_1',
      search_name: 'Threat match',
      app: 'search',
      owner: 'admin',
      results_link: 'https://splunk.sample.example/app/search/@go?sid=1',
      result: {
        threat_match_field: 'url',
        threat_match_value: 'http://203.0.113.66/login',
        src: '10.1.2.3',
        severity: 'high',
      },
    },
    status: 200,
    expected: ['skipped', created, 'skipped'],
  },
  {
    name: 'Sentinel incident',
    channel: 'http',
    body: {
      objectSchemaType: 'Incident',
      objectEventType: 'Create',
      workspaceInfo: { WorkspaceName: 'sample' },
      object: {
        type: 'Microsoft.SecurityInsights/Incidents',
        properties: {
          title: 'Sample incident',
          severity: 'High',
          status: 'New',
          incidentNumber: 7,
          relatedEntities: [
            { kind: 'Ip', properties: { address: '203.0.113.44' } },
            { kind: 'Url', properties: { url: 'hxxp://portal.sample-phish[.]example/x' } },
            { kind: 'Host', properties: { hostName: 'pc-17' } },
          ],
        },
      },
    },
    status: 200,
    expected: [created, created, 'skipped'],
  },
  {
    name: 'CEF line',
    channel: 'queue',
    body: {
      message:
        'CEF:0|Sample|Web Gateway|1.0|100|Malware blocked|9|act=blocked cat=malware src=10.1.2.3 ' +
        'request=http://203.0.113.55/dropper.exe fileHash=0123456789abcdef0123456789abcdee',
    },
    expected: [created, created, 'skipped'],
  },
];
