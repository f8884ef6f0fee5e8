import * as E from 'fp-ts/Either';
import { unavailable } from '../../../shared/failure';
import { type Indicator } from '../../../shared/indicator/indicator';
import { dispatch, type DispatchRequest } from '../../../shared/pipeline/dispatch/dispatch';
import { type Planned } from '../../../shared/pipeline/outcome';
import { always, answer, createsAll, down, requestIds } from '../graph-script';
import { inMemoryWorld, routeTo, startOfTime, type Circumstances } from '../in-memory-environment';
import { plannedOf } from '../planned';
import { rightOf } from '../right-of';
import { abc, ids, run, some, states } from '../run-dispatch';

describe('when Graph creates all', () => {
  it('answers an outcome for each, in the order of the event, and queues nothing', async () => {
    const { result, world } = await run({ routes: [routeTo(createsAll)] });
    expect(states(result)).toEqual(['graph a created', 'graph b created', 'graph c created']);
    expect(rightOf(result)[0]).toMatchObject({ id: 'graph-a', attempt: 1, reason: null, requestIds });
    expect([world.jobs, [...world.parked]]).toEqual([[], []]);
  });
});

describe('when Graph rejects one', () => {
  it("gives the reason in Graph's words, and queues nothing", async () => {
    const { result, world } = await run({ routes: [some({ b: 'rejected' })] });
    expect(states(result)).toEqual(['graph a created', 'graph b rejected', 'graph c created']);
    expect(rightOf(result)[1]).toMatchObject({
      id: null,
      requestIds,
      reason: {
        code: 'rejected-by-destination',
        text: 'InvalidInput: this one is not wanted',
        destinationCode: 'InvalidInput',
        status: 206,
      },
    });
    expect(world.jobs).toEqual([]);
  });
});

describe('when some are left unsettled', () => {
  it('queues those alone, with the try that was made, and says deferred', async () => {
    const { result, jobs } = await run({
      routes: [some({ a: 'busy', c: 'missing' })],
      order: { attempts: 3 },
    });
    expect(states(result)).toEqual(['graph a deferred', 'graph b created', 'graph c deferred']);
    expect(rightOf(result)[0]).toMatchObject({
      attempt: 4,
      reason: { code: 'queued', destinationCode: 'TooManyRequests' },
    });
    expect(jobs.map(({ job }) => [job.destination, job.attempts, job.items])).toEqual([
      ['graph', 4, [abc[0]]],
      ['graph', 4, [abc[2]]],
    ]);
  });

  it('says in each job what it came from, when it may be tried and what was said until now', async () => {
    const earlier = { at: '2026-11-23T11:00:00.000Z', code: 'timeout', status: null };
    const { jobs } = await run({
      routes: [routeTo(always(answer(429, { error: { code: 'TooManyRequests' } }, 60)))],
      order: { firstSeenAt: '2026-11-23T10:00:00.000Z', history: [earlier] },
    });
    expect(jobs.map(({ job }) => job)).toEqual([
      {
        destination: 'graph',
        eventId: 'event-1',
        attempts: 1,
        firstSeenAt: '2026-11-23T10:00:00.000Z',
        notBefore: '2026-11-23T12:01:00.000Z',
        history: [earlier, { at: startOfTime, code: 'TooManyRequests', status: 429 }],
        items: abc,
      },
    ]);
  });

  it.each([
    ['what the destination asked for', 42, 42],
    ['rounded up, where it asked for part of a second', 2.128, 3],
    ['never less than it asked for, however long', 86_400, 86_400],
    ['at most seven days, the longest a queue can hide a message', 9_999_999, 604_800],
    ['not at all where it asked for none', 0, 0],
    ['a random part of the setting where it did not ask', null, 15],
  ])('waits %s', async (_, retryAfter, delaySeconds) => {
    const { world } = await run({
      routes: [routeTo(always(answer(429, { error: { code: 'TooManyRequests' } }, retryAfter)))],
      circumstances: { random: 0.5 },
    });
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([delaySeconds]);
  });

  it('waits as long as its own settings say, longer after each try', async () => {
    const rules = { firstSeconds: 10, maxSeconds: 35, random: 0.9 };
    const delays = [0, 1, 2, 3].map(async (attempts) => {
      const routes = [routeTo(always(answer(429)))];
      const { world } = await run({ routes, order: { attempts }, circumstances: rules });
      return world.jobs.map((job) => job.delaySeconds);
    });
    expect(await Promise.all(delays)).toEqual([[9], [18], [32], [32]]);
  });

  it('waits for what an identity or a connection that failed asked for', async () => {
    const failure = { ...unavailable('identity', 'token-unavailable'), retryAfterSeconds: 90 };
    const { result, world } = await run({ routes: [routeTo(always(E.left(failure)))] });
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([90]);
    expect(rightOf(result)[0]?.reason).toMatchObject({ destinationCode: 'token-unavailable', status: null });
  });

  it('makes as many messages as the size of a queue message asks for, all with that wait', async () => {
    const many = plannedOf(...Array.from({ length: 250 }, (_, index) => `n${index}`));
    const { result, world, jobs } = await run({ routes: [routeTo(down)], planned: many });
    expect(world.jobs.length).toBeGreaterThanOrEqual(3);
    expect(new Set(world.jobs.map((job) => job.delaySeconds))).toEqual(new Set([1]));
    expect(jobs.flatMap(ids)).toEqual(many.map(({ indicator }) => indicator.externalId));
    expect(rightOf(result)).toHaveLength(250);
  });
});

