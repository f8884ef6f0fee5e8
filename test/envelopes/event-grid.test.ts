import { gridEvent, gridOrigin, opening, payload } from './events';

describe('an event in the Event Grid schema', () => {
  it.each([
    ['an object', payload, payload],
    ['a list', [payload], [payload]],
    ['a list as the SDK of Azure writes it', { 0: payload, 1: 7 }, [payload, 7]],
    ['an object with some numbers for names', { 0: payload, 2: 7 }, { 0: payload, 2: 7 }],
    ['an object with a number and a name', { 0: payload, a: 7 }, { 0: payload, a: 7 }],
    ['an object with nothing in it', {}, {}],
    ['JSON in text', JSON.stringify(payload), payload],
    ['JSON in text with a byte order mark', `\ufeff${JSON.stringify(payload)}`, payload],
    ['a number', 7, 7],
    ['false', false, false],
    ['a number in text', '7', 7],
  ])('holds %s', (_, data, expected) => {
    expect(opening(gridEvent(data))).toEqual({
      opened: [{ origin: gridOrigin, place: '/data', payload: expected }],
      unopened: [],
    });
  });

  it.each([
    ['a line of CEF', 'CEF:0|Vendor|Product|1|100|Found|5|src=192.0.2.1'],
    ['XML', '<much wow="xml"/>'],
    ['JSON that is cut off', '{"action":"al'],
  ])('holds text that is no JSON as text: %s', (_, data) => {
    expect(opening(gridEvent(data)).opened).toEqual([{ origin: gridOrigin, place: '/data', payload: data }]);
  });

  it('holds lines of JSON in text as a list of them', () => {
    const lines = [payload, { action: 'block' }].map((line) => JSON.stringify(line)).join('\r\n');
    expect(opening(gridEvent(lines)).opened[0]?.payload).toEqual([payload, { action: 'block' }]);
  });

  it.each([
    ['no data', undefined],
    ['null', null],
    ['empty text', ''],
    ['blank text', ' \n'],
    ['null in text', 'null'],
  ])('with %s is left, with its own origin and the place', (_, data) => {
    expect(opening([gridEvent(data)])).toMatchObject({
      opened: [],
      unopened: [{ origin: gridOrigin, place: '/0/data', code: 'envelope-empty' }],
    });
  });

  it('is read with what a dead-letter blob adds to it', () => {
    const dead = {
      deadLetterReason: 'MaxDeliveryAttemptsExceeded',
      deliveryAttempts: 30,
      publishTime: '2026',
    };
    expect(opening([gridEvent(payload, dead)]).opened).toEqual([
      { origin: gridOrigin, place: '/0/data', payload },
    ]);
  });

  it.each([
    ['its topic', {}, '/subscriptions/s/topics/t'],
    ['its subject where it has no topic', { topic: undefined }, 'ti/indicators'],
    ['its channel where both are empty', { topic: '', subject: '' }, 'a-queue'],
  ])('comes from %s', (_, more, source) => {
    expect(opening(gridEvent(payload, more)).opened[0]?.origin.source).toBe(source);
  });

  it('keeps the origin of each event of a batch', () => {
    const { opened } = opening([gridEvent(payload), gridEvent(payload, { id: 'grid-2', topic: 't2' })]);
    expect(opened.map(({ origin, place }) => [origin.eventId, origin.source, place])).toEqual([
      ['grid-1', '/subscriptions/s/topics/t', '/0/data'],
      ['grid-2', 't2', '/1/data'],
    ]);
  });
});
