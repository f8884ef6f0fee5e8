import { formats } from '../../shared/formats';
import { eventWith } from '../pipeline/planned';
import { profileWith } from '../pipeline/profiles';
import { readAtOnce } from '../pipeline/read-at-once';

const environment = {
  formats,
  now: (): Date => new Date('2026-11-23T12:00:00.000Z'),
  identityScope: 'test',
  profile: profileWith({}),
};

/** How many indicators would be set, which is not how many are taken back. */
const setBy = (body: unknown): number =>
  readAtOnce(environment)(eventWith(body)).found.filter(({ indicator }) => indicator.isActive !== false)
    .length;

const [ip, host, sha256] = ['45.155.205.233', 'evil-host.top', 'ab'.repeat(32)];

const stix = {
  type: 'indicator',
  id: 'indicator--1',
  pattern_type: 'stix',
  pattern: `[domain-name:value = '${host}']`,
};

const attribute = { uuid: 'v', type: 'domain', category: 'c', to_ids: true, value: host };

const securityAlert = (entity: object, more: object = {}) => ({
  SystemAlertId: 'a',
  AlertType: 'X',
  AlertDisplayName: 'a beacon',
  Severity: 'High',
  Status: 'New',
  Entities: [{ $id: '1', Type: 'ip', Address: ip, ...entity }],
  ...more,
});

const graphAlert = (evidence: object, more: object = {}) => ({
  '@odata.type': '#microsoft.graph.security.alert',
  id: '1',
  serviceSource: 's',
  severity: 'high',
  evidence: [
    {
      '@odata.type': '#microsoft.graph.security.ipEvidence',
      verdict: 'malicious',
      ipAddress: ip,
      ...evidence,
    },
  ],
  ...more,
});

const incident = (entity: object, more: object = {}) => ({
  objectSchemaType: 'Incident',
  object: {
    properties: {
      title: 'a beacon',
      severity: 'High',
      status: 'Active',
      relatedEntities: [{ kind: 'Ip', properties: { address: ip, ...entity } }],
      ...more,
    },
  },
});

const falconAlert = (more: object) => ({
  composite_id: 'c:1',
  cid: 'c',
  severity_name: 'High',
  ioc_context: [{ ioc_type: 'domain', ioc_value: host }],
  ...more,
});

const threat = (more: object) => ({
  agentDetectionInfo: {},
  threatInfo: { confidenceLevel: 'malicious', sha256, ...more },
});

const finding = (more: object) => ({
  SchemaVersion: '2018-10-08',
  ProductArn: 'p',
  Types: ['TTPs/Command and Control'],
  ThreatIntelIndicators: [{ Type: 'DOMAIN', Value: host }],
  ...more,
});

const workbench = (more: object) => ({
  id: 'WB-1',
  workbenchLink: 'l',
  model: 'm',
  alertProvider: 'TI',
  impactScope: { entities: [] },
  matchedIndicatorPatterns: [{ pattern: `[domain-name:value = '${host}']` }],
  ...more,
});

const observable = (more: object, object: object = {}) => ({
  operation: 'create',
  objectType: 'case',
  objectId: '1',
  rootId: '1',
  object: { title: 't', artifacts: [{ dataType: 'domain', data: host, ioc: true }], ...object },
  ...more,
});

interface Exempting {
  readonly what: string;
  /** The body with a word, or without one. */
  readonly says: (word?: string) => unknown;
  readonly words: readonly string[];
}

