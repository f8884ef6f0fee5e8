import fc from 'fast-check';
import { maxDepth } from '../../shared/envelopes/open';
import { anyJson, nested } from '../arbitraries/json';
import { resolves } from '../contract/json-pointer';
import { channel, cloudEvent, cloudOrigin, gridEvent, opening, payload } from './events';

describe('a body without an envelope', () => {
  it.each([
    ['an object', payload],
    ['a list', [payload, payload]],
    ['an empty list', []],
    ['text', 'hello'],
    ['a number', 7],
    ['null', null],
  ])('is its own payload, from its channel: %s', (_, body) => {
    expect(opening(body)).toEqual({ opened: [{ origin: channel, place: '', payload: body }], unopened: [] });
  });

  it.each([
    ['an eventType alone', { eventType: 'x', id: '1' }],
    ['an eventType and an eventTime without an id', { eventType: 'x', eventTime: '2026-07-10T21:27:12Z' }],
    ['an id that is a number', { eventType: 'x', id: 1, dataVersion: '1' }],
    ['a specversion alone', { specversion: '1.0', id: '1' }],
    ['a specversion and a type of nobody', { specversion: '1.0', type: 'x' }],
    ['a specversion that is a number', { specversion: 1, type: 'x', id: '1' }],
    ['data alone', { data: payload }],
    ['an eventType and an id', { eventType: 'x', id: '1', data: payload }],
  ])('is not taken for an envelope because of %s', (_, body) => {
    expect(opening(body).opened).toEqual([{ origin: channel, place: '', payload: body }]);
  });
});

describe('a list that mixes envelopes and bare items', () => {
  it('opens each for itself, at its place; one that is left costs the others nothing', () => {
    const { opened, unopened } = opening([
      payload,
      gridEvent(undefined),
      cloudEvent({ data: payload }),
      null,
      gridEvent(payload),
    ]);
    expect(opened.map(({ place, origin }) => [place, origin.source])).toEqual([
      ['/0', 'a-queue'],
      ['/2/data', '/a/source'],
      ['/3', 'a-queue'],
      ['/4/data', '/subscriptions/s/topics/t'],
    ]);
    expect(unopened.map(({ place }) => place)).toEqual(['/1/data']);
  });
});

describe('a body that is text', () => {
  it.each([
    ['JSON', JSON.stringify(payload), payload],
    ['lines of JSON', `${JSON.stringify(payload)}\n\n${JSON.stringify(payload)}\n`, [payload, payload]],
    ['CEF', 'CEF:0|a|b|1|2|c|5|', 'CEF:0|a|b|1|2|c|5|'],
    ['JSON in text in text, which is read once', JSON.stringify('{}'), '{}'],
  ])('is read as what it holds: %s', (_, body, expected) => {
    expect(opening(body).opened).toEqual([{ origin: channel, place: '', payload: expected }]);
  });
});

describe('envelopes inside each other', () => {
  const wrap = (levels: number, form: (data: unknown) => unknown): unknown => {
    let body: unknown = payload;
    for (let level = 0; level < levels; level += 1) body = form(body);
    return body;
  };

  it('are opened four deep, and the innermost says the origin', () => {
    expect(maxDepth).toBe(4);
    const three = wrap(3, (data) => gridEvent(data));
    const four = gridEvent(wrap(3, (data) => cloudEvent({ data })));
    expect(opening(four).opened).toEqual([{ origin: cloudOrigin, place: '/data/data/data/data', payload }]);
    expect(opening(three).opened).toHaveLength(1);
  });

  it('are left five deep', () => {
    expect(opening(wrap(5, (data) => gridEvent(data)))).toMatchObject({
      opened: [],
      unopened: [{ place: '/data/data/data/data/data', code: 'envelope-too-deep' }],
    });
  });

  it('are opened as text and as lists, with the place as if all were JSON', () => {
    const body = [gridEvent(JSON.stringify([cloudEvent({ data: [payload] })]))];
    expect(opening(body).opened).toEqual([
      { origin: cloudOrigin, place: '/0/data/0/data', payload: [payload] },
    ]);
  });
});

describe('for any body', () => {
  const envelope: fc.Arbitrary<unknown> = fc.oneof(
    anyJson,
    anyJson.map((data) => gridEvent(data)),
    anyJson.map((data) => cloudEvent({ data })),
    fc.string().map((text) => cloudEvent({ data_base64: text })),
    anyJson.map((body) => ({ body, statusCode: 200 })),
    fc.string().map((text) => ({ '$content-type': 'text/plain', $content: text })),
    anyJson.map((clientState) => ({ value: [{ subscriptionId: 's', clientState }] })),
    fc.array(anyJson, { maxLength: 3 }).map((all) => gridEvent(all.map((data) => cloudEvent({ data })))),
  );
  const body = fc.oneof(envelope, fc.array(envelope, { maxLength: 5 }));

  it('opens or leaves at least one thing', () => {
    fc.assert(
      fc.property(body, (any) => {
        const { opened, unopened } = opening(any);
        expect(opened.length + unopened.length).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('gives each a place of its own that is there in the body', () => {
    fc.assert(
      fc.property(body, (any) => {
        const { opened, unopened } = opening(any);
        const places = [...opened, ...unopened].map(({ place }) => place);
        expect(new Set(places).size).toBe(places.length);
        expect(opened.filter(({ place }) => !resolves(place, any))).toEqual([]);
      }),
    );
  });

  it.each([
    ['bare', nested(10_000)],
    ['in an event', gridEvent(nested(10_000))],
    ['as text', gridEvent(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
  ])('does not mind 10 000 levels of nesting, %s', (_, deep) => {
    expect(opening(deep).opened).toHaveLength(1);
  });

  it('does not mind 10 000 envelopes inside each other', () => {
    let deep: unknown = payload;
    for (let level = 0; level < 10_000; level += 1) deep = gridEvent(deep);
    expect(opening(deep).unopened).toHaveLength(1);
  });
});
