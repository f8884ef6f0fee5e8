import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { graylog } from '../../shared/formats/graylog';
import { anyJson, nested } from '../arbitraries/json';
import { describeSamples } from '../samples/samples';

const options = {
  now: () => new Date('2026-11-23T12:00:00.000Z'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const read = (payload: unknown) => graylog.read(payload, options);

const drafts = (payload: unknown) =>
  read(payload).found.flatMap((found) => (found._tag === 'Draft' ? [found.draft] : []));

const placesFound = (payload: unknown) => read(payload).found.map(({ place }) => place);

const left = (payload: unknown) =>
  read(payload).skipped.map(({ place, reason }) => [reason.code, place] as const);

const notification = (fields: unknown, backlog: unknown = []) => ({
  event_definition_id: '1',
  event_definition_type: 'aggregation-v1',
  event_definition_title: 'Threat list hit',
  event_definition_description: 'Any hit of a threat list',
  event: { timestamp: '2026-11-23T11:00:00.000Z', priority: 3, message: 'x', source: 'server', fields },
  backlog,
});

describe('when a payload is to be recognised', () => {
  it.each([
    ['a notification', notification({}), true],
    ['one without a backlog', { ...notification({}), backlog: undefined }, true],
    ['an array of notifications', [notification({})], true],
    ['a list under value', { value: [notification({})] }, true],
    ['an event alone', { event: { fields: {} }, backlog: [] }, false],
    ['an id alone', { event_definition_id: '1' }, false],
    ['null', null, false],
  ])('answers for %s', (_name, payload, expected) => {
    expect(graylog.recognises(payload)).toBe(expected);
  });
});

describe('when a threat list has a value', () => {
  it.each([
    ['src_addr', '198.51.100.7', { kind: 'ip', value: '198.51.100.7', direction: 'source' }],
    ['dst_ip', '2001:db8::7', { kind: 'ip', value: '2001:db8::7', direction: 'destination' }],
    ['client', '198.51.100.7', { kind: 'ip', value: '198.51.100.7', direction: 'source' }],
    ['SomeAddress', '198.51.100.7', { kind: 'ip', value: '198.51.100.7' }],
    ['dns_question', 'bad.test', { kind: 'domain', value: 'bad.test' }],
    ['request_url', 'http://bad.test/a', { kind: 'url', value: 'http://bad.test/a' }],
    ['file_md5', 'x', { kind: 'hash', algorithm: 'md5', value: 'x' }],
  ])('takes %s', (field, value, observation) => {
    const payload = notification({ [field]: value, [`${field}_threat_indicated`]: true });
    expect(drafts(payload).map(({ observed }) => observed)).toEqual([[observation]]);
    expect(placesFound(payload)).toEqual([`/event/fields/${field}`]);
  });

  it.each([
    [true, [], 1],
    ['true', [], 1],
    [false, ['verdict-not-malicious'], 0],
    ['false', ['verdict-not-malicious'], 0],
    [null, ['verdict-not-malicious'], 0],
  ])('goes by the flag (%p)', (flag, codes, count) => {
    const payload = notification({ src_addr: '198.51.100.7', src_addr_threat_indicated: flag });
    expect(placesFound(payload)).toHaveLength(count);
    expect(left(payload).map(([code]) => code)).toEqual(codes);
  });

  it('takes it from the backlog too', () => {
    const fields = { src_ip: '10.0.0.1', dst_ip: '198.51.100.7', dst_ip_threat_indicated: true };
    const payload = notification({}, [{ message: 'x' }, { message: 'y', fields }]);
    expect(placesFound(payload)).toEqual(['/backlog/1/fields/dst_ip']);
    expect(left(payload)).toEqual([['observed-only', '/backlog/1/fields/src_ip']]);
  });

  it.each([
    ['description', 'Threat list hit'],
    ['additionalInformation', 'Any hit of a threat list'],
    ['severity', { value: 'high' }],
    ['lastSeen', '2026-11-23T11:00:00.000Z'],
  ] as const)('passes on %s', (member, value) => {
    const [draft] = drafts(notification({ ip: '198.51.100.7', ip_threat_indicated: true }));
    expect(draft?.[member]).toEqual(value);
  });
});

describe('when no threat list was asked', () => {
  it.each(['src_ip', 'source_address', 'domain', 'request_url', 'sha256'])('leaves %s', (field) => {
    expect(left(notification({ [field]: 'x' }))).toEqual([['observed-only', `/event/fields/${field}`]]);
  });

  it.each([{}, null, { user: 'a' }, { gl2_remote_ip: '10.0.0.1' }, { threat_indicated: true }])(
    'says that %j holds nothing',
    (fields) => {
      expect(left(notification(fields))).toEqual([['no-indicator', '']]);
    },
  );

  it('answers for each item of a list', () => {
    const list = [notification({ ip: '198.51.100.7', ip_threat_indicated: true }), 'x'];
    expect(placesFound(list)).toEqual(['/0/event/fields/ip']);
    expect(left(list)).toEqual([['item-not-an-object', '/1']]);
  });
});

describe('when a payload is hostile', () => {
  const names = ['ip', 'ip_threat_indicated', 'ip_threat_indicated_threat_indicated', 'url'];

  it('never throws and gives everything a place of its own', () => {
    const some = fc.dictionary(fc.constantFrom(...names), fc.oneof(anyJson, fc.constant(true)));
    fc.assert(
      fc.property(fc.oneof(some, anyJson), fc.oneof(fc.array(some), anyJson), (fields, backlog) => {
        const { found, skipped } = read(notification(fields, backlog));
        const all = [...found, ...skipped].map(({ place }) => place);
        expect(all.length).toBeGreaterThan(0);
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it.each([nested(10_000), { toString: 1 }])('takes odd values', (value) => {
    expect(() => read(notification({ ip: value, ip_threat_indicated: value }, value))).not.toThrow();
  });
});

describeSamples('published Graylog notifications', (folder) => {
  it('http-notification-aggregation.json holds nothing', () => {
    const name = path.join(folder, 'graylog', 'http-notification-aggregation.json');
    const payload: unknown = JSON.parse(readFileSync(name, 'utf8'));
    expect(graylog.recognises(payload)).toBe(true);
    expect(placesFound(payload)).toEqual([]);
    expect(left(payload)).toEqual([['no-indicator', '']]);
  });
});
