import { formats } from '../../shared/formats';
import { threatTypes } from '../../shared/codec/members';
import { readAtOnce } from '../pipeline/read-at-once';
import { eventWith } from '../pipeline/planned';
import { bodies } from './bodies';
import { profileWith } from '../pipeline/profiles';

const read = (body: unknown, guard: object = {}, more: object = {}) =>
  readAtOnce({
    formats,
    now: () => new Date('2026-11-23T12:00:00.000Z'),
    identityScope: 'test',
    profile: profileWith({ guard, ...more }),
  })(eventWith(body));

const host = 'evil-host.top';

const indicator = (more: object) => ({
  type: 'indicator',
  id: 'indicator--1',
  pattern: `[domain-name:value = '${host}']`,
  pattern_type: 'stix',
  ...more,
});

/** Where each format that has labels or tags carries them. */
const carriers: readonly (readonly [string, (tag: string) => unknown])[] = [
  ['stix', (tag) => indicator({ labels: ['campaign', tag] })],
  ['sentinel-upload', (tag) => ({ sourcesystem: 'a', stixobjects: [indicator({ labels: [tag] })] })],
  [
    'opencti',
    (tag) => ({
      node: {
        entity_type: 'Indicator',
        pattern: `[domain-name:value = '${host}']`,
        objectLabel: [{ value: tag }],
      },
    }),
  ],
  [
    'misp',
    (tag) => ({
      Event: {
        uuid: 'u',
        info: 'a',
        Attribute: [
          { uuid: 'v', type: 'domain', category: 'c', to_ids: true, value: host, Tag: [{ name: tag }] },
        ],
      },
    }),
  ],
  ['ecs', (tag) => ({ threat: { indicator: { type: 'domain-name', url: { domain: host }, tags: [tag] } } })],
  ['otx', (tag) => ({ name: 'a', tags: [tag], indicators: [{ type: 'domain', indicator: host }] })],
  ['abuse-ch', (tag) => [{ ioc: host, ioc_type: 'domain', threat_type: 'botnet_cc', tags: [tag] }]],
  ['anomali', (tag) => ({ itype: 'c2_domain', value: host, confidence: 1, tags: [{ name: tag }] })],
  [
    'crowdstrike-intel',
    (tag) => ({ indicator: host, type: 'domain', malicious_confidence: 'high', labels: [{ name: tag }] }),
  ],
  [
    'thehive',
    (tag) => ({
      operation: 'Creation',
      objectType: 'a',
      objectId: '1',
      object: { dataType: 'domain', data: host, ioc: true, tags: [tag] },
    }),
  ],
];

/** Where formats have tags of what an indicator stands in. */
const holders: readonly (readonly [string, (tag: string) => unknown])[] = [
  [
    'elastic-alert',
    (tag) => ({
      'kibana.alert.rule.name': 'a',
      'kibana.alert.uuid': 'u',
      tags: [tag],
      threat: { enrichments: [{ indicator: { type: 'domain-name', url: { domain: host } } }] },
    }),
  ],
  [
    'ecs, on the document',
    (tag) => ({ tags: [tag], threat: { indicator: { type: 'domain-name', url: { domain: host } } } }),
  ],
  [
    'splunk',
    (tag) => ({
      sid: 's',
      results_link: 'l',
      result: { threat_match_field: 'query', threat_match_value: host, tag: [tag] },
    }),
  ],
  [
    'graylog',
    (tag) => ({
      event_definition_id: 'd',
      event_definition_type: 't',
      event: { fields: { query: host, query_threat_indicated: true, tags: tag } },
    }),
  ],
  [
    'thehive, on the case',
    (tag) => ({
      operation: 'Creation',
      objectType: 'a',
      objectId: '1',
      object: { dataType: 'domain', data: host, ioc: true, case: { tags: [tag] } },
    }),
  ],
];

const tlpOnly: readonly (readonly [string, (tag: string) => unknown])[] = [
  ...holders,
  ['cef', (tag) => `CEF:0|M|W|1|1|malware|8|act=blocked request=${host} cs1Label=tlp cs1=${tag}`],
  ['leef', (tag) => `LEEF:1.0|M|W|1|malware|action=blocked\turl=${host}\ttlp=${tag}`],
];

