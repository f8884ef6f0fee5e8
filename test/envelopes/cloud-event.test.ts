import { channel, cloudEvent, cloudOrigin, gridEvent, opening, payload } from './events';

describe('a CloudEvent in structured mode', () => {
  it.each([
    ['data', { data: payload }, '/data', payload],
    ['data as JSON in text', { data: JSON.stringify(payload) }, '/data', payload],
    [
      'data_base64',
      { data_base64: Buffer.from(JSON.stringify(payload)).toString('base64') },
      '/data_base64',
      payload,
    ],
    ['an empty subject', { data: payload, subject: '' }, '/data', payload],
    ['a null extension', { data: payload, extension: null }, '/data', payload],
  ])('holds its payload: %s', (_, more, place, expected) => {
    expect(opening(cloudEvent(more))).toEqual({
      opened: [{ origin: cloudOrigin, place, payload: expected }],
      unopened: [],
    });
  });

  it.each([
    ['no data', {}, '/data', 'envelope-empty'],
    ['XML', { data: '<much wow="xml"/>' }, '/data', 'envelope-data-unreadable'],
    ['no JSON in base64', { data_base64: 'AAAA' }, '/data_base64', 'envelope-data-unreadable'],
  ])('with %s is left', (_, more, place, code) => {
    expect(opening(cloudEvent(more))).toMatchObject({ opened: [], unopened: [{ place, code }] });
  });

  it('keeps the origin of each event of a batch', () => {
    const { opened } = opening([cloudEvent({ data: payload }), cloudEvent({ id: 'cloud-2', data: [] })]);
    expect(opened.map(({ origin, place }) => [origin.eventId, place])).toEqual([
      ['cloud-1', '/0/data'],
      ['cloud-2', '/1/data'],
    ]);
  });

  it('takes what it lacks from its channel', () => {
    const { opened } = opening({ specversion: '1.0', type: 'x', id: '1', data: payload });
    expect(opened[0]?.origin).toEqual({ eventId: '1', source: 'a-queue', type: 'x', time: null });
  });
});

describe('a CloudEvent in binary mode', () => {
  const headers = {
    'ce-specversion': '1.0',
    'ce-id': 'binary-1',
    'ce-source': '/caf%C3%A9/%F0%9F%98%80',
    'ce-type': 'com.example.alert',
    'ce-time': '2026-07-10T21:27:12Z',
  };

  it('is the body, with the origin that its percent-encoded headers give', () => {
    expect(opening(payload, headers).opened).toEqual([
      {
        origin: {
          eventId: 'binary-1',
          source: '/café/😀',
          type: 'com.example.alert',
          time: '2026-07-10T21:27:12Z',
        },
        place: '',
        payload,
      },
    ]);
  });

  it.each([
    ['a sign that encodes nothing', '100%', '100%'],
    ['one sign that encodes and one that does not', '%41 100%', '%41 100%'],
    ['bytes that are no UTF-8', '%ff', '\ufffd'],
    ['nothing encoded', '/plain', '/plain'],
  ])('reads a header with %s', (_, source, expected) => {
    expect(opening(payload, { ...headers, 'ce-source': source }).opened[0]?.origin.source).toBe(expected);
  });

  it.each([
    ['ce-specversion', { 'ce-type': 'x', 'ce-id': '1' }],
    ['ce-type', { 'ce-specversion': '1.0', 'ce-id': '1' }],
  ])('is none without %s', (_, some) => {
    expect(opening(payload, some).opened[0]?.origin).toEqual(channel);
  });

  it('gives its origin to a batch in the body only where an event lacks its own', () => {
    const { opened } = opening([gridEvent(payload), payload], headers);
    expect(opened.map(({ origin }) => origin.eventId)).toEqual(['grid-1', 'binary-1']);
  });
});
