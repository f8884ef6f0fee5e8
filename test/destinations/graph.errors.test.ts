import { type HttpAnswer } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { a, answerOf, b, brief, readAll, requestIds } from './graph-verdicts';

/** What was said of a call of two that is to be asked again in halves. */
const splitOf = (answer: HttpAnswer): unknown => {
  const said = graph.read([a, b], answer);
  return said._tag === 'Split' ? said.detail : said._tag;
};

const error = (code: string, more: Readonly<Record<string, unknown>> = {}): unknown => ({
  error: { code, message: 'in its words', ...more },
});

describe('when Graph refuses', () => {
  it.each([400, 409, 413, 422])('rejects a single indicator with its own words: %d', (status) => {
    expect(readAll(answerOf(status, error('BadRequest')), [a])).toEqual([
      {
        _tag: 'Rejected',
        externalId: 'a',
        code: 'BadRequest',
        message: 'in its words',
        status,
        retryAfterSeconds: null,
        requestIds,
      },
    ]);
  });

  it.each([400, 409, 413, 422])('splits a call of several, with its own words: %d', (status) => {
    expect(splitOf(answerOf(status, error('BadRequest')))).toEqual({
      code: 'BadRequest',
      message: 'in its words',
      status,
      retryAfterSeconds: null,
      requestIds,
    });
  });

  it.each([
    ['no body', undefined],
    ['text', '<html>Bad Request</html>'],
    ['an empty object', {}],
    ['an empty error', { error: {} }],
    ['an error in text', { error: 'invalid_request' }],
    ['a code that is a number', { error: { code: 7 } }],
    ['a list', [error('BadRequest')]],
  ])('names the status where the answer has %s', (_, body) => {
    expect(brief(readAll(answerOf(400, body), [a]))).toEqual([['a', 'Rejected', 'http-400']]);
  });

  it.each(['innerError', 'innererror', 'InnerError'])('keeps the outer code beside %s', (name) => {
    const inner = { [name]: { code: 'inner', 'request-id': '1', [name]: { code: 'innermost' } } };
    expect(brief(readAll(answerOf(400, error('BadRequest', inner)), [a]))).toEqual([
      ['a', 'Rejected', 'BadRequest'],
    ]);
  });
});

describe('when it passes', () => {
  it.each([301, 302, 304, 401, 403, 408, 425, 429, 503])(
    'asks again about each, with what was said: %d',
    (status) => {
      expect(readAll(answerOf(status, error('Said'), 2.128))).toEqual(
        ['a', 'b'].map((externalId) => ({
          _tag: 'Unsettled',
          externalId,
          code: 'Said',
          message: 'in its words',
          status,
          retryAfterSeconds: 2.128,
          requestIds,
        })),
      );
    },
  );

  it.each([500, 502, 503, 504, 507])(
    'splits a call of several, for it may be too large for the service: %d without Retry-After',
    (status) => {
      expect(splitOf(answerOf(status, error('Said')))).toMatchObject({ code: 'Said', status });
    },
  );

  it.each([500, 502, 504])('splits it also where the answer asks for a wait: %d', (status) => {
    expect(splitOf(answerOf(status, error('Said'), 2.128))).toMatchObject({ retryAfterSeconds: 2.128 });
  });

  it.each([500, 502, 503, 504, 507])('asks again about a single one, with what was said: %d', (status) => {
    expect(readAll(answerOf(status, error('Said')), [a])).toEqual([
      {
        _tag: 'Unsettled',
        externalId: 'a',
        code: 'Said',
        message: 'in its words',
        status,
        retryAfterSeconds: null,
        requestIds,
      },
    ]);
  });

  it.each([429, 503, 301])('names the status where the answer has no body: %d', (status) => {
    expect(brief(readAll(answerOf(status, undefined), [a]))).toEqual([['a', 'Unsettled', `http-${status}`]]);
  });

  it.each([
    ['UnknownError', { error: { code: 'UnknownError', message: '' } }],
    ['UnknownError in other letters', { error: { code: 'unknownerror' } }],
    ['UnknownError with an innerError', error('UnknownError', { innerError: { date: '2020-10-02' } })],
    ['TooManyRequests', error('TooManyRequests')],
    ['activityLimitReached', error('activityLimitReached')],
  ])('goes by the code also where the status is 400: %s', (_, body) => {
    expect(readAll(answerOf(400, body), [a])).toMatchObject([{ _tag: 'Unsettled' }]);
    expect(readAll(answerOf(400, body))).toBe('Split');
  });
});

describe('when the collection is gone', () => {
  it.each([
    [404, undefined],
    [405, error('MethodNotAllowed')],
    [410, error('Gone')],
    [501, error('NotImplemented')],
    [400, error('notSupported')],
    [403, error('NotSupported')],
    [500, error('notSupported')],
  ])('says retired of each: %d', (status, body) => {
    expect(readAll(answerOf(status, body))).toMatchObject([
      { _tag: 'Retired', externalId: 'a', status },
      { _tag: 'Retired', externalId: 'b', status },
    ]);
  });
});
