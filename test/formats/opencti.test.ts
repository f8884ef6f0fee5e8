import fc from 'fast-check';
import { type ReadOptions } from '../../shared/formats/format';
import { openCti } from '../../shared/formats/opencti';
import { anyJson } from '../arbitraries/json';

const options: ReadOptions = {
  now: () => new Date('2026-11-23'),
  takeSuspicious: false,
  takeObserved: false,
  takeFreeText: false,
};

const indicator = {
  type: 'indicator',
  id: 'indicator--1',
  pattern: "[domain-name:value = 'bad.example']",
  pattern_type: 'stix',
  revoked: 'False',
  extensions: { 'extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba': { score: 90 } },
};

const inner = (data: unknown) => ({ data, message: 'creates a Indicator', origin: {}, version: '4' });

const event = (name: string, data: unknown) => ({ event: name, id: '1732363200000-0', data });

const codes = (payload: unknown) =>
  openCti.read(payload, options).skipped.map(({ place, reason }) => [place, reason.code]);

describe('when an event of the stream brings an indicator', () => {
  it.each([
    ['nested', event('create', inner(indicator)), '/data/data'],
    ['an update', event('update', inner(indicator)), '/data/data'],
    ['as a string', event('create', JSON.stringify(inner(indicator))), '/data/data'],
    ['as a string in an object', event('create', inner(JSON.stringify(indicator))), '/data/data'],
    ['right in data', event('create', indicator), '/data'],
    ['without the outer event', inner(indicator), '/data'],
    ['under type', { type: 'create', data: inner(indicator) }, '/data/data'],
    ['in a list', [event('create', inner(indicator))], '/0/data/data'],
    ['in a bundle', event('create', inner({ type: 'bundle', objects: [indicator] })), '/data/data/objects/0'],
  ])('reads it %s', (_name, payload, place) => {
    expect(openCti.recognises(payload)).toBe(true);
    expect(openCti.read(payload, options)).toMatchObject({
      found: [
        {
          place,
          draft: { observed: [{ kind: 'domain', value: 'bad.example' }], severity: { value: 90, of: 100 } },
        },
      ],
      skipped: [],
    });
  });
});

describe('when an event of the stream brings none', () => {
  it.each([
    [event('delete', inner(indicator)), 'revoked'],
    [event('merge', inner(indicator)), 'no-indicator'],
    [event('update', inner({ ...indicator, revoked: true })), 'revoked'],
    [event('create', inner({ type: 'identity', id: 'identity--1' })), 'no-indicator'],
  ])('says why: %#', (payload, code) => {
    expect(openCti.recognises(payload)).toBe(true);
    expect(openCti.read(payload, options).found).toEqual([]);
    expect(codes(payload)).toEqual([['/data/data', code]]);
  });

  it('answers for every event of a list', () => {
    const payload = [
      event('create', inner(indicator)),
      event('delete', inner(indicator)),
      { event: 'heartbeat' },
    ];
    expect(openCti.read(payload, options).found).toHaveLength(1);
    expect(codes(payload)).toEqual([
      ['/1/data/data', 'revoked'],
      ['/2', 'unsupported-type'],
    ]);
  });
});

describe('when it is not an event of the stream', () => {
  it.each([
    ['STIX itself', indicator],
    ['an event of something else', event('create', { data: { name: 'x' } })],
    ['another event with STIX in it', { specversion: '1.0', data: indicator }],
    ['an unknown event', { event: 'connected', data: 'x' }],
    ['text', 'create'],
    ['nothing', null],
  ])('does not claim %s', (_name, payload) => {
    expect(openCti.recognises(payload)).toBe(false);
  });

  it('answers whatever comes', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom('create', 'delete', 'x'), (any, name) => {
        const payloads = [any, event(name, any), event(name, inner(any)), event(name, JSON.stringify(any))];
        const answers = payloads.map((payload) => openCti.read(payload, options));
        expect(answers.filter(({ found, skipped }) => found.length + skipped.length === 0)).toEqual(
          Array.isArray(any) && any.length === 0 ? [{ found: [], skipped: [] }] : [],
        );
      }),
    );
  });
});
