import { jobMessages, type Job } from '../../shared/pipeline/job';
import { type Planned } from '../../shared/pipeline/outcome';
import { runJob } from '../../shared/pipeline/run-job';
import { always, answer, createsAll, down, fates } from './graph-script';
import {
  inMemoryWorld,
  routeTo,
  startOfTime,
  type Circumstances,
  type Script,
} from './in-memory-environment';
import { indicatorOf, jobOf, plannedOf, provenanceAt } from './planned';
import { leftOf, rightOf } from './right-of';

const messageOf = (items: readonly Planned[], more: Partial<Job> = {}): unknown => {
  const [first] = jobMessages(jobOf(items, more));
  return JSON.parse(first?.message ?? '');
};

const run = async (
  message: unknown,
  script: Script = createsAll,
  dequeueCount = 1,
  circumstances: Partial<Circumstances> = {},
) => {
  const route = routeTo(script);
  const world = inMemoryWorld([route], circumstances);
  const text = JSON.stringify(message);
  const taken = { message, text, dequeueCount, deadline: world.deadline(60), provenance: provenanceAt('') };
  const result = await runJob(world.environment)(taken)();
  const parked = [...world.parked].map(([id, content]) => ({ id, content: JSON.parse(content) as unknown }));
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
      const { result } = await run(messageOf(ab, { attempts }), createsAll, dequeueCount);
      expect(rightOf(result).map((outcome) => outcome.attempt)).toEqual([attempt, attempt]);
    },
  );
});

describe('when the destination of a job takes a part of it', () => {
  it('makes a new job of the rest, which counts the tries, and says nothing of it again', async () => {
    const script = fates(({ externalId }) => (externalId === 'a' ? 'busy' : 'created'));
    const { result, world } = await run(messageOf(ab, { attempts: 2 }), script, 2);
    expect(rightOf(result).map(({ place, state }) => [place, state])).toEqual([['/1', 'created']]);
    expect(world.jobs.map(({ message }) => JSON.parse(message) as unknown)).toEqual([
      expect.objectContaining({ attempts: 4, items: [ab[0]] }),
    ]);
  });
});

