import { jobMessages } from '../../shared/pipeline/job';
import { type Planned } from '../../shared/pipeline/outcome';
import { runJob } from '../../shared/pipeline/run-job';
import { always, answer, createsAll, down, fates } from './graph-script';
import { inMemoryWorld, routeTo, type Circumstances, type Script } from './in-memory-environment';
import { indicatorOf, plannedOf, provenanceAt } from './planned';
import { leftOf, rightOf } from './right-of';

const messageOf = (items: readonly Planned[], destination = 'graph', attempts = 1): unknown => {
  const [message = ''] = jobMessages({ destination, attempts, items });
  return JSON.parse(message);
};

const run = async (
  message: unknown,
  script: Script = createsAll,
  dequeueCount = 1,
  circumstances: Partial<Circumstances> = {},
) => {
  const route = routeTo(script);
  const world = inMemoryWorld([route], circumstances);
  const taken = { message, dequeueCount, deadline: world.deadline(60), provenance: provenanceAt('') };
  const result = await runJob(world.environment)(taken)();
  const parked = [...world.parked].map(([name, content]) => ({
    name,
    content: JSON.parse(content) as unknown,
  }));
  return { result, route, world, parked };
};

const ab = plannedOf('a', 'b');

describe('when the destination of a job takes it', () => {
  it('answers an outcome for each indicator, from where it first came', async () => {
    const { result } = await run(messageOf(ab));
    expect(rightOf(result)).toMatchObject([
      { ...provenanceAt('/0'), externalId: 'a', state: 'created', id: 'graph-a' },
      { ...provenanceAt('/1'), externalId: 'b', state: 'created', id: 'graph-b' },
    ]);
  });

  it.each([
    [0, 1, 1],
    [1, 1, 2],
    [1, 3, 4],
    [6, 2, 8],
  ])(
    'after %d tries before it and taken for time %d says try %d',
    async (attempts, dequeueCount, attempt) => {
      const { result } = await run(messageOf(ab, 'graph', attempts), createsAll, dequeueCount);
      expect(rightOf(result).map((outcome) => outcome.attempt)).toEqual([attempt, attempt]);
    },
  );
});

describe('when the destination of a job takes a part of it', () => {
  it('makes a new job of the rest, which counts the tries', async () => {
    const script = fates(({ externalId }) => (externalId === 'a' ? 'busy' : 'created'));
    const { result, world } = await run(messageOf(ab, 'graph', 2), script, 2);
    expect(rightOf(result).map(({ state }) => state)).toEqual(['deferred', 'created']);
    expect(world.jobs.map(({ message }) => JSON.parse(message) as unknown)).toEqual([
      expect.objectContaining({ attempts: 4, items: [ab[0]] }),
    ]);
  });
});

describe('when nothing of a job can be settled', () => {
  it.each([
    ['down', down],
    ['busy', always(answer(429))],
  ])('leaves it to the host where the destination is %s: no outcome, no new job', async (_, script) => {
    const { result, world } = await run(messageOf(ab), script);
    expect(leftOf(result)).toMatchObject({ _tag: 'NothingSettled', unsettled: 2 });
    expect([world.jobs, [...world.parked]]).toEqual([[], []]);
  });
});

describe('when an indicator expired while its job waited', () => {
  const stale = { provenance: provenanceAt('/9'), indicator: indicatorOf('stale', expired()) };

  function expired() {
    return { expirationDateTime: '2026-11-23T11:59:59.999Z' };
  }

  it('is skipped with a reason and never sent; the others are', async () => {
    const { result, route } = await run(messageOf([...ab, stale]));
    expect(rightOf(result).map(({ place, state }) => [place, state])).toEqual([
      ['/0', 'created'],
      ['/1', 'created'],
      ['/9', 'skipped'],
    ]);
    expect(rightOf(result)[2]).toMatchObject({
      destination: 'graph',
      reason: { code: 'expired-while-waiting' },
      parkedAs: null,
    });
    expect(JSON.stringify(route.calls)).not.toContain('stale');
  });

  it('makes no call where all are', async () => {
    const { result, route } = await run(messageOf([stale]), down);
    expect(rightOf(result).map(({ state }) => state)).toEqual(['skipped']);
    expect(route.calls).toEqual([]);
  });
});

describe('when the destination of a job is not switched on', () => {
  it('keeps the indicators, for whoever switches it on again', async () => {
    const { result, route, parked } = await run(messageOf(ab, 'another'));
    expect(rightOf(result).map(({ destination, state, parkedAs }) => [destination, state, parkedAs])).toEqual(
      [
        ['another', 'parked', parked[0]?.name],
        ['another', 'parked', parked[0]?.name],
      ],
    );
    expect(parked.map(({ content }) => content)).toMatchObject([
      { kind: 'job', reason: { code: 'destination-off' }, content: { destination: 'another', items: ab } },
    ]);
    expect(route.calls).toEqual([]);
  });

  it('comes again where they cannot be kept', async () => {
    const { result } = await run(messageOf(ab, 'another'), createsAll, 1, { storeDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });
});

describe('when a message is no job', () => {
  const message = { schema: 'indicator-gateway/job/9', destination: 'graph', secret: 'kept' };

  it('is kept whole, with one outcome that says what was expected', async () => {
    const { result, parked } = await run(message, createsAll, 2);
    expect(rightOf(result)).toMatchObject([
      {
        state: 'parked',
        attempt: 2,
        destination: null,
        parkedAs: parked[0]?.name,
        reason: {
          code: 'not-a-job',
          violations: expect.arrayContaining([
            { pointer: '/schema', expected: expect.any(String) as string },
          ]) as unknown,
        },
      },
    ]);
    expect(parked.map(({ content }) => content)).toMatchObject([{ kind: 'job', content: message }]);
  });

  it('comes again where it cannot be kept', async () => {
    const { result } = await run(message, createsAll, 1, { storeDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });
});
