import { receive } from '../../shared/pipeline/receive';
import { runJob } from '../../shared/pipeline/run-job';
import { type Route } from '../../shared/pipeline/ports';
import { answer, createsAll, down } from './graph-script';
import { inMemoryWorld, routeTo, startOfTime, type Script, type World } from './in-memory-environment';
import { eventWith, provenanceAt, tiIndicatorJson } from './planned';
import { rightOf } from './right-of';

const start = new Date(startOfTime);

/** A destination that is down or not, and its successor, which stands by. */
const pair = (script: Script, failover: Partial<NonNullable<Route['failover']>> = {}) => {
  let scripted = script;
  const first = routeTo((call, timeoutMs) => scripted(call, timeoutMs), 'first', {
    successor: 'second',
    failover: { afterMinutes: 10, downSince: () => null, ...failover },
  });
  const second = routeTo(createsAll, 'second', { standby: true });
  const become = (other: Script): void => {
    scripted = other;
  };
  return { first, second, become, world: inMemoryWorld([first, second], { breakerSeconds: 1 }) };
};

const lines = (
  outcomes: readonly { destination: string | null; state: string; reason: { code: string } | null }[],
) =>
  outcomes.map(({ destination, state, reason }) =>
    `${destination ?? '-'} ${state} ${reason?.code ?? ''}`.trim(),
  );

const send = async (world: World, name: string) => {
  const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
  const event = { ...eventWith(tiIndicatorJson(`${name}.example`)), receivedAt: world.environment.now() };
  return lines(rightOf(await receive(world.environment)(event, intent)()).outcomes);
};

const runJobs = async (world: World): Promise<readonly string[]> => {
  const told: string[] = [];
  for (const { message } of world.jobs.splice(0)) {
    const taken = {
      message: JSON.parse(message) as unknown,
      text: message,
      dequeueCount: 1,
      deadline: world.deadline(60),
      provenance: provenanceAt(''),
    };
    told.push(...lines(rightOf(await runJob(world.environment)(taken)())));
  }
  return told;
};

describe('when a destination with failoverMinutes is down', () => {
  it('has what comes wait for it until it has been down for so long', async () => {
    const { world, second } = pair(down);
    expect(await send(world, 'a')).toEqual(['first deferred queued']);
    world.advance(9 * 60);
    expect(await runJobs(world)).toEqual([]);
    expect([world.jobs.length, second.calls]).toEqual([1, []]);
  });

  it('hands over what has waited for so long, and each of the two has its outcome', async () => {
    const { world, second } = pair(down);
    await send(world, 'a');
    world.advance(10 * 60);
    expect(await runJobs(world)).toEqual(['first skipped handed-over']);
    expect(await runJobs(world)).toEqual(['second created']);
    expect([second.calls.length, world.jobs, world.parked.size]).toEqual([1, [], 0]);
  });

  it('hands over what is new at once, where it is seen to have been down for so long', async () => {
    const { world } = pair(down, { downSince: () => new Date(start.getTime() - 11 * 60_000) });
    expect(await send(world, 'a')).toEqual(['first skipped handed-over', 'second deferred queued']);
  });

  it('goes on by itself with what comes after it is back', async () => {
    const { world, become, second } = pair(down);
    await send(world, 'a');
    world.advance(10 * 60);
    await runJobs(world);
    await runJobs(world);
    become(createsAll);
    world.advance(60);
    expect(await send(world, 'b')).toEqual(['first created']);
    expect(second.calls).toHaveLength(1);
  });

  it.each<[string, Script]>([
    ['is throttled', () => answer(429)],
    ['refuses the identity', () => answer(403)],
  ])('waits where it only %s: it is there', async (_, script) => {
    const { world } = pair(script, { downSince: () => new Date(start.getTime() - 3600_000) });
    expect(await send(world, 'a')).toEqual(['first deferred queued']);
    expect(
      world.jobs.map(({ message }) => (JSON.parse(message) as { destination: string }).destination),
    ).toEqual(['first']);
  });
});
