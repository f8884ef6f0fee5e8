import { gridEvent, gridOrigin, opening, payload } from './events';

describe('an event in the Event Grid schema', () => {
  it.each([
    ['an object', payload, payload],
    ['a list', [payload], [payload]],
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
    ['no data', undefined, 'envelope-empty'],
    ['null', null, 'envelope-empty'],
    ['text that is not JSON', 'not {json', 'envelope-data-unreadable'],
    ['empty text', '', 'envelope-data-unreadable'],
  ])('with %s is left, with its own origin and the place', (_, data, code) => {
    const { opened, unopened } = opening([gridEvent(data)]);
    expect(opened).toEqual([]);
    expect(unopened).toMatchObject([{ origin: gridOrigin, place: '/0/data', code }]);
    expect(unopened[0]?.text).not.toContain('not {json');
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
