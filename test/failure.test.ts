import { describeFailure, noRequestIds, retryHelps, unavailable, type Failure } from '../shared/failure';

const failures: readonly (readonly [Failure, boolean, string])[] = [
  [{ _tag: 'BodyTooLarge', limitBytes: 1024 }, false, 'the body is over 1024 bytes'],
  [{ _tag: 'BodyTooSlow', seconds: 15 }, true, 'the body was not here after 15 s'],
  [{ _tag: 'BodyCutOff' }, true, 'the connection ended before the end of the body'],
  [
    { _tag: 'BodyMissing', header: 'Content-Type' },
    false,
    'Content-Type says that there is a body, and none came: send it with Content-Length, or leave out what says so',
  ],
  [
    { _tag: 'UnsupportedMediaType', expected: 'application/json' },
    false,
    'unsupported media type, expected application/json',
  ],
  [
    { _tag: 'NotJson', expected: 'JSON', position: 7 },
    false,
    'not readable as JSON from position 7, expected JSON',
  ],
  [
    { _tag: 'NotJson', expected: 'JSON', position: 0 },
    false,
    'not readable as JSON from position 0, expected JSON',
  ],
  [{ _tag: 'NotJson', expected: 'JSON', position: null }, false, 'not readable as JSON, expected JSON'],
  [unavailable('queue', 'timeout'), true, 'queue unavailable (timeout)'],
  [unavailable('table', 'http-503'), true, 'table unavailable (http-503)'],
];

describe('a failure', () => {
  it.each(failures)('%j says whether trying again helps: %s', (failure, helps) => {
    expect(retryHelps(failure)).toBe(helps);
  });

  it.each(failures)('%j is one line for a log (%s): %s', (failure, _, line) => {
    expect(describeFailure(failure)).toBe(line);
  });
});

describe('something that is unavailable', () => {
  it('asks for no wait and has no request ids unless it says so', () => {
    expect(unavailable('blob', 'timeout')).toEqual({
      _tag: 'Unavailable',
      dependency: 'blob',
      code: 'timeout',
      retryAfterSeconds: null,
      requestIds: noRequestIds,
    });
  });
});
