import { retryAfterInText, retryAfterSeconds } from '../../shared/azure/retry-after';

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

describe('the wait a text asks for', () => {
  it.each([
    ["Sentinel's own words", 'Rate limit is exceeded. Try again in 7 seconds.', 7],
    ['one second', 'Try again in 1 second.', 1],
    ['a fraction', 'try again in 2.5 seconds', 2.5],
    ['minutes', 'Please retry after 2 minutes', 120],
    ['other words for it', 'Too busy; retry in 30 seconds', 30],
    ['capitals', 'TRY AGAIN IN 30 SECONDS', 30],
    ['inside JSON', '{"error":{"code":"429","message":"Try again in 9 seconds."}}', 9],
    ['the first of two', 'Try again in 3 seconds or try again in 9 seconds', 3],
    ['no number', 'Try again in some seconds', null],
    ['another unit', 'Try again in 7 hours', null],
    ['a number of something else', 'after 7 seconds of work it was refused', null],
    ['a negative number', 'Try again in -7 seconds', null],
    ['a number longer than any wait', `Try again in ${'9'.repeat(10)} seconds`, null],
    ['nothing', '', null],
    ['a place far behind the start', `${' '.repeat(5000)}Try again in 7 seconds`, null],
  ])('is read: %s', (_, text, seconds) => {
    expect(retryAfterInText(text)).toBe(seconds);
  });
});
