import {
  type Answer,
  type HttpAnswer,
  type Update,
  type Verdict,
} from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { indicatorOf } from '../pipeline/planned';
import { answerOf, brief, marker, requestIds } from './graph-verdicts';

const { updating } = graph;

const at = new Date('2026-11-23T12:00:00.000Z');

const updateOf = (
  externalId: string,
  targetProduct = 'Azure Sentinel',
  id = `graph-${externalId}`,
): Update => ({
  id,
  since: null,
  heldAction: null,
  indicator: indicatorOf(externalId, {
    targetProduct: targetProduct as Update['indicator']['targetProduct'],
  }),
});

const [a, b] = [updateOf('a'), updateOf('b')];

const many = (count: number, targetProduct?: string): readonly Update[] =>
  Array.from({ length: count }, (_, n) => updateOf(`${targetProduct ?? 's'}${n}`, targetProduct));

const read = (answer: HttpAnswer, updates: readonly Update[] = [a, b]): readonly Verdict[] | 'Split' => {
  const said: Answer = updating?.read(updates, answer) ?? { _tag: 'Verdicts', verdicts: [] };
  return said._tag === 'Split' ? 'Split' : said.verdicts;
};

describe('the calls that update', () => {
  it.each<[string, readonly Update[], readonly number[]]>([
    ['nothing', [], []],
    ['one', many(1), [1]],
    ['a hundred of Sentinel together', many(100), [100]],
    ['more than a hundred in several', many(250), [100, 100, 50]],
    ['those of Defender each alone', many(3, 'Microsoft Defender ATP'), [1, 1, 1]],
    ['those of both', [...many(2, 'Microsoft Defender ATP'), ...many(101)], [100, 1, 1, 1]],
  ])('hold %s', (_, updates, sizes) => {
    const calls = updating?.calls(updates) ?? [];
    expect(calls.map((call) => call.length)).toEqual(sizes);
    expect(
      calls
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(updates.map(({ id }) => id).sort());
  });

  it('patch one by its id', () => {
    expect(updating?.request([a], at)).toEqual({
      method: 'PATCH',
      path: '/security/tiIndicators/graph-a',
      body: { ...a.indicator, id: 'graph-a' },
    });
  });

  it.each([
    ['a slash', 'a/b', 'a%2Fb'],
    ['dots that lead elsewhere', '../me', '..%2Fme'],
    ['a query', 'a?b=c#d', 'a%3Fb%3Dc%23d'],
    ['a space and a percent sign', '1 %', '1%20%25'],
    ['another script', 'ü', '%C3%BC'],
  ])('keep an id in its place in the path: %s', (_, id, escaped) => {
    expect(updating?.request([updateOf('a', 'Azure Sentinel', id)], at).path).toBe(
      `/security/tiIndicators/${escaped}`,
    );
  });

  it('send several as a value, each with its id', () => {
    expect(updating?.request([a, b], at)).toEqual({
      method: 'POST',
      path: '/security/tiIndicators/updateTiIndicators',
      body: {
        value: [
          { ...a.indicator, id: 'graph-a' },
          { ...b.indicator, id: 'graph-b' },
        ],
      },
    });
  });
});

describe('when one is updated', () => {
  it.each([
    ['204 without a body', answerOf(204, undefined)],
    ['200 with the indicator', answerOf(200, { ...a.indicator, id: 'graph-a' })],
    ['200 with a body that says nothing', answerOf(200, {})],
  ])('is done under the id it has: %s', (_, answer) => {
    expect(read(answer, [a])).toEqual([{ _tag: 'Updated', externalId: 'a', id: 'graph-a', requestIds }]);
  });

  it.each([
    ['404', 404, undefined],
    ['404 with words', 404, { error: { code: 'ResourceNotFound', message: 'no such id' } }],
  ])('is gone, and not the collection: %s', (_, status, body) => {
    expect(read(answerOf(status, body), [a])).toMatchObject([
      { _tag: 'Gone', externalId: 'a', code: 'ResourceNotFound', status: 404 },
    ]);
  });

  it.each([
    ['rejected', 400, 'BadRequest', 'Rejected'],
    ['rejected for its size', 413, 'TooLarge', 'Rejected'],
    ['not settled while it is busy', 429, 'TooManyRequests', 'Unsettled'],
    ['not settled without the role', 403, 'Forbidden', 'Unsettled'],
    ['not settled while it is out of order', 500, 'InternalServerError', 'Unsettled'],
    ['not settled where it is unknown why', 400, 'UnknownError', 'Unsettled'],
    ['refused for ever', 410, 'Gone', 'Retired'],
  ])('is %s', (_, status, code, tag) => {
    expect(brief(read(answerOf(status, { error: { code, message: '' } }), [a]))).toEqual([['a', tag, code]]);
  });
});

describe.each([200, 206])('when several are updated and the answer is %d', (status) => {
  const done = { externalId: 'b', id: 'graph-b' };

  it('each is done, in whatever order they stand', () => {
    const value = [done, { externalId: 'a', id: 'graph-a' }];
    expect(brief(read(answerOf(status, { value })))).toEqual([
      ['a', 'Updated', 'graph-a'],
      ['b', 'Updated', 'graph-b'],
    ]);
  });

  it('has the id it is held under from now on', () => {
    expect(brief(read(answerOf(status, { value: [{ externalId: 'a', id: 'graph-new' }, done] })))).toEqual([
      ['a', 'Updated', 'graph-new'],
      ['b', 'Updated', 'graph-b'],
    ]);
  });

  it.each([
    ['gone', 'ResourceNotFound', 'Gone'],
    ['gone, in other letters', 'itemNotFound', 'Gone'],
    ['rejected', 'InvalidInput', 'Rejected'],
    ['not settled', 'TooManyRequests', 'Unsettled'],
  ])('one of them may be %s', (_, code, tag) => {
    const failed = { externalId: 'a', id: marker, Error: JSON.stringify({ error: { code, message: '' } }) };
    expect(brief(read(answerOf(status, { value: [failed, done] })))).toEqual([
      ['a', tag, code],
      ['b', 'Updated', 'graph-b'],
    ]);
  });

  it('one of which nothing is said is asked about again', () => {
    expect(brief(read(answerOf(status, { value: [done] })))).toEqual([
      ['a', 'Unsettled', 'no-answer-for-item'],
      ['b', 'Updated', 'graph-b'],
    ]);
  });
});

describe('when several are refused', () => {
  it.each([400, 413, 500, 502, 504])('they are asked again in halves: %d', (status) => {
    expect(read(answerOf(status, undefined))).toBe('Split');
  });

  it.each([
    [429, 'Unsettled'],
    [403, 'Unsettled'],
    [404, 'Retired'],
  ])('%d says %s of each', (status, tag) => {
    expect(read(answerOf(status, undefined))).toMatchObject([{ _tag: tag }, { _tag: tag }]);
  });

  it('never says gone of a create', () => {
    const gone = { externalId: 'a', id: marker, Error: { code: 'ResourceNotFound', message: '' } };
    const said = graph.read([a.indicator, b.indicator], answerOf(206, { value: [gone] }));
    expect(said._tag === 'Verdicts' ? said.verdicts : []).toMatchObject([
      { _tag: 'Rejected' },
      { _tag: 'Unsettled' },
    ]);
  });
});
