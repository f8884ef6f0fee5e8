import { retryAfterSeconds } from '../../shared/azure/retry-after';

const now = new Date('2026-01-01T00:00:00Z');

describe('the wait a Retry-After header asks for', () => {
  it.each([
    ['whole seconds', '10', 10],
    ['zero', '0', 0],
    ["a fraction, as in Graph's own sample", '2.128', 2.128],
    ['spaces around it', ' 10 ', 10],
    ['a date to come', 'Thu, 01 Jan 2026 00:01:30 GMT', 90],
    ['a date gone by', 'Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['a negative number', '-5', 0],
    ['no header', null, null],
    ['an empty header', '', null],
    ['a blank header', '   ', null],
    ['a word', 'soon', null],
    ['infinity', 'Infinity', null],
  ])('is read: %s', (_, header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
