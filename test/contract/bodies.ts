/** For each format by name, a small body of our own of which it takes something; each says what it knows in words, too. */
export const bodies: Readonly<Record<string, unknown>> = (() => {
  const ip = '45.155.205.233';
  const domain = 'evil-host.top';
  const sha256 = 'ab'.repeat(32);
  const url = `https://${domain}/a`;
  const indicator = {
    type: 'indicator',
    spec_version: '2.1',
    id: 'indicator--11111111-1111-4111-8111-111111111111',
    name: 'a campaign',
    description: 'seen on a mail gateway',
    pattern: `[domain-name:value = '${domain}']`,
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00Z',
    valid_until: '2030-01-01T00:00:00Z',
    indicator_types: ['malicious-activity'],
    labels: ['campaign'],
    confidence: 80,
    object_marking_refs: ['marking-definition--f88d31f6-486f-44da-b317-01333bde0b82'],
    kill_chain_phases: [{ kill_chain_name: 'lockheed', phase_name: 'delivery' }],
    external_references: [{ source_name: 'report', url: 'https://reports.example/1' }],
  };
  return {
    'sentinel-upload': { sourcesystem: 'a feed', stixobjects: [indicator] },
    opencti: { event: 'create', data: { data: indicator, message: 'creates it' } },
    stix: { type: 'bundle', id: 'bundle--1', objects: [indicator] },
    misp: {
      Event: {
        uuid: '22222222-2222-4222-8222-222222222222',
        info: 'a campaign',
        threat_level_id: '1',
        Tag: [{ name: 'tlp:amber' }, { name: 'misp-galaxy:threat-actor="Bear"' }],
        Attribute: [
          {
            uuid: '33333333-3333-4333-8333-333333333333',
            type: 'ip-dst|port',
            category: 'Network activity',
            to_ids: true,
            value: `${ip}|443`,
            comment: 'a server',
            timestamp: '1780000000',
            Tag: [{ name: 'kill-chain:Delivery' }],
          },
        ],
      },
    },
    'elastic-alert': {
      'kibana.alert.rule.name': 'match with a feed',
      'kibana.alert.severity': 'high',
      'threat.tactic.name': ['Command and Control'],
      threat: {
        enrichments: [
          {
            indicator: {
              type: 'ipv4-addr',
              ip,
              description: 'a server',
              confidence: 'High',
              marking: { tlp: 'AMBER' },
              tags: ['c2'],
              provider: 'a feed',
            },
            matched: { atomic: ip, field: 'destination.ip' },
          },
        ],
      },
    },
    ecs: {
      threat: {
        indicator: {
          type: 'file',
          file: { hash: { sha256 }, name: 'a.exe' },
          description: 'a loader',
          confidence: 'High',
          marking: { tlp: ['AMBER'] },
          tags: ['loader'],
          provider: 'a feed',
        },
        feed: { name: 'a feed' },
        tactic: { name: ['Execution'] },
      },
      event: { severity: 3 },
    },
    otx: {
      id: 'p1',
      name: 'a campaign',
      TLP: 'amber',
      adversary: 'Bear',
      tags: ['campaign'],
      malware_families: ['Loader'],
      indicators: [{ type: 'domain', indicator: domain, role: 'c2', title: 'a server' }],
    },
    'abuse-ch': [
      {
        id: '7',
        ioc: `${ip}:443`,
        ioc_type: 'ip:port',
        threat_type: 'botnet_cc',
        malware: 'win.loader',
        malware_printable: 'Loader',
        confidence_level: 90,
        first_seen: '2026-01-01 00:00:00 UTC',
        reporter: 'someone',
        tags: ['loader'],
      },
    ],
    anomali: {
      itype: 'c2_ip',
      value: ip,
      type: 'ip',
      confidence: 90,
      classification: 'private',
      status: 'active',
      maltype: 'Loader',
      tlp: 'TLP:AMBER',
      tags: [{ name: 'c2' }],
      meta: { severity: 'high' },
    },
    'crowdstrike-intel': {
      indicator: domain,
      type: 'domain',
      malicious_confidence: 'high',
      labels: [{ name: 'ThreatType/C2' }],
      threat_types: ['Criminal'],
      kill_chains: ['Delivery'],
      malware_families: ['Loader'],
      actors: ['Bear'],
    },
    'azure-monitor': {
      schemaId: 'azureMonitorCommonAlertSchema',
      data: { essentials: { monitorCondition: 'Fired', severity: 'Sev1' } },
    },
    'sentinel-incident': {
      objectSchemaType: 'Incident',
      object: {
        type: 'Microsoft.SecurityInsights/incidents',
        properties: {
          title: 'an incident',
          severity: 'High',
          status: 'New',
          labels: [{ labelName: 'phishing' }],
          additionalData: { tactics: ['CommandAndControl'] },
          relatedEntities: [{ id: '/e/1', kind: 'Ip', properties: { address: ip } }],
        },
      },
    },
    'security-alert': {
      SystemAlertId: 'a1',
      AlertName: 'an alert',
      AlertSeverity: 'High',
      Status: 'New',
      Tactics: 'CommandAndControl',
      Entities: [{ $id: '1', Type: 'ip', Address: ip }],
    },
    'graph-alert': {
      '@odata.type': '#microsoft.graph.security.alert',
      title: 'an alert',
      severity: 'high',
      category: 'CommandAndControl',
      mitreTechniques: ['T1071'],
      evidence: [
        {
          '@odata.type': '#microsoft.graph.security.ipEvidence',
          verdict: 'malicious',
          roles: ['destination'],
          ipAddress: ip,
        },
      ],
    },
    'defender-endpoint': {
      machineId: 'm1',
      aadTenantId: 't1',
      title: 'an alert',
      severity: 'High',
      status: 'New',
      category: 'CommandAndControl',
      evidence: [{ entityType: 'Ip', ipAddress: ip }],
    },
    'defender-xdr': {
      time: '2026-01-01T00:00:00Z',
      tenantId: 't1',
      category: 'AdvancedHunting-AlertEvidence',
      properties: {
        EntityType: 'Ip',
        EvidenceRole: 'Related',
        RemoteIP: ip,
        Title: 'an alert',
        Severity: 'High',
        Categories: '["CommandAndControl"]',
        AdditionalFields: { LastVerdict: 'Malicious' },
      },
    },
    'defender-for-cloud': {
      type: 'Microsoft.Security/Locations/alerts',
      properties: {
        alertDisplayName: 'an alert',
        alertType: 'VM_Something',
        severity: 'High',
        status: 'Active',
        intent: 'CommandAndControl',
        entities: [{ $id: '1', type: 'ip', address: ip }],
      },
    },
    splunk: {
      sid: 's1',
      search_name: 'a threat list',
      results_link: 'https://splunk.example/r',
      result: {
        threat_match_field: 'dest',
        threat_match_value: ip,
        threat_category: 'c2',
        threat_group: 'a list',
        urgency: 'high',
      },
    },
    graylog: {
      event_definition_id: 'd1',
      event_definition_type: 'aggregation-v1',
      event_definition_title: 'a threat list',
      event: { priority: '3', fields: { dst_ip: ip, dst_ip_threat_indicated: 'true' } },
      backlog: [],
    },
    wazuh: {
      rule: { level: 12, description: 'a file', groups: ['virustotal'], mitre: { tactic: ['Execution'] } },
      agent: { id: '001', name: 'web01' },
      manager: { name: 'wazuh' },
      data: {
        virustotal: {
          malicious: '1',
          positives: '40',
          source: { sha256, file: '/tmp/a.exe' },
        },
      },
    },
    qradar: {
      offense_source: ip,
      offense_type: 0,
      magnitude: 4,
      source_network: 'other',
      status: 'OPEN',
      description: 'a scan',
      severity: 5,
      categories: ['Scan'],
    },
    'crowdstrike-stream': {
      metadata: { eventType: 'DetectionSummaryEvent', offset: 7, eventCreationTime: 1_780_000_000_000 },
      event: {
        IOCType: 'domain',
        IOCValue: domain,
        DetectName: 'a detection',
        Tactic: 'Command and Control',
        SeverityName: 'High',
      },
    },
    thehive: {
      operation: 'Creation',
      objectType: 'case_artifact',
      objectId: '~1',
      object: {
        dataType: 'domain',
        data: domain,
        ioc: true,
        tlp: 2,
        pap: 2,
        tags: ['c2'],
        message: 'a server',
        case: { title: 'a case', severity: 3, status: 'Open' },
      },
    },
    ocsf: {
      class_uid: 2004,
      category_uid: 2,
      activity_id: 1,
      metadata: { version: '1.1.0' },
      verdict_id: 2,
      finding_info: { title: 'a finding', attacks: [{ tactic: { name: 'Command and Control' } }] },
      evidences: [{ url: { url_string: url } }],
    },
    chronicle: {
      detections: [
        {
          detection: [{ ruleId: 'r1', ruleName: 'a rule' }],
          collectionElements: [
            {
              references: [
                {
                  event: {
                    target: { hostname: domain },
                    securityResult: [
                      {
                        threatVerdict: 'MALICIOUS',
                        category: ['NETWORK_COMMAND_AND_CONTROL'],
                        severity: 'HIGH',
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
    },
    cef: `CEF:0|Maker|Wall|1|100|malware blocked|8|act=blocked cat=malware request=${url}`,
    leef: `LEEF:1.0|Maker|Wall|1.0|malware|action=blocked\tcat=malware\turl=${url}`,
    tiIndicator: {
      action: 'block',
      targetProduct: 'Azure Sentinel',
      threatType: 'Malware',
      tlpLevel: 'green',
      expirationDateTime: '2030-01-01T00:00:00Z',
      description: 'seen on a mail gateway',
      domainName: domain,
      killChain: ['Delivery'],
      tags: ['campaign'],
    },
    'free-text': `seen: hxxps://${domain.replace('.', '[.]')}/a`,
  };
})();