describe('when the destination holds it already', () => {
  const twice = async (
    circumstances: Partial<Circumstances> = {},
    order: Partial<DispatchRequest> = {},
    planned = abc,
  ) => {
    const route = routeTo(createsAll);
    const world = inMemoryWorld([route], { ledger: 'on', ...circumstances });
    const standard: DispatchRequest = {
      planned,
      routes: world.environment.routes,
      attempts: 0,
      deadline: world.deadline(60),
      later: false,
      firstSeenAt: startOfTime,
      history: [],
    };
    const first = await dispatch(world.environment)(standard)();
    const second = await dispatch(world.environment)({ ...standard, planned: abc, ...order })();
    return { first, second, route };
  };

  const seenAt = (eventTime: string, more: Partial<Indicator> = {}): readonly Planned[] =>
    abc.map(({ provenance, indicator }) => ({
      provenance: { ...provenance, eventTime },
      indicator: { ...indicator, ...more },
    }));

  it('says duplicate with the id it is held under, and makes no call', async () => {
    const { second, route } = await twice();
    expect(states(second)).toEqual(['graph a duplicate', 'graph b duplicate', 'graph c duplicate']);
    expect(rightOf(second)[0]).toMatchObject({ id: 'graph-a', reason: { code: 'already-held' } });
    expect(route.calls).toHaveLength(1);
  });

  it('says updated with that id where it says something else now', async () => {
    const { second, route } = await twice(
      {},
      { planned: seenAt(startOfTime, { description: 'seen again' }) },
    );
    expect(states(second)).toEqual(['graph a updated', 'graph b updated', 'graph c updated']);
    expect(rightOf(second)[0]).toMatchObject({ id: 'graph-a', reason: null, requestIds });
    expect(route.calls.map(({ call }) => call.path)).toEqual([
      '/security/tiIndicators/submitTiIndicators',
      '/security/tiIndicators/updateTiIndicators',
    ]);
  });

  it('says skipped where what is held is newer, and makes no call', async () => {
    const older = seenAt('2026-11-23T11:59:59Z', { description: 'seen before' });
    const { second, route } = await twice({}, { planned: older });
    expect(states(second)).toEqual(['graph a skipped', 'graph b skipped', 'graph c skipped']);
    expect(rightOf(second)[0]).toMatchObject({ id: 'graph-a', reason: { code: 'newer-already-held' } });
    expect(route.calls).toHaveLength(1);
  });

  it.each([
    ['a time to come', '2099-01-01T00:00:00Z'],
    ['no time', 'soon'],
  ])(
    'takes an event with %s for one of the time it arrived, so that it shuts out no later one',
    async (_, eventTime) => {
      const { second } = await twice(
        {},
        { planned: seenAt(startOfTime, { description: 'seen again' }) },
        seenAt(eventTime),
      );
      expect(states(second)).toEqual(['graph a updated', 'graph b updated', 'graph c updated']);
    },
  );

  it('creates it again where the ledger is down, and says so', async () => {
    const { second, route } = await twice({ ledger: 'down' });
    expect(states(second)).toEqual(['graph a created', 'graph b created', 'graph c created']);
    expect(rightOf(second)[0]).toMatchObject({ id: 'graph-a', reason: { code: 'ledger-unreachable' } });
    expect(route.calls).toHaveLength(2);
  });
});

describe('when the time is spent before a call', () => {
  it('queues all without a call and without a wait', async () => {
    const route = routeTo(createsAll);
    const { world, jobs } = await run({ routes: [route], order: { deadline: new Date(0) } });
    expect(route.calls).toEqual([]);
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([0]);
    expect(jobs.map(({ job }) => [job.attempts, job.notBefore])).toEqual([[0, null]]);
    expect(jobs.flatMap(ids)).toEqual(['a', 'b', 'c']);
  });
});

describe('when the sender asked for later', () => {
  it('queues all without a call, without a wait and without counting a try', async () => {
    const route = routeTo(createsAll);
    const { result, world, jobs } = await run({ routes: [route], order: { later: true } });
    expect(route.calls).toEqual([]);
    expect(states(result)).toEqual(['graph a deferred', 'graph b deferred', 'graph c deferred']);
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([0]);
    expect(jobs.map(({ job }) => job.attempts)).toEqual([0]);
  });
});
