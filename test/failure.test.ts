import { failureResponse } from '../functions/http/problem';
import { describeFailure, noRequestIds, unavailable, type Failure } from '../shared/failure';

const failures: readonly (readonly [Failure, status: number, comesBack: boolean, line: string])[] = [
  [{ _tag: 'BodyTooLarge', limitBytes: 1024 }, 413, false, 'the body is over 1024 bytes'],
  [{ _tag: 'BodyTooSlow', seconds: 15 }, 408, true, 'the body was not here after 15 s'],
  [{ _tag: 'BodyCutOff' }, 400, false, 'the connection ended before the end of the body'],
  [
    { _tag: 'BodyMissing', header: 'Content-Type' },
    400,
    false,
    'Content-Type says that there is a body, and none came: send it with Content-Length, or leave out what says so',
  ],
  [
    { _tag: 'HeadersReplaced' },
    400,
    false,
    'the host takes the member headers of the body for the headers of the request: leave it out, or send the body compressed',
  ],
  [
    { _tag: 'UnsupportedMediaType', expected: 'application/json' },
    415,
    false,
    'unsupported media type, expected application/json',
  ],
  [
    { _tag: 'NotJson', expected: 'JSON', position: 7 },
    400,
    false,
    'not readable as JSON from position 7, expected JSON',
  ],
  [
    { _tag: 'NotJson', expected: 'JSON', position: 0 },
    400,
    false,
    'not readable as JSON from position 0, expected JSON',
  ],
  [{ _tag: 'NotJson', expected: 'JSON', position: null }, 400, false, 'not readable as JSON, expected JSON'],
  [unavailable('queue', 'timeout'), 503, true, 'queue unavailable (timeout)'],
  [unavailable('table', 'http-503'), 503, true, 'table unavailable (http-503)'],
];

describe('a failure', () => {
  it.each(failures)(
    '%j is answered with %s, and with when to come again: %s',
    (failure, status, comesBack) => {
      const answer = failureResponse(failure);
      expect([answer.status, new Headers(answer.headers).has('Retry-After')]).toEqual([status, comesBack]);
    },
  );

  it.each(failures)('%j is one line for a log (%s, %s): %s', (failure, _status, _comesBack, line) => {
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
