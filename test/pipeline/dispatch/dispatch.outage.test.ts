import { always, answer, createsAll, down } from '../graph-script';
import { routeTo } from '../in-memory-environment';
import { leftOf, rightOf } from '../right-of';
import { abc, ids, run, some, states } from '../run-dispatch';

describe('when nothing could be settled', () => {
  it.each([
    ['down', down, 'connection-refused'],
    ['busy', always(answer(429, { error: { code: 'TooManyRequests' } }, 30)), 'TooManyRequests'],
    ['out of order', always(answer(500)), 'http-500'],
  ])('makes a job of everything: the destination is %s', async (_, script, destinationCode) => {
    const { result, jobs } = await run({ routes: [routeTo(script)] });
    expect(states(result)).toEqual(['graph a deferred', 'graph b deferred', 'graph c deferred']);
    expect(rightOf(result)[0]?.reason).toMatchObject({ code: 'queued', destinationCode });
    expect(jobs.flatMap(ids)).toEqual(['a', 'b', 'c']);
  });

  it('makes a job of the others where one of all was settled', async () => {
    const { result, jobs } = await run({ routes: [some({ a: 'busy', b: 'busy', c: 'rejected' })] });
    expect(states(result)).toEqual(['graph a deferred', 'graph b deferred', 'graph c rejected']);
    expect(jobs.flatMap(ids)).toEqual(['a', 'b']);
  });

  it('answers nothing for nothing', async () => {
    const route = routeTo(down);
    const { result, world } = await run({ routes: [route], planned: [] });
    expect([rightOf(result), route.calls, world.jobs]).toEqual([[], [], []]);
  });
});

describe('when the queue is down', () => {
  it('fails, so that the whole comes again, where something is left for later', async () => {
    const { result } = await run({ routes: [some({ a: 'busy' })], circumstances: { queueDown: true } });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
  });

  it('does not matter where everything was settled', async () => {
    const { result } = await run({ routes: [some({ a: 'rejected' })], circumstances: { queueDown: true } });
    expect(rightOf(result)).toHaveLength(3);
  });
});

describe('when the destination is retired', () => {
  const gone = routeTo(always(answer(410, { error: { code: 'Gone', message: 'removed' } })));

  it('keeps everything whole once, under an id that each outcome names, and never tries again', async () => {
    const { result, world, parked } = await run({ routes: [gone] });
    expect(states(result)).toEqual(['graph a parked', 'graph b parked', 'graph c parked']);
    expect(world.jobs).toEqual([]);
    expect(parked).toHaveLength(1);
    expect(parked[0]?.content).toMatchObject({
      kind: 'job',
      reason: { code: 'destination-retired' },
      content: { destination: 'graph', items: abc },
    });
    expect(new Set(rightOf(result).map(({ parkedAs }) => parkedAs))).toEqual(new Set([parked[0]?.id]));
    expect(rightOf(result)[0]?.reason).toMatchObject({ code: 'destination-retired', status: 410 });
  });

  it('wakes somebody', async () => {
    const { world } = await run({ routes: [gone] });
    expect(world.alerts).toEqual(['destination-retired graph']);
  });

  it('makes a job of it where it cannot be kept', async () => {
    const { result, jobs } = await run({ routes: [gone], circumstances: { storeDown: true } });
    expect(states(result)).toEqual(['graph a deferred', 'graph b deferred', 'graph c deferred']);
    expect(jobs.flatMap(ids)).toEqual(['a', 'b', 'c']);
  });

  it('fails, so that the whole comes again, where it can neither be kept nor queued', async () => {
    const { result } = await run({ routes: [gone], circumstances: { storeDown: true, queueDown: true } });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
  });
});

describe('when there are two destinations', () => {
  it.each([
    ['down', down],
    ['retired', always(answer(404))],
    ['refusing everything', always(answer(400))],
  ])('one that is %s never delays, repeats or loses what the other takes', async (_, script) => {
    const [bad, good] = [routeTo(script, 'first'), routeTo(createsAll, 'second')];
    const { result, jobs } = await run({ routes: [bad, good] });
    expect(states(result).slice(3)).toEqual(['second a created', 'second b created', 'second c created']);
    expect(good.calls).toHaveLength(1);
    expect(jobs.filter(({ job }) => job.destination === 'second')).toEqual([]);
    expect(rightOf(result)).toHaveLength(6);
  });

  it('gives each a job of its own, with its own wait', async () => {
    const busy = (seconds: number) => always(answer(429, undefined, seconds));
    const { world, jobs } = await run({ routes: [routeTo(busy(5), 'first'), routeTo(busy(50), 'second')] });
    expect(jobs.map(({ job }) => job.destination)).toEqual(['first', 'second']);
    expect(world.jobs.map((job) => job.delaySeconds)).toEqual([5, 50]);
  });

  it('fails where what is left of one cannot be queued, whatever the other took', async () => {
    const routes = [routeTo(down, 'first'), routeTo(createsAll, 'second')];
    const { result } = await run({ routes, circumstances: { queueDown: true } });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
  });
});
