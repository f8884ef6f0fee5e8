import { outcomesOutput } from '../../functions/outcomes-output';
import { receiveQueue } from '../../functions/receive-queue';
import { type Environment } from '../../shared/pipeline/ports';
import { indicator } from '../integration/indicators';
import { bytesOf, createWorld, creating, down, invocation, now, run, type World } from './world';

const good = indicator({ domainName: 'a.example' });
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The library hands over JSON parsed and any other text as it is. */
const take = async (world: World, message: unknown, dequeueCount = 1) => {
  const one = invocation({ id: 'the-message', dequeueCount });
  await receiveQueue(world.environment)(message, one.context);
  return one;
};

const keptIn = ({ kept }: World, name: string | null | undefined): unknown =>
  JSON.parse(kept.get(name ?? '') ?? 'null');

describe('an event by queue is delivered', () => {
  it.each([
    ['plain JSON, parsed by the library', good],
    ['plain JSON as text', JSON.stringify(good)],
    ['plain JSON with a byte order mark', `\ufeff${JSON.stringify(good)}`],
    ['base64', base64(JSON.stringify(good))],
    ['base64 with a byte order mark', base64(`\ufeff${JSON.stringify(good)}`)],
    ['base64 with line breaks', base64(JSON.stringify(good)).replace(/.{76}/g, '$&\r\n')],
    ['base64 of another script', base64(JSON.stringify({ ...good, description: '漢字 😀' }))],
  ])('from %s', async (_, message) => {
    const { outcomes } = await take(createWorld(), message);
    expect(outcomes()).toMatchObject([
      { state: 'created', eventId: 'the-message', source: 'indicator-events', attempt: 1 },
    ]);
  });

  it('and says for each indicator what became of it', async () => {
    const bad = indicator({ domainName: 'b.example', confidence: 101 });
    const world = createWorld({ exchange: creating(['c.example']) });
    const { outcomes } = await take(world, [good, bad, indicator({ domainName: 'c.example' })]);
    expect(new Map(outcomes()?.map(({ place, state }) => [place, state]))).toEqual(
      new Map([
        ['/0', 'created'],
        ['/1', 'skipped'],
        ['/2', 'rejected'],
      ]),
    );
    expect(world.kept.size).toBe(0);
  });

  it('and tells who judges a backlog how many indicators it held for each destination, what was left apart', async () => {
    const world = createWorld();
    const told: unknown[] = [];
    const { context } = invocation({ id: 'the-message' });
    const onMessage: Environment['onMessage'] = (queue, shares) => told.push([queue, shares]);
    const taken = [
      good,
      indicator({ domainName: 'b.example' }),
      indicator({ domainName: 'c.example', confidence: 101 }),
    ];
    await receiveQueue({ ...world.environment, onMessage })(taken, context);
    expect(told).toEqual([['events', [{ destination: 'graph', items: 2 }]]]);
  });

  it.each([
    [1, 1],
    [2, 2],
    [5, 5],
    ['3', 3],
    [undefined, 1],
  ])('with the try of the host: dequeueCount %s is attempt %i', async (dequeueCount, attempt) => {
    const one = invocation({ id: 'the-message', dequeueCount });
    await receiveQueue(createWorld().environment)(good, one.context);
    expect(one.outcomes()).toMatchObject([{ attempt }]);
  });

  it.each([
    ['when it was put on the queue', '2025-12-31T23:00:00.000Z', '2025-12-31T23:00:00.000Z'],
    ['now, where the clock of the queue is ahead', '2026-01-01T00:00:09.000Z', now.toISOString()],
    ['now, where the queue does not say', undefined, now.toISOString()],
  ])('as received %s', async (_, insertionTime, receivedAt) => {
    const one = invocation({ id: 'the-message', dequeueCount: 1, insertionTime });
    await receiveQueue(createWorld().environment)(good, one.context);
    expect(one.outcomes()).toMatchObject([{ receivedAt }]);
  });

  it('in part, and queues a job for the rest when a later call fails', async () => {
    const works = creating();
    let calls = 0;
    const world = createWorld({
      exchange: (call, ms) => ((calls += 1) === 1 ? works : down)(call, ms),
    });
    const many = Array.from({ length: 150 }, (_, n) => indicator({ domainName: `n${n}.example` }));
    const { outcomes } = await take(world, many, 2);
    const states = outcomes()?.map(({ state }) => state);
    expect(states?.filter((state) => state === 'created')).toHaveLength(100);
    expect(states?.filter((state) => state === 'deferred')).toHaveLength(50);
    const queued = world.queued.map(({ message }) => JSON.parse(message) as { items: unknown[]; attempts: number }); // prettier-ignore
    expect(queued.reduce((sum, { items }) => sum + items.length, 0)).toBe(50);
    expect(queued.every(({ attempts }) => attempts === 2)).toBe(true);
  });
});

