import fc from 'fast-check';
import { stix } from '../../../shared/formats/stix/stix';
import { anyJson, canary, nested, planting } from '../../arbitraries/json';
import {
  options,
  uuid,
  indicator,
  bundle,
  malware,
  actor,
  indicates,
  address,
  draftsOf,
  codes,
} from './stix-objects';

describe('when STIX comes in one of its wrappings', () => {
  it.each([
    ['a bundle', bundle(indicator()), '/objects/0'],
    [
      'a bundle of STIX 2.0',
      { ...bundle(indicator({ pattern_type: undefined })), spec_version: '2.0' },
      '/objects/0',
    ],
    ['a bundle with one object in place of the list', { ...bundle(), objects: indicator() }, '/objects'],
    ['a TAXII envelope', { more: false, objects: [indicator()] }, '/objects/0'],
    ['an object', indicator(), ''],
    ['an object without a type', indicator({ type: undefined }), ''],
    ['an indicator without an id', indicator({ id: undefined }), ''],
    ['a list of objects', [indicator()], '/0'],
    ['a list of bundles', [bundle(), bundle(indicator())], '/1/objects/0'],
    ['a list under value', { value: [indicator()] }, '/value/0'],
  ])('reads %s', (_name, payload, place) => {
    expect(stix.recognises(payload)).toBe(true);
    expect(stix.read(payload, options)).toMatchObject({
      found: [{ place, draft: { observed: [{ kind: 'domain', value: 'bad.example' }] } }],
      skipped: [],
    });
  });

  it.each([
    ['nothing', undefined],
    ['an alert with a type and an id', { type: 'alert', id: '7', objects: [{ id: 1 }] }],
    ['a bundle of something else', { type: 'bundle', name: 'software' }],
    ['a list of ids', ['indicator--1']],
    ['a body for Sentinel', { SourceSystem: 'x', value: [indicator()] }],
    ['an event of OpenCTI', { event: 'create', data: { data: indicator() } }],
    ['an empty list', []],
  ])('does not claim %s', (_name, payload) => {
    expect(stix.recognises(payload)).toBe(false);
  });
});

describe('when nothing is an indicator', () => {
  const file = {
    type: 'file',
    id: `file--${uuid}`,
    name: 'a.exe',
    hashes: { MD5: 'a'.repeat(32), 'SHA-256': 'b'.repeat(64), other: null },
  };
  const observedData = {
    type: 'observed-data',
    id: `observed-data--${uuid}`,
    objects: { '0': { type: 'url', value: 'http://bad.example/' }, '1': 'x' },
  };

  it.each([
    ['an empty bundle', bundle()],
    ['a bundle without objects', { type: 'bundle', id: `bundle--${uuid}` }],
    ['an empty page', { objects: [], more: false }],
    ['an identity', { type: 'identity', id: `identity--${uuid}` }],
    ['objects that describe', bundle(malware, actor, indicates(malware))],
  ])('says so of %s', (_name, payload) => {
    expect(stix.recognises(payload)).toBe(true);
    expect(codes(payload)).toEqual([['', 'no-indicator']]);
  });

  it('leaves what was only observed', () => {
    const payload = bundle(address, { type: 'directory', id: `directory--${uuid}` }, file, observedData);
    expect(stix.read(payload, options).found).toEqual([]);
    expect(codes(payload)).toEqual([
      ['/objects/0', 'observed-only'],
      ['/objects/2', 'observed-only'],
      ['/objects/3/objects/0', 'observed-only'],
      ['/objects/3/objects/1', 'item-not-an-object'],
    ]);
  });

  it('takes what was only observed where the deployment wants that', () => {
    const { found, skipped } = stix.read(bundle(address, file, observedData), {
      ...options,
      takeObserved: true,
    });
    const name = { kind: 'text', member: 'fileName', value: 'a.exe' };
    expect(skipped.map(({ place }) => place)).toEqual(['/objects/2/objects/1']);
    expect(draftsOf({ found, skipped }).map(({ observed, partOf }) => [observed, partOf])).toEqual([
      [[{ kind: 'ip', value: '198.51.100.7' }], undefined],
      [[{ kind: 'hash', algorithm: 'md5', value: 'a'.repeat(32) }, name], file.id],
      [[{ kind: 'hash', algorithm: 'sha-256', value: 'b'.repeat(64) }, name], file.id],
      [[{ kind: 'url', value: 'http://bad.example/' }], undefined],
    ]);
  });

  it.each([
    ['a list', [observedData.objects['0']], '/objects/0/objects/0'],
    ['one object', observedData.objects['0'], '/objects/0/objects'],
  ])('reads what was observed in %s', (_name, objects, place) => {
    expect(codes(bundle({ ...observedData, objects }))).toEqual([[place, 'observed-only']]);
  });

  it('takes the indicators alone where there are some, whatever was observed', () => {
    expect(
      draftsOf(stix.read(bundle(address, indicator()), { ...options, takeObserved: true })),
    ).toHaveLength(1);
  });
});

describe('for any JSON', () => {
  const item = fc.oneof(
    anyJson,
    fc.constantFrom<unknown>(indicator(), malware, actor, indicates(malware), address, bundle(indicator())),
    fc
      .record({
        key: fc.constantFrom('id', 'type', 'pattern', 'labels', 'extensions', 'objects'),
        value: anyJson,
      })
      .map(({ key, value }) => indicator({ [key]: value })),
  );
  const payload = fc.oneof(
    item,
    fc.array(item),
    fc.array(item).map((objects) => bundle(...objects)),
  );

  it('answers, and says something of whatever it recognises', () => {
    fc.assert(
      fc.property(payload, fc.boolean(), (any, takeObserved) => {
        const { found, skipped } = stix.read(any, { ...options, takeObserved });
        expect(found.length + skipped.length).toBeGreaterThan(0);
        expect(typeof stix.recognises(any)).toBe('boolean');
      }),
    );
  });

  it('never repeats a value of the sender in a reason', () => {
    fc.assert(
      fc.property(planting(payload), (any) => {
        expect(JSON.stringify(stix.read(any, options).skipped.map(({ reason }) => reason))).not.toContain(
          canary,
        );
      }),
    );
  });

  it('answers for 10,000 levels', () => {
    const deep = [nested(10_000), bundle(indicator({ labels: nested(10_000), pattern: nested(10_000) }))];
    expect(deep.map((any) => stix.read(any, options).found)).toEqual([[], []]);
  });
});
