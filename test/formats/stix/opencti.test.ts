import fc from 'fast-check';
import { type ReadOptions } from '../../../shared/formats/format';
import { openCti } from '../../../shared/formats/stix/opencti';
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

describe('when an event of the stream takes an indicator back', () => {
  it.each([
    [
      'deleted, from now on',
      event('delete', inner({ ...indicator, modified: '2026-01-01T00:00:00Z' })),
      undefined,
    ],
    [
      'revoked, from when it was',
      event('update', inner({ ...indicator, revoked: true, modified: '2026-01-01T00:00:00Z' })),
      '2026-01-01T00:00:00Z',
    ],
  ])('as it was %s', (_, payload, saidAt) => {
    expect(openCti.read(payload, options)).toMatchObject({
      found: [{ place: '/data/data', draft: { revoked: true, saidAt } }],
      skipped: [],
    });
  });
});

describe('when an event of the stream brings none', () => {
  it.each([
    [event('merge', inner(indicator)), 'no-indicator'],
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
    expect(openCti.read(payload, options).found).toMatchObject([
      { draft: { revoked: false } },
      { place: '/1/data/data', draft: { revoked: true, saidAt: undefined } },
    ]);
    expect(codes(payload)).toEqual([['/2', 'unsupported-type']]);
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

describe('when the GraphQL API answers', () => {
  const node = {
    id: '11111111-1111-4111-8111-111111111111',
    standard_id: 'indicator--22222222-2222-5222-8222-222222222222',
    entity_type: 'Indicator',
    name: 'a server',
    pattern: "[domain-name:value = 'bad.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00.000Z',
    valid_until: '2027-01-01T00:00:00.000Z',
    revoked: false,
    confidence: 60,
    x_opencti_score: 80,
  };
  const edges = { edges: [{ node }], pageInfo: { hasNextPage: false } };

  it.each([
    ['a node', { node }, '/node'],
    ['a bare node', node, ''],
    ['a list of nodes', [{ node }], '/0/node'],
    ['a list of bare nodes', [node], '/0'],
    ['a connection', edges, '/edges/0/node'],
    ['an answer with one', { data: { indicator: node } }, '/data/indicator'],
    ['an answer with many', { data: { indicators: edges } }, '/data/indicators/edges/0/node'],
    [
      'an answer under another name',
      { data: { stixCoreObjects: edges } },
      '/data/stixCoreObjects/edges/0/node',
    ],
    ['an answer to a mutation', { data: { indicatorAdd: node } }, '/data/indicatorAdd'],
    ['a member of an answer', { indicators: edges }, '/indicators/edges/0/node'],
    ['a node that does not say its type', { node: { ...node, entity_type: undefined } }, '/node'],
    ['a node that does not say its standard id', { node: { ...node, standard_id: undefined } }, '/node'],
  ])('reads %s', (_, payload, place) => {
    expect(openCti.recognises(payload)).toBe(true);
    expect(openCti.read(payload, options)).toMatchObject({
      found: [
        {
          place,
          draft: {
            observed: [{ kind: 'domain', value: 'bad.example' }],
            description: 'a server',
            severity: { value: 80, of: 100 },
            confidence: { value: 60, of: 100 },
            expires: '2027-01-01T00:00:00.000Z',
          },
        },
      ],
      skipped: [],
    });
  });

  it.each([
    ['lists', (things: readonly object[]) => things],
    ['connections', (things: readonly object[]) => ({ edges: things.map((thing) => ({ node: thing })) })],
  ])('reads what hangs on a node, in %s', (_, as) => {
    const payload = {
      node: {
        ...node,
        objectLabel: as([{ value: 'phishing' }]),
        objectMarking: as([{ id: 'internal', definition: 'TLP:RED' }]),
        killChainPhases: as([{ kill_chain_name: 'lockheed', phase_name: 'delivery' }]),
        externalReferences: as([{ url: 'https://reports.example/1' }]),
      },
    };
    expect(openCti.read(payload, options).found).toMatchObject([
      {
        draft: {
          tags: ['phishing'],
          tlp: ['TLP:RED'],
          killChain: ['delivery'],
          additionalInformation: 'https://reports.example/1',
        },
      },
    ]);
  });

  it.each([
    ['of another kind', { entity_type: 'Malware', standard_id: 'malware--1', name: 'a' }, 'no-indicator'],
    ['with a rule for a pattern', { ...node, pattern_type: 'yara' }, 'unsupported-pattern'],
    ['with a broken pattern', { ...node, pattern: '[' }, 'pattern-invalid'],
  ])('leaves a node %s, and takes the others', (_, other, code) => {
    const payload = { data: { indicators: { edges: [{ node: other }, { node }] } } };
    expect(openCti.read(payload, options).found).toHaveLength(1);
    expect(codes(payload)).toEqual([['/data/indicators/edges/0/node', code]]);
  });

  it('says that there is nothing in an answer without nodes', () => {
    const empty = { data: { indicators: { edges: [], pageInfo: { hasNextPage: false } } } };
    expect(openCti.recognises(empty)).toBe(true);
    expect(codes(empty)).toEqual([['', 'no-indicator']]);
  });

  it.each([
    [{ data: { users: { edges: [] } } }],
    [{ data: { node: { id: 1 } } }],
    [{ node: { entity_type: 'Indicator' } }],
    [{ edges: [{ node: { pattern: 'x' } }] }],
  ])('does not take %j for one of its own', (payload) => {
    expect(openCti.recognises(payload)).toBe(false);
  });
});
