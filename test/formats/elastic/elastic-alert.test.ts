import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { elasticAlert } from '../../../shared/formats/elastic/elastic-alert';
import { anyJson, nested } from '../../arbitraries/json';
import { describeSamples } from '../../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => elasticAlert.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.flatMap((found) => (found._tag === 'Draft' ? [found.draft] : []));

const placesFound = (payload: unknown) => read(payload).found.map(({ place }) => place);

const left = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [reason.code, place] as const);

const sha256 = 'a'.repeat(64);
const md5 = 'b'.repeat(32);

const alert = (more: object = {}) => ({
  'kibana.alert.rule.name': 'Indicator match',
  'kibana.alert.severity': 'high',
  'kibana.alert.uuid': '1',
  ...more,
});

const match = (indicator: object, matched?: object) => ({
  threat: { enrichments: [{ indicator, ...(matched === undefined ? {} : { matched }) }] },
});

describe('when a payload is to be recognised', () => {
  it.each([
    ['an alert with dotted keys', alert(), true],
    ['an alert with nested keys', { kibana: { alert: { uuid: '1', severity: 'low' } } }, true],
    ['an array of alerts', [alert()], true],
    ['a list under value', { value: [alert()] }, true],
    ['alerts as the connector sends them', { rule: 'x', alerts: [alert()] }, true],
    [
      'alerts cut down to their indicator',
      { alerts: [{ threat: { indicator: { ip: '198.51.100.7' } } }] },
      true,
    ],
    ['a document of a feed', { threat: { indicator: { ip: '198.51.100.7' } } }, false],
    ['one key of Kibana', { 'kibana.version': '8.3.0' }, false],
    ['alerts of another product', { alerts: [{ labels: { severity: 'high' } }] }, false],
    ['an empty array', [], false],
    ['null', null, false],
  ])('answers for %s', (_name, payload, expected) => {
    expect(elasticAlert.recognises(payload)).toBe(expected);
  });
});

describe('when a rule matched an indicator', () => {
  const matched = { atomic: '198.51.100.7', field: 'destination.ip', occurred: '2026-11-01T00:00:00Z' };
  const payload = alert({
    ...match(
      {
        type: 'ipv4-addr',
        ip: '198.51.100.7',
        confidence: 'Low',
        marking: { tlp: 'GREEN' },
        provider: 'us',
        reference: 'https://report.test/1',
      },
      matched,
    ),
    destination: { ip: '198.51.100.7' },
    source: { ip: '10.0.0.1' },
    host: { ip: ['10.0.0.1'] },
  });

  it('takes the indicator with the direction of what matched', () => {
    expect(placesFound(payload)).toEqual(['/threat/enrichments/0/indicator/ip']);
    expect(drafts(payload)[0]?.observed).toEqual([
      { kind: 'ip', value: '198.51.100.7', direction: 'destination' },
    ]);
  });

  it('leaves the victim, and not what was matched', () => {
    expect(left(payload)).toEqual([
      ['observed-only', '/source/ip'],
      ['own-asset', '/host/ip'],
    ]);
  });

  it.each([
    ['description', 'Indicator match'],
    ['additionalInformation', 'Indicator match\nhttps://report.test/1'],
    ['severity', { value: 'high' }],
    ['confidence', { value: 'Low', of: 100 }],
    ['tlp', ['GREEN']],
    ['tags', ['us']],
    ['lastSeen', '2026-11-01T00:00:00Z'],
  ] as const)('passes on %s', (member, value) => {
    expect(drafts(payload)[0]?.[member]).toEqual(value);
  });
});

