import { textOf } from '../../functions/queue-message';

describe('the text of a queue message', () => {
  it.each([
    ['bytes', Buffer.from('\ufeff{"id":9007199254740993}'), '\ufeff{"id":9007199254740993}'],
    ['text', '89e7073266', '89e7073266'],
    ['what a host has parsed already', { a: 1 }, '{"a":1}'],
  ])('is read from %s', (_, message, text) => {
    expect(textOf(message)).toBe(text);
  });
});