describe('when nothing of a job can be settled', () => {
  const past = { at: '2026-11-23T11:00:00.000Z', code: 'timeout', status: null };

  it.each([
    ['down', down, 'connection-refused', null],
    ['busy', always(answer(429)), 'http-429', 429],
  ])(
    'waits again with all it knows, and says nothing: the destination is %s',
    async (_, script, code, status) => {
      const earlier = { firstSeenAt: '2026-11-23T10:00:00.000Z', attempts: 3, history: [past] };
      const { result, world, parked } = await run(messageOf(ab, earlier), script);
      expect([rightOf(result), parked]).toEqual([[], []]);
      expect(world.jobs.map(({ delaySeconds }) => delaySeconds)).toEqual([1]);
      expect(world.jobs.map(({ message }) => JSON.parse(message) as unknown)).toMatchObject([
        {
          attempts: 4,
          firstSeenAt: '2026-11-23T10:00:00.000Z',
          notBefore: '2026-11-23T12:00:01.000Z',
          history: [past, { at: startOfTime, code, status }],
          items: ab,
        },
      ]);
    },
  );

  it('comes again where it cannot be queued', async () => {
    const { result } = await run(messageOf(ab), down, 1, { queueDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
  });

  it.each([
    ['its tries are spent', { attempts: 24 }, always(answer(429)), 'attempts-exhausted'],
    ['it is too old', { firstSeenAt: '2026-11-22T11:59:59.000Z' }, always(answer(429)), 'age-exceeded'],
    ['the role is missing for too long', { firstSeenAt: '2026-11-23T10:59:59.000Z' }, always(answer(403)), 'permission-missing'], // prettier-ignore
  ])('is kept whole where %s', async (_, more, script, code) => {
    const { result, world, parked } = await run(messageOf(ab, more), script);
    expect(rightOf(result).map(({ state, reason, parkedAs }) => [state, reason?.code, parkedAs])).toEqual([
      ['parked', code, parked[0]?.id],
      ['parked', code, parked[0]?.id],
    ]);
    expect(parked.map(({ content }) => content)).toMatchObject([
      { kind: 'job', reason: { code }, indicators: 2, content: { destination: 'graph', items: ab } },
    ]);
    expect(world.jobs).toEqual([]);
  });

  it('can be put on the queue again just as it is kept', async () => {
    const { parked } = await run(messageOf(ab, { attempts: 24 }), always(answer(429)));
    const { content } = parked[0]?.content as { readonly content: unknown };
    const { result } = await run({ ...(content as object), attempts: 0 });
    expect(rightOf(result).map(({ state }) => state)).toEqual(['created', 'created']);
  });
});

describe('when a job comes too early', () => {
  it.each([
    ['a part of a second is a whole one', '2026-11-23T12:00:01.001Z', 2],
    ['an hour', '2026-11-23T13:00:00.000Z', 3600],
    ['at most seven days, the longest a queue can hide it', '2026-12-23T12:00:00.000Z', 604_800],
  ])(
    'goes back as it is for the rest of its wait, without a call: %s',
    async (_, notBefore, delaySeconds) => {
      const message = messageOf(ab, { notBefore });
      const { result, route, world } = await run(message, createsAll, 3);
      expect([rightOf(result), route.calls]).toEqual([[], []]);
      expect(world.jobs.map((job) => job.delaySeconds)).toEqual([delaySeconds]);
      expect(world.jobs.map((job) => JSON.parse(job.message) as unknown)).toEqual([message]);
    },
  );

  it.each([
    ['that its time has come', startOfTime],
    ['that it is a second early, as the clocks of two machines may differ', '2026-11-23T12:00:01.000Z'],
    ['a time gone by', '2026-11-23T09:00:00.000Z'],
    ['no time', 'soon'],
  ])('is tried where it says %s', async (_, notBefore) => {
    const { result } = await run(messageOf(ab, { notBefore }));
    expect(rightOf(result).map(({ state }) => state)).toEqual(['created', 'created']);
  });

  it('comes again where it cannot go back', async () => {
    const message = messageOf(ab, { notBefore: '2026-11-23T13:00:00.000Z' });
    const { result } = await run(message, createsAll, 1, { queueDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
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

  it('is told apart from one that was broken by hand', async () => {
    const [sound] = ab;
    const broken = { provenance: provenanceAt('/8'), indicator: { ...sound?.indicator, severity: 9 } };
    const message = { ...(messageOf(ab) as object), items: [broken] };
    const { result } = await run(message);
    expect(rightOf(result)).toMatchObject([
      {
        place: '/8',
        state: 'skipped',
        reason: { code: 'indicator-invalid', violations: [{ pointer: '/items/0/indicator/severity' }] },
      },
    ]);
  });

  it('makes no call where all are', async () => {
    const { result, route } = await run(messageOf([stale]), down);
    expect(rightOf(result).map(({ state }) => state)).toEqual(['skipped']);
    expect(route.calls).toEqual([]);
  });
});

describe('when the destination of a job is not switched on', () => {
  it('keeps the indicators, for whoever switches it on again', async () => {
    const { result, route, parked } = await run(messageOf(ab, { destination: 'another' }));
    expect(rightOf(result).map(({ destination, state, parkedAs }) => [destination, state, parkedAs])).toEqual(
      [
        ['another', 'parked', parked[0]?.id],
        ['another', 'parked', parked[0]?.id],
      ],
    );
    expect(parked.map(({ content }) => content)).toMatchObject([
      { kind: 'job', reason: { code: 'destination-off' }, content: { destination: 'another', items: ab } },
    ]);
    expect(route.calls).toEqual([]);
  });

  it('comes again where they cannot be kept', async () => {
    const { result } = await run(messageOf(ab, { destination: 'another' }), createsAll, 1, {
      storeDown: true,
    });
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
        parkedAs: parked[0]?.id,
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