describe('when an enrichment holds more or less than its type', () => {
  it('makes one draft of each hash of a file', () => {
    const payload = alert(match({ type: 'file', file: { hash: { md5, sha256 } } }));
    expect(drafts(payload).map(({ observed }) => observed)).toEqual([
      [{ kind: 'hash', algorithm: 'md5', value: md5 }],
      [{ kind: 'hash', algorithm: 'sha256', value: sha256 }],
    ]);
    expect(new Set(drafts(payload).map(({ partOf }) => partOf))).toEqual(new Set([md5]));
  });

  it('gives a direction to the address that matched alone', () => {
    const ip = ['198.51.100.7', '198.51.100.8'];
    const payload = alert(match({ type: 'ipv4-addr', ip }, { atomic: ip[1], field: 'source.ip' }));
    expect(drafts(payload).flatMap(({ observed }) => observed)).toEqual([
      { kind: 'ip', value: '198.51.100.7' },
      { kind: 'ip', value: '198.51.100.8', direction: 'source' },
    ]);
  });

  it('leaves the address that a URL resolved to', () => {
    const payload = alert(match({ type: 'url', url: { full: 'http://bad.test/a' }, ip: '198.51.100.7' }));
    expect(placesFound(payload)).toEqual(['/threat/enrichments/0/indicator/url/full']);
    expect(left(payload)).toEqual([['observed-only', '/threat/enrichments/0/indicator/ip']]);
  });

  it.each([
    ['dns.question.name', 'bad.test', { kind: 'domain', value: 'bad.test' }],
    ['url.full', 'http://bad.test/a', { kind: 'url', value: 'http://bad.test/a' }],
    ['process.hash.sha256', sha256, { kind: 'hash', algorithm: 'sha256', value: sha256 }],
    ['source.ip', '198.51.100.7', { kind: 'ip', value: '198.51.100.7', direction: 'source' }],
    ['host.custom.ip', '198.51.100.7', { kind: 'ip', value: '198.51.100.7' }],
    ['email.from.address', 'a@bad.test', { kind: 'text', member: 'emailSenderAddress', value: 'a@bad.test' }],
  ])('takes what matched in %s where the indicator is empty', (field, atomic, observation) => {
    const payload = alert(match({}, { atomic, field }));
    expect(placesFound(payload)).toEqual(['/threat/enrichments/0/matched/atomic']);
    expect(drafts(payload)[0]?.observed).toEqual([observation]);
  });

  it.each([
    ['a field of another kind', match({}, { atomic: 'HKLM', field: 'registry.path' })],
    ['nothing', match({})],
  ])('says so when it matched %s', (_name, enriched) => {
    expect(left(alert(enriched))).toEqual([['no-indicator', '/threat/enrichments/0']]);
  });
});

describe('when a document of a feed raised the alert', () => {
  const raised = (vendor: object) =>
    alert({ threat: { indicator: { type: 'ipv4-addr', ip: '198.51.100.7' } }, vendor: { stream: vendor } });

  it('takes its indicator', () => {
    expect(placesFound(raised({}))).toEqual(['/threat/indicator/ip']);
  });

  it.each([
    [{ deleted_at: '2026-01-01T00:00:00Z' }, 'expires', '2026-01-01T00:00:00Z'],
    [{ deleted_at: null, valid_until: '2027-01-01T00:00:00Z' }, 'expires', '2027-01-01T00:00:00Z'],
    [{ revoked: true }, 'revoked', true],
    [{ is_active: 'false' }, 'revoked', true],
    [{}, 'revoked', false],
  ] as const)('passes on that it is over (%j)', (vendor, member, value) => {
    expect(drafts(raised(vendor))[0]?.[member]).toEqual(value);
  });

  it('leaves what is not for detection', () => {
    expect(placesFound(raised({ to_ids: false }))).toEqual([]);
    expect(left(raised({ to_ids: false }))).toEqual([['not-to-ids', '']]);
  });
});

describe('when only a resolution matched', () => {
  it('leaves it', () => {
    const matched = { atomic: '198.51.100.7', field: 'destination.ip' };
    const payload = alert(match({ type: 'url', ip: '198.51.100.7' }, matched));
    expect(placesFound(payload)).toEqual([]);
    expect(left(payload)).toEqual([
      ['no-indicator', '/threat/enrichments/0'],
      ['observed-only', '/threat/enrichments/0/indicator/ip'],
    ]);
  });
});

