import { type HttpAnswer } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { a, answerOf, b, brief, c, marker, readAll, requestIds } from './graph-verdicts';

const at = new Date('2026-11-23T12:00:00.000Z');

describe('the request to Graph', () => {
  it('creates one indicator by itself', () => {
    expect(graph.request([a], at)).toEqual({ method: 'POST', path: '/security/tiIndicators', body: a });
  });

  it('submits several as a value', () => {
    expect(graph.request([a, b], at)).toEqual({
      method: 'POST',
      path: '/security/tiIndicators/submitTiIndicators',
      body: { value: [a, b] },
    });
  });

  it('takes the documented hundred', () => {
    expect(graph.perCall).toBe(100);
  });
});

describe('when one indicator is created', () => {
  it('has the id that Graph gave it', () => {
    expect(readAll(answerOf(201, { ...a, id: 'graph-1' }), [a])).toEqual([
      { _tag: 'Created', externalId: 'a', id: 'graph-1', requestIds },
    ]);
  });

  it('has it also where the answer repeats no externalId', () => {
    expect(brief(readAll(answerOf(201, { id: 'graph-1' }), [a]))).toEqual([['a', 'Created', 'graph-1']]);
  });

  it.each([
    ['no body', undefined, 'no-answer-for-item'],
    ['text', 'created', 'no-answer-for-item'],
    ['a list', [], 'no-answer-for-item'],
    ['no id', { externalId: 'a' }, 'no-id-in-answer'],
    ['an empty id', { externalId: 'a', id: '' }, 'no-id-in-answer'],
    ['an id that is a number', { externalId: 'a', id: 7 }, 'no-id-in-answer'],
  ])('is asked about again where the answer has %s', (_, body, code) => {
    expect(brief(readAll(answerOf(201, body), [a]))).toEqual([['a', 'Unsettled', code]]);
  });
});

describe.each([200, 206])('when several are submitted and the answer is %d', (status) => {
  const other = { externalId: 'b', id: 'graph-b' };
  const withFirst = (first: Readonly<Record<string, unknown>>): HttpAnswer =>
    answerOf(status, { value: [{ externalId: 'a', ...first }, other] });

  it('gives each its id, in whatever order they stand', () => {
    expect(brief(readAll(answerOf(status, { value: [other, { externalId: 'a', id: 'graph-a' }] })))).toEqual([
      ['a', 'Created', 'graph-a'],
      ['b', 'Created', 'graph-b'],
    ]);
  });

  it.each([
    [
      'JSON in text',
      '{"error":{"code":"InvalidInput","message":"not a hash","target":"1"}}',
      'InvalidInput',
      'not a hash',
    ],
    [
      'JSON in text, unwrapped',
      '{"code":"InvalidInput","message":"not a hash"}',
      'InvalidInput',
      'not a hash',
    ],
    ['an object', { error: { code: 'InvalidInput', message: 'not a hash' } }, 'InvalidInput', 'not a hash'],
    ['an object, unwrapped', { code: 'InvalidInput', message: 'not a hash' }, 'InvalidInput', 'not a hash'],
    ['plain text', 'the hash is not one', 'unknown', 'the hash is not one'],
    ['half JSON', '{"error":', 'unknown', '{"error":'],
    ['an empty object', {}, 'unknown', ''],
    ['a number', 7, 'unknown', ''],
    ['an empty text', '', 'unknown', ''],
  ])('rejects the one with an Error, even beside an id: %s', (_, Error, code, message) => {
    const verdicts = readAll(withFirst({ id: 'graph-a', Error }));
    expect(verdicts).toEqual([
      { _tag: 'Rejected', externalId: 'a', code, message, status, retryAfterSeconds: null, requestIds },
      { _tag: 'Created', externalId: 'b', id: 'graph-b', requestIds },
    ]);
  });

  it('takes the marker that stands in place of an id for no id', () => {
    expect(brief(readAll(withFirst({ id: marker })))).toEqual([
      ['a', 'Rejected', 'unknown'],
      ['b', 'Created', 'graph-b'],
    ]);
  });

  it('takes an Error of null for none', () => {
    expect(brief(readAll(withFirst({ id: 'graph-a', Error: null })))).toEqual([
      ['a', 'Created', 'graph-a'],
      ['b', 'Created', 'graph-b'],
    ]);
  });

  it.each([
    'TooManyRequests',
    'serviceNotAvailable',
    'UnknownError',
    'InternalServerError',
    'generalException',
  ])('asks again about the one whose Error passes: %s', (code) => {
    const verdicts = readAll(withFirst({ id: marker, Error: JSON.stringify({ error: { code } }) }));
    expect(brief(verdicts)).toEqual([
      ['a', 'Unsettled', code],
      ['b', 'Created', 'graph-b'],
    ]);
  });

  it.each([
    ['is missing', [other], 'no-answer-for-item'],
    ['is null', [null, other], 'no-answer-for-item'],
    ['has no id', [{ externalId: 'a' }, other], 'no-id-in-answer'],
    ['has another externalId', [{ externalId: 'z', id: 'graph-z' }, other], 'no-answer-for-item'],
  ])('asks again about the one that %s', (_, value, code) => {
    expect(brief(readAll(answerOf(status, { value })))).toEqual([
      ['a', 'Unsettled', code],
      ['b', 'Created', 'graph-b'],
    ]);
  });

  it('goes by position where no item has an externalId and none is missing', () => {
    expect(brief(readAll(answerOf(status, { value: [{ id: '1' }, { id: '2' }] })))).toEqual([
      ['a', 'Created', '1'],
      ['b', 'Created', '2'],
    ]);
  });

  it('never goes by position where an item is missing', () => {
    const answer = answerOf(status, { value: [{ id: '1' }, { id: '2' }] });
    expect(brief(readAll(answer, [a, b, c]))).toEqual(
      ['a', 'b', 'c'].map((externalId) => [externalId, 'Unsettled', 'no-answer-for-item']),
    );
  });

  it.each([
    ['no body', undefined],
    ['an empty object', {}],
    ['an empty value', { value: [] }],
    ['a value that is no list', { value: 'x' }],
    ['text', 'done'],
  ])('asks again about all where the answer has %s', (_, body) => {
    expect(brief(readAll(answerOf(status, body)))).toEqual([
      ['a', 'Unsettled', 'no-answer-for-item'],
      ['b', 'Unsettled', 'no-answer-for-item'],
    ]);
  });
});