const spellings: readonly (readonly [string, string])[] = [
  ['tlp:red', 'red'],
  ['TLP RED', 'red'],
  ['tlp-red', 'red'],
  ['[TLP:RED]', 'red'],
  ['TLP: Red', 'red'],
  ['tlp_red', 'red'],
  ['tlp="red"', 'red'],
  ['ＴＬＰ：ＲＥＤ', 'red'],
  ['traffic-light-protocol:red', 'red'],
  ['TLP 2.0:RED', 'red'],
  ['TLP:AMBER+STRICT', 'amber'],
  ['tlp:green', 'green'],
  ['misp tlp:white', 'white'],
  ['tlp:clear', 'white'],
];

describe.each(tlpOnly)('a tag of %s', (_, body) => {
  it.each(['tlp:red', 'TLP RED', '[TLP:RED]'])('is heeded: %s', (tag) => {
    const { found, left } = read(body(tag));
    expect(found).toEqual([]);
    expect(left.map(({ reason }) => reason.code)).toContain('tlp-red');
  });
});

describe.each(holders)('a tag of %s', (_, body) => {
  it.each(['whitelist', 'Benign', 'false-positive'])('takes the indicator back: %s', (tag) => {
    const { found, left } = read(body(tag));
    expect(found).toEqual([]);
    expect(left.map(({ reason }) => reason.code)).toContain('called-benign');
  });

  it('says nothing else', () => {
    expect(read(body('campaign')).found).toHaveLength(1);
  });
});

describe.each(carriers)('a label or tag of %s', (_, body) => {
  it.each(spellings)('is a TLP: %s', (tag, level) => {
    expect(read(body(tag), { tlpRed: 'take' }).found.map(({ indicator: { tlpLevel } }) => tlpLevel)).toEqual([
      level,
    ]);
    expect(read(body(tag)).left.map(({ reason }) => reason.code)).toEqual(level === 'red' ? ['tlp-red'] : []);
  });

  it.each(['red', 'team-red', 'tlp:ex:chr', 'tlp', 'redirect', 'tlp-redirect'])('is none: %s', (tag) => {
    expect(read(body(tag)).found.map(({ indicator: { tlpLevel } }) => tlpLevel)).toEqual(['unknown']);
  });

  it.each(['whitelist', 'Benign', 'false-positive', 'allow-listed'])(
    'takes the indicator back: %s',
    (tag) => {
      const { found, left } = read(body(tag));
      expect([found.length, left.map(({ reason }) => reason.code)]).toEqual([0, ['called-benign']]);
    },
  );
});

describe('a native indicator', () => {
  const native = (more: object) => ({
    action: 'block',
    targetProduct: 'Azure Sentinel',
    threatType: 'Malware',
    tlpLevel: 'white',
    expirationDateTime: '2030-01-01T00:00:00Z',
    description: 'a',
    domainName: host,
    ...more,
  });

  it('is refused where a tag says TLP:RED, whatever its level', () => {
    expect(read(native({ tags: ['[TLP:RED]'] })).left).toMatchObject([{ reason: { code: 'tlp-red' } }]);
  });

  it.each([
    ['white', 'tlp:amber', 'amber'],
    ['amber', 'tlp:green', 'amber'],
    ['unknown', 'tlp:clear', 'white'],
  ])('of level %s with a tag %s is %s', (tlpLevel, tag, level) => {
    expect(read(native({ tlpLevel, tags: [tag] })).found).toMatchObject([
      { indicator: { tlpLevel: level, tags: [tag] } },
    ]);
  });

  it('that is to be allowed stays as it is', () => {
    expect(read(native({ action: 'allow', tags: ['whitelist'] })).found).toMatchObject([
      { indicator: { action: 'allow' } },
    ]);
  });
});

