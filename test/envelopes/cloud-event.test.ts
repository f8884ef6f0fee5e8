import { channel, cloudEvent, cloudOrigin, gridEvent, opening, payload } from './events';

describe('a CloudEvent in structured mode', () => {
  it.each([
    ['data', { data: payload }, '/data', payload],
    ['a list as the SDK of Azure writes it', { data: { 0: payload } }, '/data', [payload]],
    ['data as JSON in text', { data: JSON.stringify(payload) }, '/data', payload],
    [
      'data_base64',
      { data_base64: Buffer.from(JSON.stringify(payload)).toString('base64') },
      '/data_base64',
      payload,
    ],
    [
      'data_base64, over several lines',
      { data_base64: 'eyJhY3Rpb24i\r\nOiJhbGVydCJ9\r\n' },
      '/data_base64',
      payload,
    ],
    ['data_base64 without padding', { data_base64: 'eyJhIjoxMX0' }, '/data_base64', { a: 11 }],
    [
      'data_base64 in the alphabet for URLs',
      { data_base64: Buffer.from('{"a":"ÿÿ>>??"}').toString('base64url') },
      '/data_base64',
      { a: 'ÿÿ>>??' },
    ],
    ['text in data_base64', { data_base64: 'Q0VGOjB8YQ==' }, '/data_base64', 'CEF:0|a'],
    ['text that is not JSON', { data: '<much wow="xml"/>' }, '/data', '<much wow="xml"/>'],
    ['an empty subject', { data: payload, subject: '' }, '/data', payload],
    ['attributes that are null', { data: payload, subject: null, data_base64: null }, '/data', payload],
    ['null data beside data_base64', { data: null, data_base64: 'e30=' }, '/data_base64', {}],
    [
      'the data of 0.3 in base64',
      { specversion: '0.3', schemaurl: 's', datacontentencoding: 'Base64', data: 'e30=' },
      '/data',
      {},
    ],
    [
      'the data of 0.3',
      { specversion: '0.3', datacontentencoding: 'base64', data: payload },
      '/data',
      payload,
    ],
  ])('holds its payload: %s', (_, more, place, expected) => {
    expect(opening(cloudEvent(more))).toEqual({
      opened: [{ origin: cloudOrigin, place, payload: expected }],
      unopened: [],
    });
  });

  it.each([
    ['no data', {}, '/data', 'envelope-empty'],
    ['null data', { data: null }, '/data', 'envelope-empty'],
    ['nothing in base64', { data_base64: '' }, '/data_base64', 'envelope-empty'],
    ['words for base64', { data_base64: '... base64 ...' }, '/data_base64', 'envelope-data-unreadable'],
    ['base64 that is cut off', { data_base64: 'eyJhI' }, '/data_base64', 'envelope-data-unreadable'],
    ['a number for base64', { data_base64: 7 }, '/data_base64', 'envelope-data-unreadable'],
    ['bytes that are no text', { data_base64: '//79/A==' }, '/data_base64', 'envelope-data-unreadable'],
    [
      'words for the base64 of 0.3',
      { specversion: '0.3', datacontentencoding: 'base64', data: 'not base64!' },
      '/data',
      'envelope-data-unreadable',
    ],
  ])('with %s is left', (_, more, place, code) => {
    const { opened, unopened } = opening(cloudEvent(more));
    expect(opened).toEqual([]);
    expect(unopened).toMatchObject([{ origin: cloudOrigin, place, code }]);
    expect(unopened[0]?.text).not.toMatch(/words|base64 \.\.\.|not base64/);
  });

  it('keeps the origin of each event of a batch', () => {
    const { opened } = opening([cloudEvent({ data: payload }), cloudEvent({ id: 'cloud-2', data: [] })]);
    expect(opened.map(({ origin, place }) => [origin.eventId, place])).toEqual([
      ['cloud-1', '/0/data'],
      ['cloud-2', '/1/data'],
    ]);
  });

  it('that cannot be decoded costs the others of its batch nothing', () => {
    const { opened, unopened } = opening([
      cloudEvent({ data_base64: '?' }),
      cloudEvent({ id: 'cloud-2', data: payload }),
    ]);
    expect(opened.map(({ place }) => place)).toEqual(['/1/data']);
    expect(unopened.map(({ place }) => place)).toEqual(['/0/data_base64']);
  });

  it('takes what it lacks from its channel', () => {
    const { opened } = opening({ specversion: '1.0', type: 'x', id: '1', data: payload });
    expect(opened[0]?.origin).toEqual({ eventId: '1', source: 'a-queue', type: 'x', time: null });
  });
});

describe('a CloudEvent 0.1', () => {
  const early = {
    cloudEventsVersion: '0.1',
    eventType: 'com.example.alert',
    eventID: 'cloud-1',
    eventTime: '2026-07-10T21:27:12Z',
    source: '/a/source',
  };

  it.each([
    ['data', payload],
    ['JSON in text', JSON.stringify(payload)],
  ])('is read by the names of its time: %s', (_, data) => {
    expect(opening({ ...early, data }).opened).toEqual([{ origin: cloudOrigin, place: '/data', payload }]);
  });

  it('without data is left', () => {
    expect(opening(early).unopened).toMatchObject([{ place: '/data', code: 'envelope-empty' }]);
  });

  it.each([
    ['a version and a source', { cloudEventsVersion: '0.1', source: '/a/source', data: payload }],
    ['a version alone', { cloudEventsVersion: '0.1', data: payload }],
    ['a version that is a number', { ...early, cloudEventsVersion: 0.1 }],
  ])('is none because of %s', (_, body) => {
    expect(opening(body).opened[0]?.place).toBe('');
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
    ['quotes around it', '"/a \\"b\\" %41"', '/a "b" A'],
  ])('reads a header with %s', (_, source, expected) => {
    expect(opening(payload, { ...headers, 'ce-source': source }).opened[0]?.origin.source).toBe(expected);
  });

  it('is read by the names of 0.1', () => {
    const early = {
      'ce-cloudeventsversion': '0.1',
      'ce-eventid': 'binary-1',
      'ce-eventtype': 'com.example.alert',
      'ce-eventtime': '2026-07-10T21:27:12Z',
      'ce-source': '/a/source',
    };
    expect(opening(payload, early).opened[0]?.origin).toEqual({ ...cloudOrigin, eventId: 'binary-1' });
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
