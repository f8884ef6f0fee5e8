import * as E from 'fp-ts/Either';
import { unavailable } from '../../shared/failure';
import { always, answer, createsAll, down, requestIds } from './graph-script';
import { routeTo } from './in-memory-environment';
import { plannedOf } from './planned';
import { rightOf } from './right-of';
import { abc, ids, run, some, states } from './run-dispatch';

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
    expect(jobs.map(({ job }) => job)).toEqual([
      { destination: 'graph', attempts: 4, items: [abc[0], abc[2]] },
    ]);
  });

  it.each([
    ['what the destination asked for', 42, 42],
    ['rounded up, where it asked for part of a second', 2.128, 3],
    ['never less than it asked for, however long', 86_400, 86_400],
    ['at most seven days, the longest a queue can hide a message', 9_999_999, 604_800],
    ['not at all where it asked for none', 0, 0],
    ['the setting where it did not ask', null, 30],
  ])('waits %s', async (_, retryAfter, delaySeconds) => {
    const { world } = await run({
      routes: [routeTo(always(answer(429, { error: { code: 'TooManyRequests' } }, retryAfter)))],
    });
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([delaySeconds]);
  });

  it('waits as long as its own setting says', async () => {
    const { world } = await run({ routes: [routeTo(down)], circumstances: { retryDelaySeconds: 7 } });
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([7]);
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
    expect(new Set(world.jobs.map((job) => job.delaySeconds))).toEqual(new Set([30]));
    expect(jobs.flatMap(ids)).toEqual(many.map(({ indicator }) => indicator.externalId));
    expect(rightOf(result)).toHaveLength(250);
  });
});

describe('when the time is spent before a call', () => {
  it('queues all without a call and without a wait', async () => {
    const route = routeTo(createsAll);
    const { world, jobs } = await run({ routes: [route], order: { deadline: new Date(0) } });
    expect(route.calls).toEqual([]);
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([0]);
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