describe('what STIX says in words', () => {
  it.each([
    [{ indicator_types: ['benign'] }, ['called-benign']],
    [
      { extensions: { 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba': { detection: false } } },
      ['not-to-ids'],
    ],
    [{ x_opencti_detection: false }, ['not-to-ids']],
    [{ labels: ['misp:to_ids="False"'] }, ['not-to-ids']],
    [{ indicator_types: ['anomalous-activity'] }, []],
  ])('is heeded: %j', (more, codes) => {
    expect(read(indicator(more)).left.map(({ reason }) => reason.code)).toEqual(codes);
  });

  it.each(
    threatTypes.flatMap((type) => [type, type.toLowerCase(), type.toUpperCase()].map((word) => [word, type])),
  )('maps %s, a word of Graph, to itself', (word, type) => {
    expect(read(indicator({ indicator_types: [word] })).found).toMatchObject([
      { indicator: { threatType: type } },
    ]);
  });
});

/** A copy of a body, with a member set at each path. */
const withSet = (body: unknown, set: Readonly<Record<string, unknown>>): unknown => {
  const copy: unknown = structuredClone(body);
  for (const [path, value] of Object.entries(set)) {
    const steps = path.split('/');
    const last = steps.pop() ?? '';
    const holder = steps.reduce(
      (at, step) => at[step] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
    holder[last] = value;
  }
  return copy;
};

describe('a finding that was closed as no threat', () => {
  it.each<readonly [keyof typeof bodies, Readonly<Record<string, unknown>>]>([
    ['elastic-alert', { 'kibana.alert.workflow_reason': 'false_positive' }],
    ['crowdstrike-alert', { status: 'false_positive' }],
    ['crowdstrike-alert', { tags: ['false_positive'] }],
    ['splunk', { 'result/disposition': 'disposition:3' }],
    ['splunk', { 'result/disposition': ['disposition:4'] }],
    ['splunk', { 'result/disposition_label': 'Benign Positive - Suspicious But Expected' }],
    ['splunk', { 'result/verdict': 'Benign' }],
    ['splunk-notable', { 'results/0/disposition': 'disposition:2' }],
    ['splunk-soar', { tags: ['malicious', 'false_positive'] }],
    ['qradar', { status: 'CLOSED', closing_reason_id: 2 }],
    ['qradar', { status: 'CLOSED', closing_reason: 'False-Positive, Tuned' }],
    ['guardduty', { 'service/archived': true }],
    ['security-hub', { 'findings/0/Workflow': { Status: 'SUPPRESSED' } }],
    ['security-hub', { 'findings/0/VerificationState': 'FALSE_POSITIVE' }],
    ['trend-vision-one', { investigationResult: 'False Positive' }],
    ['sentinelone-threat', { 'data/0/threatInfo/analystVerdict': 'false_positive' }],
    ['sentinelone-star', { 'data/0/alertInfo/analystVerdict': 'FALSE_POSITIVE' }],
    ['cortex-alert', { 'alerts/0/resolution_status': 'STATUS_060_RESOLVED_FALSE_POSITIVE' }],
    ['cortex-alert', { 'alerts/0/resolution_status': 'STATUS_100_RESOLVED_SECURITY_TESTING' }],
    ['cortex-incident', { 'incident/status': 'resolved_false_positive' }],
    ['cortex-incident', { 'incident/status': 'resolved_security_testing' }],
    ['kibana-case', { 'cases/0/tags': ['false-positive'] }],
    ['chronicle', { 'detections/0/feedbackSummary': { verdict: 'FALSE_POSITIVE', status: 'CLOSED' } }],
    ['chronicle', { 'detections/0/feedback_summary': { verdict: 'FALSE_POSITIVE' } }],
    ['chronicle', { 'detections/0/feedbackSummary': { reason: 'REASON_NOT_MALICIOUS', status: 'CLOSED' } }],
    ['chronicle', { 'detections/0/feedbackSummary': { reason: 'REASON_MAINTENANCE' } }],
    ['chronicle', { 'detections/0/feedbackSummary': { disregarded: true } }],
  ])('is left: %s with %j', (format, set) => {
    const body: unknown = bodies[format];
    expect(read(body).found).not.toEqual([]);
    expect(read(withSet(body, set)).found).toEqual([]);
  });

  it.each<readonly [keyof typeof bodies, Readonly<Record<string, unknown>>]>([
    [
      'splunk',
      {
        'result/disposition': 'disposition:1',
        'result/disposition_label': 'True Positive - Suspicious Activity',
      },
    ],
    ['splunk', { 'result/disposition': 'disposition:6' }],
    ['splunk', { 'result/action': 'allowed' }],
    ['qradar', { status: 'CLOSED', closing_reason: 'Compromised host' }],
    ['cortex-incident', { 'incident/status': 'resolved_true_positive' }],
    ['chronicle', { 'detections/0/feedbackSummary': { verdict: 'TRUE_POSITIVE', status: 'CLOSED' } }],
    ['chronicle', { 'detections/0/feedbackSummary': { reason: 'REASON_MALICIOUS', disregarded: false } }],
  ])('is read where it was one: %s with %j', (format, set) => {
    expect(read(withSet(bodies[format], set)).found).toEqual(read(bodies[format]).found);
  });
});
