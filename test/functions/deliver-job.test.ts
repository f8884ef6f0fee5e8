import { deliverJob } from '../../functions/deliver-job';
import { type Environment } from '../../shared/pipeline/ports';
import { indicator } from '../integration/indicators';
import { profileWith } from '../pipeline/profiles';
import { createWorld, creating, down, invocation, post, run, type World } from './world';

const [a, b] = [indicator({ domainName: 'a.example' }), indicator({ domainName: 'b.example' })];

/** A job as the app itself queues it when Graph is down: made at the first try. */
const jobOf = async (body: unknown): Promise<string> => {
  const world = createWorld({ exchange: down });
  await post(world, body);
  return world.queued[0]?.message ?? '';
};

const deliver = async (environment: Environment, message: unknown, dequeueCount = 1) => {
  const one = invocation({ id: 'the-job', dequeueCount });
  await deliverJob(environment)(message, one.context);
  return one.outcomes();
};

const contentOf = ({ kept }: World): readonly unknown[] =>
  [...kept.values()].map((text) => (JSON.parse(text) as { readonly content: unknown }).content);

describe('a job is delivered', () => {
  it('with the event it came from and the tries before it', async () => {
    const outcomes = await deliver(createWorld().environment, JSON.parse(await jobOf([a, b])));
    expect(outcomes).toMatchObject([
      { state: 'created', place: '/0', source: 'http', intakeId: 'the-invocation', attempt: 2 },
      { state: 'created', place: '/1', source: 'http', intakeId: 'the-invocation', attempt: 2 },
    ]);
  });

  it.each([
    ['text', (message: string) => message],
    ['base64', (message: string) => Buffer.from(message).toString('base64')],
  ])('from %s', async (_, encode) => {
    expect(await deliver(createWorld().environment, encode(await jobOf(a)))).toMatchObject([
      { state: 'created' },
    ]);
  });

  it('with the outcome of a refusal', async () => {
    const world = createWorld({ exchange: creating(['b.example']) });
    expect(await deliver(world.environment, JSON.parse(await jobOf([a, b])))).toMatchObject([
      { state: 'created' },
      { state: 'rejected' },
    ]);
  });

  it('counting the tries of the host on top of those before it was queued', async () => {
    expect(await deliver(createWorld().environment, JSON.parse(await jobOf(a)), 3)).toMatchObject([
      { attempt: 4 },
    ]);
  });
});

describe('a job whose destination is still down', () => {
  it('waits again as another job that counts the try, and says nothing new', async () => {
    const world = createWorld({ exchange: down });
    const message: unknown = JSON.parse(await jobOf(a));
    expect(await deliver(world.environment, message)).toEqual([]);
    expect(world.queued.map((job) => JSON.parse(job.message) as unknown)).toMatchObject([
      { destination: 'graph', attempts: 2, items: [{ indicator: { domainName: 'a.example' } }] },
    ]);
  });

  it('goes back without a call when it comes before its time', async () => {
    const world = createWorld();
    const early: unknown = { ...(JSON.parse(await jobOf(a)) as object), notBefore: '2026-01-01T00:10:00Z' };
    expect(await deliver(world.environment, early)).toEqual([]);
    expect(world.calls).toEqual([]);
    expect(world.queued.map(({ delaySeconds }) => delaySeconds)).toEqual([600]);
  });

  it('is left to the host when it can not be queued: throws, with no outcome', async () => {
    const world = createWorld({ exchange: down, queueDown: true });
    const message: unknown = JSON.parse(await jobOf(a));
    const { context, outcomes } = invocation({ id: 'the-job', dequeueCount: 1 });
    const work = run(deliverJob(world.environment), message, context);
    await expect(work).rejects.toThrow('queue unavailable (ECONNREFUSED); the message comes again');
    expect(outcomes()).toBeUndefined();
  });
});

describe('a job that can not be delivered any more', () => {
  it('is parked whole when its destination was switched off', async () => {
    const world = createWorld();
    const message = JSON.parse(await jobOf([a, b])) as { readonly items: readonly unknown[] };
    const outcomes = await deliver({ ...world.environment, routes: [] }, message);
    expect(outcomes).toMatchObject([
      { state: 'parked', destination: 'graph', reason: { code: 'destination-off' } },
      { state: 'parked', destination: 'graph', reason: { code: 'destination-off' } },
    ]);
    expect(contentOf(world)).toMatchObject([{ destination: 'graph', items: message.items }]);
  });

  it('leaves out what expired while it waited and delivers the rest', async () => {
    const soon = indicator({ domainName: 'c.example', expirationDateTime: '2026-01-01T00:05:00Z' });
    const message: unknown = JSON.parse(await jobOf([a, soon]));
    const later = { ...createWorld().environment, now: () => new Date('2026-01-01T00:06:00Z') };
    expect(await deliver(later, message)).toMatchObject([
      { state: 'created', place: '/0' },
      { state: 'skipped', place: '/1', destination: 'graph', reason: { code: 'expired-while-waiting' } },
    ]);
  });

  it.each<[string, object, string]>([
    ['marked TLP:RED', { tlpLevel: 'red' }, 'tlp-red'],
    ['a domain of ours', { domainName: 'login.contoso.com' }, 'own-domain'],
    ['10.0.0.1', { networkIPv4: '10.0.0.1' }, 'not-public-address'],
  ])('leaves out what the guard does not let out now, and delivers the rest: %s', async (_, more, code) => {
    const message = JSON.parse(await jobOf([a, b])) as { items: { indicator: object }[] };
    message.items[0] = { ...message.items[0], indicator: { ...message.items[0]?.indicator, ...more } };
    const world = createWorld();
    const guard = { specialUse: 'take', ownDomains: ['contoso.com'] };
    expect(await deliver({ ...world.environment, profile: profileWith({ guard }) }, message)).toMatchObject([
      { state: 'skipped', place: '/0', destination: 'graph', attempt: 2, reason: { code } },
      { state: 'created', place: '/1' },
    ]);
    expect(world.calls.map(({ body }) => body)).toMatchObject([{ domainName: 'b.example' }]);
  });

  it.each([
    ['not JSON', '{"a": oops'],
    ['another thing', { hello: 'world' }],
    ['a job of another version', { schema: 'indicator-gateway/job/0', destination: 'graph', items: [] }],
    ['null', 'null'],
  ])('is parked whole when it is %s', async (_, message) => {
    const world = createWorld();
    expect(await deliver(world.environment, message)).toMatchObject([
      { state: 'parked', eventId: 'the-job', reason: { code: 'not-a-job' } },
    ]);
    expect(contentOf(world)).toEqual([message]);
  });

  it('comes again when it can not be kept', async () => {
    const work = () => deliver(createWorld({ storeDown: true }).environment, { hello: 'world' });
    await expect(work()).rejects.toThrow('blob unavailable');
  });
});
