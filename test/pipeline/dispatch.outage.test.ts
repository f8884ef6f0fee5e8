import { always, answer, createsAll, down } from './graph-script';
import { routeTo } from './in-memory-environment';
import { leftOf, rightOf } from './right-of';
import { abc, ids, run, some, states } from './run-dispatch';

describe('when nothing could be settled', () => {
  it('fails where the host can bring it again, and queues nothing', async () => {
    const { result, world } = await run({ routes: [routeTo(down)], order: { onOutage: 'fail' } });
    expect(leftOf(result)).toEqual({
      _tag: 'NothingSettled',
      unsettled: 3,
      codes: ['connection-refused'],
    });
    expect(world.jobs).toEqual([]);
  });

  it('queues everything where a sender waits for an answer', async () => {
    const { result, jobs } = await run({ routes: [routeTo(down)], order: { onOutage: 'enqueue' } });
    expect(states(result)).toEqual(['graph a deferred', 'graph b deferred', 'graph c deferred']);
    expect(jobs.flatMap(ids)).toEqual(['a', 'b', 'c']);
  });

  it('does not fail where one of all was settled, but queues the others', async () => {
    const { result, jobs } = await run({
      routes: [some({ a: 'busy', b: 'busy', c: 'rejected' })],
      order: { onOutage: 'fail' },
    });
    expect(states(result)).toEqual(['graph a deferred', 'graph b deferred', 'graph c rejected']);
    expect(jobs.flatMap(ids)).toEqual(['a', 'b']);
  });

  it.each(['fail', 'enqueue'] as const)('answers nothing for nothing (%s)', async (onOutage) => {
    const route = routeTo(down);
    const { result } = await run({ routes: [route], planned: [], order: { onOutage } });
    expect([rightOf(result), route.calls]).toEqual([[], []]);
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

  it('keeps everything whole in one blob that each outcome names, and never tries again', async () => {
    const { result, world, parked } = await run({ routes: [gone] });
    expect(states(result)).toEqual(['graph a parked', 'graph b parked', 'graph c parked']);
    expect(world.jobs).toEqual([]);
    expect(parked).toHaveLength(1);
    expect(parked[0]?.content).toMatchObject({
      kind: 'job',
      reason: { code: 'destination-retired' },
      content: { destination: 'graph', items: abc },
    });
    expect(new Set(rightOf(result).map(({ parkedAs }) => parkedAs))).toEqual(new Set([parked[0]?.name]));
    expect(rightOf(result)[0]?.reason).toMatchObject({ code: 'destination-retired', status: 410 });
  });

  it('counts as settled: the host need not bring it again', async () => {
    const { result } = await run({ routes: [gone], order: { onOutage: 'fail' } });
    expect(rightOf(result)).toHaveLength(3);
  });

  it('makes a job of it where it cannot be kept', async () => {
    const { result, jobs } = await run({ routes: [gone], circumstances: { storeDown: true } });
    expect(states(result)).toEqual(['graph a deferred', 'graph b deferred', 'graph c deferred']);
    expect(jobs.flatMap(ids)).toEqual(['a', 'b', 'c']);
  });
});

describe('when there are two destinations', () => {
  it.each([
    ['down', down],
    ['retired', always(answer(404))],
    ['refusing everything', always(answer(400))],
  ])('one that is %s never delays, repeats or loses what the other takes', async (_, script) => {
    const [bad, good] = [routeTo(script, 'first'), routeTo(createsAll, 'second')];
    const { result, jobs } = await run({ routes: [bad, good], order: { onOutage: 'fail' } });
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

  it('fails where neither could settle anything and the host can bring it again', async () => {
    const { result } = await run({
      routes: [routeTo(down, 'first'), routeTo(always(answer(503)), 'second')],
      order: { onOutage: 'fail' },
    });
    expect(leftOf(result)).toEqual({
      _tag: 'NothingSettled',
      unsettled: 6,
      codes: ['connection-refused', 'http-503'],
    });
  });
});