/** Words that sources document for: it is gone, it is good, it is the victim, it is made up. */
const table: readonly Exempting[] = [
  {
    what: 'the role of evidence in Graph',
    says: (role = 'source') => graphAlert({ roles: [role] }),
    words: ['attacked', 'compromised', 'scanned'],
  },
  {
    what: 'the classification in Graph',
    says: (classification) => graphAlert({}, { classification }),
    words: ['falsePositive', 'informationalExpectedActivity'],
  },
  {
    what: 'the title in Graph',
    says: (title = 'a beacon') => graphAlert({}, { title }),
    words: ['[Test Alert] a beacon'],
  },
  {
    what: 'the verdict on an entity of a SecurityAlert',
    says: (LastVerdict) => securityAlert({ LastVerdict }),
    words: ['Clean', 'NoThreatsFound'],
  },
  {
    what: 'the role of an entity of a SecurityAlert',
    says: (role) => securityAlert({ Roles: role === undefined ? [] : [role] }),
    words: ['Attacked', 'Compromised'],
  },
  {
    what: 'the status of a SecurityAlert',
    says: (Status = 'New') => securityAlert({}, { Status }),
    words: ['Dismissed', 'Resolved'],
  },
  {
    what: 'the name of a SecurityAlert',
    says: (AlertDisplayName = 'a beacon') => securityAlert({}, { AlertDisplayName }),
    words: ['[SAMPLE ALERT] a beacon'],
  },
  {
    what: 'the verdict on an entity of an incident',
    says: (lastVerdict) => incident({ lastVerdict }),
    words: ['Clean', 'NoThreatsFound'],
  },
  {
    what: 'the classification of an incident',
    says: (classification) => incident({}, { classification }),
    words: ['FalsePositive', 'BenignPositive'],
  },
  {
    what: 'the title of an incident',
    says: (title = 'a beacon') => incident({}, { title }),
    words: ['[SAMPLE ALERT] a beacon', '[Sample] a beacon'],
  },
  {
    what: 'the action of Defender’s own indicator',
    says: (action = 'Block') => ({
      Indicators: [{ indicatorType: 'IpAddress', indicatorValue: ip, action }],
    }),
    words: ['Allowed', 'Allow'],
  },
  {
    what: 'the action of a row of Sentinel’s table',
    says: (Action = 'alert') => ({
      Type: 'ThreatIntelligenceIndicator',
      Action,
      NetworkIP: ip,
      ConfidenceScore: 80,
    }),
    words: ['allow'],
  },
  {
    what: 'the event of OpenCTI’s stream',
    says: (event = 'create') => ({ event, data: { data: stix, message: 'm' } }),
    words: ['delete'],
  },
  {
    what: 'the type of what OpenCTI’s stream holds',
    says: (type = 'create') => ({ type, data: stix, message: 'm', version: '4' }),
    words: ['delete', 'expire'],
  },
  {
    what: 'the action that MISP publishes',
    says: (action = 'add') => ({ Attribute: attribute, Event: { uuid: 'u', info: 'i' }, action }),
    words: ['delete', 'deleted', 'soft-delete', 'remove'],
  },
  {
    what: 'the mitigation of SentinelOne',
    says: (mitigationStatus = 'mitigated') => threat({ mitigationStatus }),
    words: ['marked_as_benign'],
  },
  {
    what: 'the verdict of SentinelOne’s analyst',
    says: (analystVerdict = 'undefined') => threat({ analystVerdict }),
    words: ['false_positive'],
  },
  {
    what: 'the status of a Falcon alert',
    says: (status = 'new') => falconAlert({ status }),
    words: ['false_positive'],
  },
  {
    what: 'the resolution of a Falcon alert',
    says: (resolution) => falconAlert({ resolution }),
    words: ['false_positive'],
  },
  {
    what: 'the state of a Security Hub record',
    says: (RecordState = 'ACTIVE') => finding({ RecordState }),
    words: ['ARCHIVED'],
  },
  {
    what: 'the workflow of Security Hub',
    says: (Status = 'NEW') => finding({ Workflow: { Status } }),
    words: ['SUPPRESSED'],
  },
  {
    what: 'the title in Security Hub',
    says: (Title = 'a peer') => finding({ Title }),
    words: ['[SAMPLE] a peer'],
  },
  {
    what: 'the result of a Workbench investigation',
    says: (investigationResult = 'No Findings') => workbench({ investigationResult }),
    words: ['False Positive', 'Benign True Positive'],
  },
  {
    what: 'the operation in TheHive',
    says: (operation = 'create') => observable({ operation }),
    words: ['delete'],
  },
  {
    what: 'the end of a case in TheHive',
    says: (resolutionStatus) => observable({}, { resolutionStatus }),
    words: ['FalsePositive'],
  },
];

const inAnyCase = (word: string): readonly string[] => [
  ...new Set([word, word.toLowerCase(), word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)]),
];

const said = table.flatMap(({ what, says, words }) =>
  words.flatMap(inAnyCase).map((word) => ({ what, word, body: says(word) })),
);

describe('a word that exempts an indicator', () => {
  it.each(table)('is missed where it is not there: $what', ({ says }) => {
    expect(setBy(says())).toBe(1);
  });

  it.each(said)('counts in any case: $what, $word', ({ body }) => {
    expect(setBy(body)).toBe(0);
  });
});
