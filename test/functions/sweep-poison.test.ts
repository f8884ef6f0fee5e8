import { type Timer } from '@azure/functions';
import * as TE from 'fp-ts/TaskEither';
import { sweepPoison } from '../../functions/sweep-poison';
import { unavailable } from '../../shared/failure';
import { type PoisonMessage, type PoisonQueue } from '../../shared/pipeline/ports';
import { indicator } from '../integration/indicators';
import { createWorld, down, invocation, post, type World } from './world';

const [a, b] = [indicator({ domainName: 'a.example' }), indicator({ domainName: 'b.example' })];
const wrong = indicator({ domainName: 'c.example', confidence: 101 });
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

const messageOf = (id: string, text: string, times = 1): PoisonMessage => ({
  id,
  text,
  insertedAt: new Date('2025-12-31T23:59:00Z'),
  times,
  receipt: `receipt-of-${id}`,
});

/** A poison queue in memory: what is taken is hidden, as far as one sweep can see. */
const queueOf = (kind: PoisonQueue['kind'], messages: readonly PoisonMessage[]) => {
  let waiting = messages;
  const removed: string[] = [];
  const queue: PoisonQueue = {
    of: kind === 'event' ? 'indicator-events' : 'indicator-jobs',
    kind,
    take: TE.fromIO(() => {
      const taken = waiting.slice(0, 32);
      waiting = waiting.slice(32);
      return taken;
    }),
    remove: ({ id }) => TE.fromIO(() => void removed.push(id)),
  };
  return { queue, removed };
};

const timer = (): Timer => ({
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: '', next: '', lastUpdated: '' },
});

const sweep = async (world: World, ...queues: readonly PoisonQueue[]) => {
  const { context, lines } = invocation();
  await sweepPoison(world.environment, queues)(timer(), context);
  const parkedItems = [...world.kept.values()].map((kept) => JSON.parse(kept) as Record<string, unknown>);
  return { lines, parkedItems, outcomes: world.written() };
};

const jobOf = async (body: unknown): Promise<string> => {
  const world = createWorld({ exchange: down });
  await post(world, body);
  return world.queued[0]?.message ?? '';
};

describe('an event that the host gave up', () => {
  it.each([
    ['JSON', (value: unknown) => JSON.stringify(value)],
    ['base64', base64],
  ])('is parked whole, with an outcome for everything in it, and removed: %s', async (_, encode) => {
    const { queue, removed } = queueOf('event', [messageOf('m', encode([a, wrong, b]))]);
    const { outcomes, parkedItems } = await sweep(createWorld(), queue);
    expect(outcomes.map(({ place, state, attempt, eventId }) => [place, state, attempt, eventId])).toEqual([
      ['/0', 'parked', 5, 'm'],
      ['/2', 'parked', 5, 'm'],
      ['/1', 'parked', 5, 'm'],
    ]);
    expect(parkedItems).toMatchObject([
      { kind: 'event', reason: { code: 'attempts-exhausted' }, content: [a, wrong, b] },
    ]);
    expect(new Set(outcomes.map(({ parkedAs }) => parkedAs))).toEqual(new Set([parkedItems[0]?.id]));
    expect(removed).toEqual(['m']);
  });

  it.each([
    ['is not JSON', '{"a": oops'],
    ['holds nothing', '[]'],
    ['is nested too deep to be walked', '['.repeat(60_000)],
  ])('is parked whole with one outcome when it %s', async (_, text) => {
    const { queue, removed } = queueOf('event', [messageOf('m', text)]);
    const { outcomes, parkedItems } = await sweep(createWorld(), queue);
    expect(outcomes).toMatchObject([{ state: 'parked', eventId: 'm' }]);
    expect(
      parkedItems.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))),
    ).toEqual([text]);
    expect(removed).toEqual(['m']);
  });

  it('is parked without being read when an earlier sweep did not come through', async () => {
    const { queue } = queueOf('event', [messageOf('m', JSON.stringify([a, b]), 2)]);
    const { outcomes, parkedItems } = await sweep(createWorld(), queue);
    expect(outcomes).toMatchObject([{ state: 'parked', place: '', eventId: 'm', destination: null }]);
    expect(parkedItems).toMatchObject([{ content: [a, b], indicators: 0 }]);
  });

  it('is not sent anywhere', async () => {
    const world = createWorld();
    await sweep(world, queueOf('event', [messageOf('m', JSON.stringify([a]))]).queue);
    expect([world.calls, world.queued]).toEqual([[], []]);
  });
});

describe('a job that the host gave up', () => {
  it('is parked whole, with an outcome for each of its indicators', async () => {
    const job = await jobOf([a, b]);
    const { queue } = queueOf('job', [messageOf('m', job)]);
    const { outcomes, parkedItems } = await sweep(createWorld(), queue);
    expect(outcomes).toMatchObject([
      { state: 'parked', destination: 'graph', place: '/0', source: 'http', attempt: 6 },
      { state: 'parked', destination: 'graph', place: '/1', source: 'http', attempt: 6 },
    ]);
    expect(parkedItems).toMatchObject([
      { kind: 'job', reason: { code: 'attempts-exhausted' }, content: JSON.parse(job) as unknown },
    ]);
  });

  it('is parked whole when it is no job', async () => {
    const { queue } = queueOf('job', [messageOf('m', '{"hello":"world"}')]);
    const { outcomes, parkedItems } = await sweep(createWorld(), queue);
    expect(outcomes).toMatchObject([{ state: 'parked', eventId: 'm', destination: null }]);
    expect(parkedItems).toMatchObject([{ kind: 'job', content: { hello: 'world' } }]);
  });
});

describe('a sweep', () => {
  it('takes until both queues are empty', async () => {
    const many = Array.from({ length: 70 }, (_, n) => messageOf(`m${n}`, JSON.stringify([a])));
    const [events, jobs] = [queueOf('event', many), queueOf('job', [messageOf('j', 'x')])];
    const { parkedItems } = await sweep(createWorld(), events.queue, jobs.queue);
    expect([events.removed.length, jobs.removed, parkedItems.length]).toEqual([70, ['j'], 71]);
  });

  it('of the same message twice keeps one parked item: what came between the two is made up for', async () => {
    const world = createWorld();
    const message = messageOf('m', JSON.stringify([a]));
    await sweep(world, queueOf('event', [message]).queue);
    await sweep(world, queueOf('event', [{ ...message, times: 2 }]).queue);
    expect(world.kept.size).toBe(1);
  });

  it.each([
    ['the content cannot be kept', { storeDown: true }, 'blob unavailable (ECONNREFUSED)'],
    ['its outcomes cannot be written', { outcomesDown: true }, 'queue unavailable (ECONNREFUSED)'],
  ])('leaves a message where it is, and says so, when %s', async (_, faults, said) => {
    const { queue, removed } = queueOf('event', [messageOf('m', JSON.stringify([a]))]);
    const { lines } = await sweep(createWorld(faults), queue);
    expect(removed).toEqual([]);
    expect(lines.join('\n')).toContain(`${said}; taken again later`);
  });

  it('goes on with the other queue when one cannot be read', async () => {
    const broken: PoisonQueue = {
      ...queueOf('event', []).queue,
      take: TE.left(unavailable('queue', 'ECONNRESET')),
    };
    const jobs = queueOf('job', [messageOf('j', 'x')]);
    const { lines } = await sweep(createWorld(), broken, jobs.queue);
    expect(jobs.removed).toEqual(['j']);
    expect(lines.join('\n')).toContain('queue unavailable (ECONNRESET)');
  });
});