describe('a message that nobody can read', () => {
  it.each([
    ['is not JSON', '{"a": oops'],
    ['is base64 of something else', base64('\u0000\u0001 no JSON')],
    ['is empty', ''],
  ])('is parked whole with one outcome: it %s', async (_, message) => {
    const world = createWorld();
    const { outcomes } = await take(world, message, 2);
    expect(outcomes()).toMatchObject([
      { state: 'parked', reason: { code: 'not-json' }, eventId: 'the-message', attempt: 2 },
    ]);
    expect(keptIn(world, outcomes()?.[0]?.parkedAs)).toMatchObject({ kind: 'event', content: message });
  });

  it('is parked whole when it is JSON of no known format', async () => {
    const world = createWorld();
    const { outcomes } = await take(world, { hello: ['world'] });
    expect(outcomes()).toMatchObject([{ state: 'parked', reason: { code: 'format-unknown' } }]);
    expect(keptIn(world, outcomes()?.[0]?.parkedAs)).toMatchObject({ content: { hello: ['world'] } });
  });

  it('is parked whole when every indicator in it is wrong, with an outcome for each', async () => {
    const world = createWorld();
    const wrong = [indicator({}), indicator({ domainName: 'a.example', confidence: 101 })];
    const { outcomes } = await take(world, base64(JSON.stringify(wrong)));
    expect(outcomes()).toMatchObject([
      { state: 'parked', place: '/0' },
      { state: 'parked', place: '/1' },
    ]);
    expect(keptIn(world, outcomes()?.[1]?.parkedAs)).toMatchObject({ content: wrong });
  });

  it.each([
    ['no JSON', 'oops'],
    ['JSON of no known format', { hello: 'world' }],
  ])('comes again when it can not be kept: %s', async (_, message) => {
    const { context, outcomes } = invocation({ id: 'the-message', dequeueCount: 1 });
    const work = run(receiveQueue(createWorld({ storeDown: true }).environment), message, context);
    await expect(work).rejects.toThrow('blob unavailable (ECONNREFUSED)');
    expect(outcomes()).toBeUndefined();
  });
});

describe('an event by queue whose destination is down', () => {
  it('becomes a job, and says so of each indicator', async () => {
    const world = createWorld({ exchange: down });
    const { outcomes } = await take(world, [good, indicator({ url: 'https://b.example/' })]);
    expect(outcomes()).toMatchObject([
      { state: 'deferred', place: '/0', attempt: 1, reason: { destinationCode: 'ECONNREFUSED' } },
      { state: 'deferred', place: '/1', attempt: 1, reason: { destinationCode: 'ECONNREFUSED' } },
    ]);
    expect(world.queued.map((job) => JSON.parse(job.message) as unknown)).toMatchObject([
      { attempts: 1, eventId: 'the-message', items: [{}, {}] },
    ]);
  });

  it('is left to the host when that can not be queued: throws, with no outcome', async () => {
    const world = createWorld({ exchange: down, queueDown: true });
    const { context, outcomes, lines } = invocation({ id: 'the-message', dequeueCount: 1 });
    const work = run(receiveQueue(world.environment), good, context);
    await expect(work).rejects.toThrow('queue unavailable (ECONNREFUSED); the message comes again');
    expect(outcomes()).toBeUndefined();
    expect(lines).toEqual([
      'warning: {"line":"delivery","intake":"the-invocation","channel":"queue","counts":{},"reasons":{},"failed":"queue unavailable (ECONNREFUSED); the message comes again"}',
    ]);
  });

  it('comes again when the rest can not be queued either', async () => {
    const works = creating();
    let calls = 0;
    const exchange: typeof works = (call, ms) => ((calls += 1) === 1 ? works : down)(call, ms);
    const many = Array.from({ length: 101 }, (_, n) => indicator({ domainName: `n${n}.example` }));
    const { context, outcomes } = invocation({ id: 'the-message', dequeueCount: 1 });
    const work = run(receiveQueue(createWorld({ exchange, queueDown: true }).environment), many, context);
    await expect(work).rejects.toThrow('queue unavailable');
    expect(outcomes()).toBeUndefined();
  });

  it('has only what could not be read in it parked no sooner than the rest is settled', async () => {
    const world = createWorld({ exchange: down, queueDown: true });
    const { context } = invocation({ id: 'the-message', dequeueCount: 1 });
    const work = run(receiveQueue(world.environment), [good, indicator({})], context);
    await expect(work).rejects.toThrow('queue unavailable');
    expect(world.kept.size).toBe(0);
  });
});

describe('the outcomes of a large event', () => {
  it('are handed over in messages that a queue takes', async () => {
    const many = Array.from({ length: 300 }, (_, n) => indicator({ domainName: `n${n}.example` }));
    const { context, outcomes } = await take(createWorld(), many);
    const messages = context.extraOutputs.get(outcomesOutput) as readonly unknown[];
    expect(outcomes()).toHaveLength(300);
    expect(Math.max(...messages.map((message) => bytesOf(message).byteLength))).toBeLessThan(49_152);
  });
});
