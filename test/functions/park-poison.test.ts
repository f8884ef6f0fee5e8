import { type StorageQueueHandler } from '@azure/functions';
import { parkEvent, parkJob } from '../../functions/park-poison';
import { type Environment } from '../../shared/pipeline/ports';
import { indicator } from '../integration/indicators';
import { createWorld, down, invocation, post, run, type World } from './world';

const [a, b] = [indicator({ domainName: 'a.example' }), indicator({ domainName: 'b.example' })];
const wrong = indicator({ domainName: 'c.example', confidence: 101 });
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

const jobOf = async (body: unknown): Promise<unknown> => {
  const world = createWorld({ exchange: down });
  await post(world, body);
  return JSON.parse(world.queued[0]?.message ?? '');
};

const give = async (
  handler: (environment: Environment) => StorageQueueHandler,
  world: World,
  message: unknown,
) => {
  const one = invocation({ id: 'the-message', dequeueCount: 1 });
  await handler(world.environment)(message, one.context);
  const outcomes = one.outcomes() ?? [];
  const parcel: unknown = JSON.parse(world.kept.get(outcomes[0]?.parkedAs ?? '') ?? 'null');
  return { outcomes, parcel };
};

describe('an event that the host gave up', () => {
  it.each([
    ['JSON', (value: unknown) => value],
    ['base64', base64],
  ])('is parked whole, with an outcome for everything in it: %s', async (_, encode) => {
    const { outcomes, parcel } = await give(parkEvent, createWorld(), encode([a, wrong, b]));
    expect(outcomes).toHaveLength(3);
    expect(new Map(outcomes.map(({ place, observable }) => [place, observable?.value]))).toEqual(
      new Map([
        ['/0', 'a.example'],
        ['/1', undefined],
        ['/2', 'b.example'],
      ]),
    );
    expect(outcomes.every(({ state, attempt }) => state === 'parked' && attempt === 5)).toBe(true);
    expect(new Set(outcomes.map(({ parkedAs }) => parkedAs)).size).toBe(1);
    expect(parcel).toMatchObject({
      kind: 'event',
      reason: { code: 'attempts-exhausted' },
      content: [a, wrong, b],
    });
  });

  it('is parked whole when it is not JSON', async () => {
    const { outcomes, parcel } = await give(parkEvent, createWorld(), '{"a": oops');
    expect(outcomes).toMatchObject([{ state: 'parked', eventId: 'the-message' }]);
    expect(parcel).toMatchObject({ content: '{"a": oops' });
  });

  it('is not sent anywhere', async () => {
    const world = createWorld();
    await give(parkEvent, world, [a]);
    expect(world.calls).toEqual([]);
    expect(world.queued).toEqual([]);
  });
});

describe('a job that the host gave up', () => {
  it('is parked whole, with an outcome for each of its indicators', async () => {
    const job = await jobOf([a, b]);
    const { outcomes, parcel } = await give(parkJob, createWorld(), job);
    expect(outcomes).toMatchObject([
      { state: 'parked', destination: 'graph', place: '/0', source: 'http', attempt: 6 },
      { state: 'parked', destination: 'graph', place: '/1', source: 'http', attempt: 6 },
    ]);
    expect(parcel).toMatchObject({ kind: 'job', reason: { code: 'attempts-exhausted' }, content: job });
  });

  it('is parked with an outcome for what expired meanwhile, too', async () => {
    const soon = indicator({ domainName: 'c.example', expirationDateTime: '2026-01-01T00:05:00Z' });
    const job = await jobOf([a, soon]);
    const world = createWorld();
    const later = { ...world.environment, now: () => new Date('2026-01-01T00:06:00Z') };
    const { outcomes } = await give(parkJob, { ...world, environment: later }, job);
    expect(outcomes.map(({ place, state }) => [place, state])).toEqual([
      ['/0', 'parked'],
      ['/1', 'parked'],
    ]);
  });

  it('is parked whole when it is no job', async () => {
    const { outcomes, parcel } = await give(parkJob, createWorld(), { hello: 'world' });
    expect(outcomes).toMatchObject([{ state: 'parked', eventId: 'the-message', destination: null }]);
    expect(parcel).toMatchObject({ kind: 'job', content: { hello: 'world' } });
  });
});

describe('what the host gave up and can not be kept', () => {
  it.each([
    ['event', parkEvent],
    ['job', parkJob],
  ])('stays on the poison queue: throws, with no outcome: %s', async (_, handler) => {
    const { context, outcomes } = invocation({ id: 'the-message', dequeueCount: 1 });
    const work = run(handler(createWorld({ storeDown: true }).environment), [a], context);
    await expect(work).rejects.toThrow('blob unavailable (ECONNREFUSED); the message comes again');
    expect(outcomes()).toBeUndefined();
  });
});
