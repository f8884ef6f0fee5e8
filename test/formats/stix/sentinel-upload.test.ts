import fc from 'fast-check';
import { type ReadOptions } from '../../../shared/formats/format';
import { sentinelUpload } from '../../../shared/formats/stix/sentinel-upload';
import { anyJson } from '../../arbitraries/json';

const options: ReadOptions = {
  now: () => new Date('2026-11-23'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const indicator = {
  type: 'indicator',
  id: 'indicator--1',
  pattern: "[ipv4-addr:value = '198.51.100.7']",
  pattern_type: 'stix',
  valid_from: '2026-01-01T00:00:00Z',
};

describe('when a body for Sentinel comes', () => {
  it.each([
    ['stixobjects', 'sourcesystem'],
    ['indicators', 'SourceSystem'],
    ['value', 'sourceSystem'],
    ['StixObjects', 'SOURCESYSTEM'],
  ])('reads what is in %s beside %s', (list, source) => {
    const payload = { [source]: 'a TIP', [list]: [indicator, { type: 'identity', id: 'identity--1' }] };
    expect(sentinelUpload.recognises(payload)).toBe(true);
    expect(sentinelUpload.read(payload, options)).toMatchObject({
      found: [{ place: `/${list}/0`, draft: { observed: [{ kind: 'ip', value: '198.51.100.7' }] } }],
      skipped: [],
    });
  });

  it('says that an empty one holds nothing', () => {
    const payload = { sourcesystem: 'a TIP', stixobjects: [] };
    expect(sentinelUpload.recognises(payload)).toBe(true);
    expect(sentinelUpload.read(payload, options).skipped.map(({ reason }) => reason.code)).toEqual([
      'no-indicator',
    ]);
  });
});

describe('when a body is for someone else', () => {
  it.each([
    ['tiIndicators with a source', { sourcesystem: 'x', value: [{ targetProduct: 'Azure Sentinel' }] }],
    ['an empty list under value', { sourcesystem: 'x', value: [] }],
    ['no list', { sourcesystem: 'x' }],
    ['no source', { stixobjects: [indicator] }],
    ['a list', [indicator]],
    ['nothing', null],
  ])('does not claim %s', (_name, payload) => {
    expect(sentinelUpload.recognises(payload)).toBe(false);
    expect(sentinelUpload.read(payload, options).skipped.map(({ reason }) => reason.code)).toEqual([
      'body-invalid',
    ]);
  });

  it('answers whatever comes', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (any, items) => {
        const payload = { sourcesystem: any, stixobjects: items };
        const { found, skipped } = sentinelUpload.read(payload, options);
        expect(found.length + skipped.length).toBeGreaterThan(0);
      }),
    );
  });
});
