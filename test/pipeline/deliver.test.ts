import { deliver } from '../../shared/pipeline/deliver';
import { answer, always, createsAll, fates, refusing, requestIds } from './graph-script';
import { inMemoryWorld, routeTo, type Script } from './in-memory-environment';
import { indicatorOf } from './planned';

const hundred = Array.from({ length: 100 }, (_, index) => indicatorOf(`n${index}`));

const deliverAll = async (script: Script, indicators = hundred, seconds = 60) => {
  const route = routeTo(script);
  const world = inMemoryWorld([route]);
  const verdicts = await deliver(world.environment, route, world.deadline(seconds))(indicators)();
  return { verdicts, calls: route.calls };
};

describe('when Graph creates everything', () => {
  it('delivers a hundred in one call', async () => {
    const { verdicts, calls } = await deliverAll(createsAll);
    expect(calls).toHaveLength(1);
    expect(verdicts.every(({ _tag }) => _tag === 'Created')).toBe(true);
  });

  it('gives each the id that Graph gave it', async () => {
    const { verdicts } = await deliverAll(createsAll, [indicatorOf('a'), indicatorOf('b')]);
    expect(verdicts).toEqual([
      { _tag: 'Created', externalId: 'a', id: 'graph-a', requestIds },
      { _tag: 'Created', externalId: 'b', id: 'graph-b', requestIds },
    ]);
  });
});

describe('when one of a hundred makes Graph refuse every call that holds it', () => {
  const mostCalls = 2 * Math.ceil(Math.log2(100)) + 1;

  it.each([0, 1, 49, 50, 98, 99])(
    'creates the other 99 and rejects it alone, at position %d',
    async (bad) => {
      const { verdicts, calls } = await deliverAll(refusing(`n${bad}`));
      expect(verdicts.flatMap(({ _tag }, index) => (_tag === 'Rejected' ? [index] : []))).toEqual([bad]);
      expect(verdicts.filter(({ _tag }) => _tag === 'Created')).toHaveLength(99);
      expect(calls.length).toBeLessThanOrEqual(mostCalls);
    },
  );
});

describe('when Graph refuses everything', () => {
  it('asks about each one alone and gives up after 199 calls', async () => {
    const { verdicts, calls } = await deliverAll(always(answer(400, { error: { code: 'BadRequest' } })));
    expect(calls).toHaveLength(199);
    expect(verdicts.every(({ _tag }) => _tag === 'Rejected')).toBe(true);
  });
});

describe('when an identity comes twice', () => {
  it('asks about it in two calls and gives both a verdict', async () => {
    const { verdicts, calls } = await deliverAll(
      createsAll,
      ['a', 'b', 'a'].map((id) => indicatorOf(id)),
    );
    expect(calls.map(({ call }) => call.path)).toEqual([
      '/security/tiIndicators/submitTiIndicators',
      '/security/tiIndicators',
    ]);
    expect(verdicts.map(({ externalId }) => externalId)).toEqual(['a', 'b', 'a']);
  });
});

describe('when a call settles nothing', () => {
  const twoCalls = [...hundred, ...hundred.map(({ externalId }) => indicatorOf(`second-${externalId}`))];

  const busy = always(answer(429, { error: { code: 'TooManyRequests', message: 'slow down' } }, 12.5));

  it('passes on what was said, Retry-After included', async () => {
    const { verdicts } = await deliverAll(busy);
    expect(verdicts.at(-1)).toEqual({
      _tag: 'Unsettled',
      externalId: 'n99',
      code: 'TooManyRequests',
      message: 'slow down',
      status: 429,
      retryAfterSeconds: 12.5,
      requestIds,
    });
  });

  it('makes no other call and passes on what was said, Retry-After included', async () => {
    const { verdicts, calls } = await deliverAll(
      always(answer(429, { error: { code: 'TooManyRequests', message: 'slow down' } }, 12.5)),
      twoCalls,
    );
    expect(calls).toHaveLength(1);
    expect(verdicts).toHaveLength(200);
    expect(verdicts.at(-1)).toEqual({
      _tag: 'Unsettled',
      externalId: twoCalls.at(-1)?.externalId,
      code: 'TooManyRequests',
      message: 'slow down',
      status: 429,
      retryAfterSeconds: 12.5,
      requestIds,
    });
  });

  it('goes on where at least one indicator of the call was settled', async () => {
    const { verdicts, calls } = await deliverAll(
      fates(({ externalId }) => (externalId === 'n0' ? 'rejected' : 'busy')),
      twoCalls,
    );
    expect(calls).toHaveLength(2);
    expect(verdicts.filter(({ _tag }) => _tag === 'Unsettled')).toHaveLength(199);
  });
});

describe('when the deadline is near', () => {
  it.each([
    [60, 10_000],
    [3, 3_000],
  ])('with %d seconds left gives a call %d ms', async (seconds, timeoutMs) => {
    const { calls } = await deliverAll(createsAll, hundred, seconds);
    expect(calls.map((call) => call.timeoutMs)).toEqual([timeoutMs]);
  });

  it('makes no call once it has passed, and gives the rest back unsettled', async () => {
    const route = routeTo((call, timeoutMs) => {
      world.advance(8);
      return createsAll(call, timeoutMs);
    });
    const world = inMemoryWorld([route]);
    const many = Array.from({ length: 500 }, (_, index) => indicatorOf(`n${index}`));
    const verdicts = await deliver(world.environment, route, world.deadline(10))(many)();
    expect(route.calls).toHaveLength(2);
    expect(verdicts.filter(({ _tag }) => _tag === 'Created')).toHaveLength(200);
    expect(verdicts[200]).toMatchObject({ _tag: 'Unsettled', code: 'budget-spent', retryAfterSeconds: null });
    expect(verdicts[499]).toMatchObject({ _tag: 'Unsettled', code: 'budget-spent', retryAfterSeconds: null });
  });
});
