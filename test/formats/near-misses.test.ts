import fc from 'fast-check';
import { formats } from '../../shared/formats';
import { isObject, type Json } from '../../shared/codec/json-value';
import { readAtOnce } from '../pipeline/read-at-once';
import { anyJson, canary, planting } from '../arbitraries/json';
import { sampleOf } from '../contract/sample-payloads';
import { profileWith } from '../pipeline/profiles';
import { eventWith } from '../pipeline/planned';

const now = (): Date => new Date('2026-11-23T12:00:00.000Z');

const environment = { formats, now, identityScope: 'default', profile: profileWith() };

const reasonsOf = (body: unknown) =>
  readAtOnce(environment)(eventWith(body)).left.map(({ reason }) => reason);

describe('a payload that lacks one thing of a format', () => {
  it.each<[nearest: string, missing: string, body: unknown]>([
    ['splunk', 'results_link', { sid: 'scheduler__1', search_name: 'Threat', result: { src: canary } }],
    ['splunk', 'sid', { sid: 7, results_link: canary, result: {} }],
    ['qradar', 'offense_type', { offense_source: canary, magnitude: 5 }],
    ['graylog', 'event_definition_id', { event: { message: canary }, backlog: [] }],
    ['wazuh', 'manager', { rule: { level: 10 }, agent: { name: canary } }],
    ['wazuh', 'agent', { rule: { level: '10' }, agent: canary, manager: { name: 'm' } }],
    ['anomali', 'itype', { confidence: 80, classification: canary }],
    ['ocsf', 'class_uid', { class_uid: 'finding', metadata: { version: '1.1.0' }, category_uid: 2 }],
    ['crowdstrike-stream', 'metadata.eventType', { event: {}, metadata: { offset: 1, eventType: null } }],
    ['crowdstrike-intel', 'malicious_confidence', { indicator: canary, type: 'domain' }],
    ['thehive', 'object', { objectType: 'alert', operation: 'Creation', objectId: canary, object: [] }],
    ['abuse-ch', 'threat_type', { ioc: canary, ioc_type: 'domain' }],
    ['abuse-ch', 'url_status', { url: canary, threat: 'malware_download', url_status: null }],
    ['misp', 'to_ids', { type: 'domain', value: canary, category: 'Network activity' }],
    ['stix', 'pattern', { type: 'indicator', name: canary, valid_from: '2026-01-01T00:00:00Z' }],
    ['stix', 'objects', { type: 'bundle', id: canary }],
    ['sentinel-upload', 'sourcesystem', { stixobjects: [{ id: canary }] }],
    ['opencti', 'data with a STIX object', { event: 'create', data: { id: canary } }],
    [
      'defender-xdr',
      'category AdvancedHunting-…',
      { records: [{ category: canary, properties: {}, time: '' }] },
    ],
    ['defender-endpoint', 'evidence', { machineId: canary, investigationState: 'Running', evidence: canary }],
    ['security-alert', 'SystemAlertId', { AlertName: canary, ProviderName: 'ASC', Entities: [] }],
    [
      'graph-alert',
      'evidence with its @odata.type',
      { serviceSource: canary, alertWebUrl: '', evidence: [{}] },
    ],
    ['azure-monitor', 'data.essentials', { schemaId: 'azureMonitorCommonAlertSchema', data: { a: canary } }],
    ['elastic-alert', 'kibana.alert.* fields', { 'kibana.alert.rule.name': canary }],
    ['sentinel-incident', 'object.properties', { objectSchemaType: 'Incident', object: { a: canary } }],
  ])('is told that it is nearest to %s, and that %s is missing', (nearest, missing, body) => {
    const [reason, ...others] = reasonsOf(body);
    expect(others).toEqual([]);
    expect(reason).toMatchObject({ code: 'format-unknown', unreadable: true });
    expect(reason?.text).toContain(`; the nearest is ${nearest} (missing: ${missing}`);
    expect(JSON.stringify(reason)).not.toContain(canary);
  });

  it('is told where in the payload and its envelope the item is', () => {
    const near = { offense_source: '45.155.205.233', offense_type: 0 };
    const event = {
      id: '1',
      eventType: 'a',
      subject: 's',
      eventTime: '2026-11-23T11:00:00Z',
      dataVersion: '1',
    };
    const violations = reasonsOf([{ ...event, data: { value: [{ weather: 'rain' }, near] } }]).map(
      (reason) => reason.violations,
    );
    expect(violations).toEqual([
      [{ pointer: '/0/data/value/1', expected: expect.stringContaining('nearest is qradar') as string }],
    ]);
  });
});

describe('a payload that is near to no format', () => {
  it.each<[string, unknown]>([
    ['an empty object', {}],
    ['another thing', { weather: 'rain', id: 1 }],
    ['names that anybody uses', { type: 'a', name: 'b', severity: 'high', value: [{ id: 1 }] }],
    ['a list of numbers', [1, 2]],
    ['null', null],
  ])('is told what was tried: %s', (_, body) => {
    expect(reasonsOf(body)).toMatchObject([{ code: 'format-unknown', violations: [] }]);
    expect(reasonsOf(body)[0]?.text).toMatch(
      /^an event of a known format; (?:a mapping|post an object).*; tried /,
    );
  });
});

const items: readonly Json[] = formats
  .map(({ name }) => sampleOf(name))
  .map((sample) => (Array.isArray(sample) ? (sample[0] as unknown) : sample))
  .filter(isObject);

/** A sample of some format that lost members, and in which others hold what they should not. */
const mutilated = fc
  .constantFrom(...items)
  .chain((item) =>
    fc.tuple(
      ...Object.entries(item).map(([name, value]) =>
        fc.option(fc.tuple(fc.constant(name), fc.oneof(fc.constant(value), planting(anyJson)))),
      ),
    ),
  );

describe('how near a payload comes to a format', () => {
  it('is never told of one that recognises it, and never with a word of the sender', () => {
    let told = 0;
    fc.assert(
      fc.property(mutilated, (members) => {
        const payload = Object.fromEntries(members.filter((member) => member !== null));
        for (const { nearMiss, recognises } of formats) {
          const miss = nearMiss?.(payload);
          if (recognises(payload) || miss === undefined) continue;
          told += 1;
          expect(miss.missing.length).toBeGreaterThan(0);
          expect(miss.share).toBeLessThan(1);
          expect(JSON.stringify(miss)).not.toContain(canary);
        }
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(20);
  });
});
