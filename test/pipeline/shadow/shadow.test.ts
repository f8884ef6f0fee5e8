import { HttpRequest, HttpResponse } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { deliverJob } from '../../../functions/deliver-job';
import { showShadow } from '../../../functions/shadow';
import { unavailable } from '../../../shared/failure';
import { giveUpJob } from '../../../shared/pipeline/parked/give-up';
import { type Environment, type Route } from '../../../shared/pipeline/ports';
import { receive } from '../../../shared/pipeline/receive';
import { createRecorder } from '../../../shared/pipeline/record/recorder';
import { batchIds } from '../../../shared/pipeline/record/outcome-batches';
import { createMirror } from '../../../shared/pipeline/shadow/mirror';
import { type Shadows } from '../../../shared/pipeline/shadow/shadow';
import { answered } from '../../functions/answered';
import { invocation } from '../../functions/world';
import { eventually } from '../../waiting';
import { createsAll, down, fates } from '../graph-script';
import { inMemoryRecord } from '../in-memory-record';
import { inMemoryWorld, routeTo, type Script } from '../in-memory-environment';
import { eventWith, givenUp, tiIndicatorJson } from '../planned';
import { rightOf } from '../right-of';
import { onlyHeadStart } from '../only-head-start';

/** Two destinations, and one that gets what the first gets, its jobs worked off by the function that has them. */
const createWorld = (
  main: Script,
  shadow: Script,
  { maxJobs = 100, isQueueSlow = false }: { readonly maxJobs?: number; readonly isQueueSlow?: boolean } = {},
) => {
  const world = inMemoryWorld([
    routeTo(main, 'old'),
    routeTo(createsAll, 'other'),
    routeTo(shadow, 'new', { standby: true }),
  ]);
  const [old, other, route] = world.environment.routes;
  if (old === undefined || other === undefined || route === undefined) throw new Error('three routes');
  const store = inMemoryRecord();
  const { now, telemetry } = world.environment;
  const record = createRecorder({
    store,
    now,
    newBatchId: batchIds((bytes) => Buffer.alloc(bytes)),
    pause: onlyHeadStart,
    alert: () => undefined,
    telemetry,
  });
  const shadows: Shadows<Route> = {
    all: [{ route, of: 'old', maxJobs }],
    waiting: () => TE.right(world.jobs.length)(),
    record,
  };
  const slow: Environment['jobs'] = { enqueue: () => () => new Promise(() => undefined) };
  const mirror = createMirror({ now, telemetry, jobs: isQueueSlow ? slow : world.environment.jobs }, shadows);
  const environment: Environment = { ...world.environment, routes: [old, other], shadows, mirror };
  return { ...world, environment, store };
};

type World = ReturnType<typeof createWorld>;

let sent = 0;

const send = async ({ environment, deadline }: World, names: readonly string[]) => {
  const intent = { channel: 'http', attempts: 0, deadline: deadline(60), later: false } as const;
  const body = { value: names.map((name) => tiIndicatorJson(`${name}.example`)) };
  const event = { ...eventWith(body), origin: { ...eventWith(body).origin, eventId: `e${(sent += 1)}` } };
  return rightOf(await receive(environment)(event, intent)()).outcomes;
};

/** Takes every message that is there now, as the host would. */
const workOff = async ({ environment, jobs }: World): Promise<readonly unknown[]> => {
  const told: unknown[] = [];
  for (const { message } of jobs.splice(0)) {
    const one = invocation();
    await deliverJob(environment)(Buffer.from(message), one.context);
    told.push(...(one.outcomes() ?? []));
  }
  return told;
};

const reportOf = async ({ environment, store }: World) => {
  const request = new HttpRequest({
    method: 'GET',
    url: 'https://gateway.example/api/shadows/new',
    params: { name: 'new' },
  });
  const handler = answered(environment, showShadow(environment, { store, days: 30 }));
  const answer = new HttpResponse(await handler(request, invocation().context));
  const { differences, ...counts } = JSON.parse(await answer.text()) as {
    readonly differences: readonly {
      readonly observable: { readonly value: string };
      readonly state: string;
      readonly expected: { readonly state: string };
    }[];
  };
  const listed = differences.map(
    ({ observable: { value }, expected, state }) => `${value} ${expected.state} ${state}`,
  );
  return { counts, listed };
};