describe('when nothing was matched', () => {
  it.each([
    ['destination.ip', 'observed-only'],
    ['source.ip', 'observed-only'],
    ['url.full', 'observed-only'],
    ['dns.question.name', 'observed-only'],
    ['process.hash.sha256', 'observed-only'],
    ['process.parent.hash.md5', 'observed-only'],
    ['email.from.address', 'observed-only'],
    ['email.to.address', 'own-asset'],
    ['host.ip', 'own-asset'],
  ])('leaves %s', (name, code) => {
    const payload = alert({ [name]: 'x' });
    expect(placesFound(payload)).toEqual([]);
    expect(left(payload)).toEqual([[code, `/${name}`]]);
  });

  it('says that there is no indicator', () => {
    expect(left(alert())).toEqual([['no-indicator', '']]);
  });

  it('takes MITRE techniques for what they are', () => {
    expect(left(alert({ threat: [{ framework: 'MITRE ATT&CK' }] }))).toEqual([['no-indicator', '']]);
  });
});

describe('when an analyst closed the alert', () => {
  it.each([
    ['kibana.alert.workflow_reason', 'false_positive', 'closed-as-benign'],
    ['kibana.alert.workflow_reason', 'benign_positive', 'closed-as-benign'],
    ['kibana.alert.workflow_tags', ['False Positive'], 'closed-as-benign'],
    ['kibana.alert.workflow_reason', 'true_positive', undefined],
  ])('with %s %p', (name, reason, code) => {
    const payload = alert({ ...match({ ip: '198.51.100.7' }), [name]: reason });
    expect(left(payload)[0]?.[0]).toBe(code);
    expect(placesFound(payload)).toHaveLength(code === undefined ? 1 : 0);
  });
});

describe('when alerts come in a list', () => {
  const list = [alert(match({ ip: '198.51.100.7' })), 'x'];

  it.each([
    ['an array', list, ''],
    ['value', { value: list }, '/value'],
    ['alerts', { alerts: list }, '/alerts'],
  ])('answers for each item of %s', (_name, payload, place) => {
    expect(placesFound(payload)).toEqual([`${place}/0/threat/enrichments/0/indicator/ip`]);
    expect(left(payload)).toEqual([['item-not-an-object', `${place}/1`]]);
  });
});

describe('when a payload is hostile', () => {
  const names = ['threat', 'threat.enrichments', 'threat.indicator', 'host', 'source', 'url'];
  const part = fc.oneof(anyJson, fc.constant([{ indicator: { ip: '198.51.100.7' }, matched: {} }]));

  it('never throws and answers for whatever it recognises', () => {
    const alerts = fc.dictionary(fc.constantFrom(...names), part).map(alert);
    fc.assert(
      fc.property(fc.oneof(alerts, fc.array(alerts), anyJson), (payload) => {
        const { found, skipped } = read(payload);
        const all = [...found, ...skipped].map(({ place }) => place);
        expect(new Set(all).size).toBe(all.length);
        expect(elasticAlert.recognises(payload) ? all.length > 0 : true).toBe(true);
      }),
    );
  });

  it('takes depth without descending into it', () => {
    expect(() => read(alert({ threat: nested(10_000), host: nested(10_000) }))).not.toThrow();
  });
});

describeSamples('published Kibana alerts', (folder) => {
  it.each([
    ['composed/kibana-webhook-alerts-array.json', 3, []],
    [
      'elastic-alert/ecs-rfc0031-kibana-alert-8.3.json',
      0,
      ['observed-only', 'observed-only', 'observed-only', 'own-asset'],
    ],
  ])('%s holds %d indicators', (name, count, codes) => {
    const payload: unknown = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
    expect(elasticAlert.recognises(payload)).toBe(true);
    expect(placesFound(payload)).toHaveLength(count);
    expect(left(payload).map(([code]) => code)).toEqual(codes);
  });
});
