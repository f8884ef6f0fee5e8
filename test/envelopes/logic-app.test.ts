import { channel, cloudEvent, cloudOrigin, gridEvent, gridOrigin, opening, payload } from './events';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a body that a Logic App wraps', () => {
  it.each([
    ['alone', { body: payload }],
    ['with headers', { headers: { 'Content-Type': 'application/json' }, body: payload }],
    ['with what an action gives', { statusCode: 200, headers: {}, body: payload }],
    ['with what a request trigger gives', { method: 'POST', queries: {}, headers: {}, body: payload }],
    ['as text', { body: JSON.stringify(payload) }],
  ])('is its payload, from the channel: %s', (_, body) => {
    expect(opening(body).opened).toEqual([{ origin: channel, place: '/body', payload }]);
  });

  it.each([
    ['JSON', 'application/json', JSON.stringify(payload), payload],
    ['text', 'text/plain; charset=utf-8', 'LEEF:1.0|a|b|c|d|', 'LEEF:1.0|a|b|c|d|'],
    ['lines of JSON', 'application/octet-stream', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
  ])('in base64 is what that holds: %s', (_, type, text, expected) => {
    expect(opening({ '$content-type': type, $content: base64(text) }).opened).toEqual([
      { origin: channel, place: '/$content', payload: expected },
    ]);
  });

  it('in base64 inside the outputs of a trigger is opened twice', () => {
    const body = { '$content-type': 'application/octet-stream', $content: base64(JSON.stringify(payload)) };
    expect(opening({ headers: {}, body }).opened).toEqual([
      { origin: channel, place: '/body/$content', payload },
    ]);
  });

  it('keeps the origin of the events inside', () => {
    const { opened } = opening({ body: [gridEvent(payload), cloudEvent({ data: payload })] });
    expect(opened).toEqual([
      { origin: gridOrigin, place: '/body/0/data', payload },
      { origin: cloudOrigin, place: '/body/1/data', payload },
    ]);
  });

  it.each([
    ['no body', { body: null }, '/body', 'envelope-empty'],
    ['an empty body', { statusCode: 204, body: '' }, '/body', 'envelope-empty'],
    [
      'a picture',
      { '$content-type': 'image/png', $content: 'iVBORw0KGgo=' },
      '/$content',
      'envelope-data-unreadable',
    ],
    ['no text', { '$content-type': 'text/plain', $content: null }, '/$content', 'envelope-data-unreadable'],
  ])('with %s is left', (_, body, place, code) => {
    expect(opening(body)).toMatchObject({ opened: [], unopened: [{ origin: channel, place, code }] });
  });

  it.each([
    ['a body beside members of its own', { body: payload, severity: 'High' }],
    ['headers without a body', { headers: {}, statusCode: 200 }],
    ['$content without its type', { $content: 'e30=' }],
  ])('is none because of %s', (_, body) => {
    expect(opening(body).opened).toEqual([{ origin: channel, place: '', payload: body }]);
  });
});