const namesOf = (count: number, prefix: string): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}${n}`);

const refusing = (...prefixes: readonly string[]): Script =>
  fates(({ domainName }) =>
    prefixes.some((prefix) => domainName?.startsWith(prefix)) ? 'rejected' : 'created',
  );

describe('a shadow', () => {
  it('gets the same, and of what comes of it ten planted differences are listed, and no other', async () => {
    const world = createWorld(refusing('both'), refusing('both', 'planted'));
    await send(world, [...namesOf(60, 'a'), ...namesOf(10, 'planted'), ...namesOf(5, 'both')]);
    await eventually(() => Promise.resolve(world.jobs.length > 0 || undefined));
    expect(await workOff(world)).toEqual([]);
    const { counts, listed } = await reportOf(world);
    expect(counts).toMatchObject({ shadow: 'new', of: 'old', same: 65, different: 10, missed: 0 });
    expect([...listed].sort()).toEqual(
      namesOf(10, 'planted').map((name) => `${name}.example created rejected`),
    );
  });

  it('has no outcome of its own, for the sender or anybody else', async () => {
    const world = createWorld(createsAll, down);
    const outcomes = await send(world, namesOf(3, 'a'));
    await workOff(world);
    expect(new Set(outcomes.map(({ destination }) => destination))).toEqual(new Set(['old', 'other']));
    expect(outcomes).toHaveLength(6);
  });

  it('gets it once the other one has, where that had to wait', async () => {
    let main = down;
    const world = createWorld((call, timeoutMs) => main(call, timeoutMs), createsAll);
    await send(world, ['late']);
    expect(world.jobs.map(({ message }) => message.includes('"destination":"new"'))).toEqual([false]);
    main = createsAll;
    world.advance(3600);
    await workOff(world);
    await eventually(() => Promise.resolve(world.jobs.length > 0 || undefined));
    await workOff(world);
    expect((await reportOf(world)).counts).toMatchObject({ same: 1, different: 0 });
  });

  it('takes back what is taken back', async () => {
    const world = createWorld(createsAll, createsAll);
    const intent = { channel: 'http', attempts: 0, deadline: world.deadline(60), later: false } as const;
    const event = eventWith(tiIndicatorJson('gone.example', { isActive: false }));
    rightOf(await receive(world.environment)(event, intent)());
    await eventually(() => Promise.resolve(world.jobs.length > 0 || undefined));
    await workOff(world);
    expect((await reportOf(world)).counts).toMatchObject({ same: 1, different: 0 });
  });
});

describe('a shadow that is down', () => {
  it('is never waited for: the sender is answered though the queue takes nothing of it', async () => {
    const world = createWorld(createsAll, down, { isQueueSlow: true });
    for (let n = 0; n < 100; n += 1)
      expect((await send(world, [`a${n}`])).map(({ state }) => state)).toEqual(['created', 'created']);
    expect((await reportOf(world)).counts).toMatchObject({ missed: 100 - 64 });
  });

  it('has no more jobs than its cap, and what is over it is counted as missed', async () => {
    const world = createWorld(createsAll, down, { maxJobs: 5 });
    for (let n = 0; n < 20; n += 1) {
      await send(world, [`a${n}`]);
      world.advance(6);
      await workOff(world);
    }
    expect(world.jobs.length).toBeLessThanOrEqual(5);
    expect((await reportOf(world)).counts).toMatchObject({ same: 0, different: 0, missed: 15 });
  });

  it('parks nothing and wakes nobody: what is given up is a difference', async () => {
    const world = createWorld(createsAll, down);
    await send(world, ['a']);
    for (let n = 0; n < 40 && world.jobs.length > 0; n += 1) {
      world.advance(3601);
      await workOff(world);
    }
    expect([world.jobs, world.parked.size, world.alerts]).toEqual([[], 0, ['circuit-open new']]);
    expect((await reportOf(world)).listed).toEqual(['a.example created parked']);
  });

  it('leaves nothing behind where its jobs end the process again and again', async () => {
    const world = createWorld(createsAll, down);
    await send(world, ['a']);
    const text = world.jobs[0]?.message ?? '';
    expect(rightOf(await giveUpJob(world.environment)(givenUp(text), JSON.parse(text))())).toEqual([]);
    expect(world.parked.size).toBe(0);
  });

  it('is missed, where the queue is away', async () => {
    const world = createWorld(createsAll, down);
    const environment = {
      ...world.environment,
      jobs: { enqueue: () => TE.left(unavailable('queue', 'ECONNREFUSED')) },
    };
    await send(world, ['a']);
    await workOff({ ...world, environment });
    expect((await reportOf(world)).counts).toMatchObject({ missed: 1 });
  });
});

describe('a job of a shadow that the profile has no more', () => {
  it('is dropped', async () => {
    const world = createWorld(createsAll, createsAll);
    await send(world, ['a']);
    const { shadows, mirror, ...environment } = world.environment;
    expect([shadows === undefined, mirror === undefined]).toEqual([false, false]);
    expect(await workOff({ ...world, environment })).toEqual([]);
    expect([world.jobs, world.parked.size]).toEqual([[], 0]);
  });
});
