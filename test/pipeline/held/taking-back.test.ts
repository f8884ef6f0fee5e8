import * as E from 'fp-ts/Either';
import { destinations } from '../../../shared/destinations';
import { readJob } from '../../../shared/pipeline/job';
import { receive } from '../../../shared/pipeline/receive';
import { runJob } from '../../../shared/pipeline/run-job';
import { graphProduct } from '../../delivery/life-products';
import { kinds } from '../../delivery/life-histories';
import { answer } from '../graph-script';
import { inMemoryWorld, routeTo, startOfTime, type Script } from '../in-memory-environment';
import { eventWith, provenanceAt, tiIndicatorJson } from '../planned';
import { rightOf } from '../right-of';

const day = (n: number): string => `2026-11-0${n}T00:00:00.000Z`;

const stix = (modified: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'bundle',
  id: 'bundle--5f3b1d0e-0f5e-4c0e-9c3f-0b8a6c2d1e4f',
  objects: [
    {
      type: 'indicator',
      spec_version: '2.1',
      id: 'indicator--0d0c0b0a-0908-4706-8504-030201000000',
      created: day(1),
      modified,
      pattern: "[domain-name:value = 'evil.example']",
      pattern_type: 'stix',
      name: 'a phishing site',
      valid_from: day(1),
      ...more,
    },
  ],
});

/** A gateway with a ledger to a Graph in memory, and what it makes of one body after the other. */
const gateway = (script?: Script) => {
  const product = graphProduct();
  const route = routeTo(script ?? ((call) => E.right(product.answer(call))));
  const world = inMemoryWorld([route], { ledger: 'on' });
  const send = async (body: unknown, source = 'feed') => {
    const event = eventWith(body);
    const intent = { channel: 'http' as const, attempts: 0, deadline: world.deadline(60), later: false };
    const sent = { ...event, origin: { ...event.origin, source } };
    const { outcomes } = rightOf(await receive(world.environment)(sent, intent)());
    return outcomes.map(({ state, reason }) => (reason === null ? state : `${state} ${reason.code}`));
  };
  return { ...world, route, send, product };
};

describe('when a source takes back what it said', () => {
  it('goes, and is told as revoked', async () => {
    const { send, product } = gateway();
    expect(await send(stix(day(1)))).toEqual(['created']);
    expect(await send(stix(day(2), { revoked: true }))).toEqual(['revoked']);
    expect(product.live()).toEqual([]);
  });

  it('and the older version comes after it, that is not created', async () => {
    const { send, product, route } = gateway();
    expect(await send(stix(day(2), { revoked: true }))).toEqual(['skipped not-held']);
    expect(await send(stix(day(1)))).toEqual(['skipped taken-back']);
    expect(route.calls).toEqual([]);
    expect(await send(stix(day(3)))).toEqual(['created']);
    expect(product.live()).toHaveLength(1);
  });

  it('another still says it, it stays until that one takes it back, too', async () => {
    const { send, product } = gateway();
    await send(stix(day(1)), 'one');
    expect(await send(stix(day(1)), 'two')).toEqual(['duplicate already-held']);
    expect(await send(stix(day(2), { revoked: true }), 'one')).toEqual(['skipped said-by-another']);
    expect(product.live()).toHaveLength(1);
    expect(await send(stix(day(2), { revoked: true }), 'two')).toEqual(['revoked']);
    expect(product.live()).toEqual([]);
  });

  it('goes by isActive of its own tiIndicator', async () => {
    const { send, product } = gateway();
    await send(tiIndicatorJson('evil.example', { externalId: 'x/1' }));
    expect(await send(tiIndicatorJson('evil.example', { externalId: 'x/1', isActive: false }))).toEqual([
      'revoked',
    ]);
    expect(product.live()).toEqual([]);
  });

  it('both in one event, the take-back is the last word', async () => {
    const { send, product } = gateway();
    const both = [true, false].map((isActive) => tiIndicatorJson('evil.example', { isActive }));
    expect((await send({ value: both })).toSorted()).toEqual(['created', 'revoked']);
    expect(product.live()).toEqual([]);
  });

  it('that the guard would not let out any more, it goes all the same', async () => {
    const { send, environment, product } = gateway();
    await send(stix(day(1)));
    const allowing = { ...environment.profile.guard, tlpRed: 'refuse' as const };
    Object.assign(environment, { profile: { ...environment.profile, guard: allowing } });
    const red = { revoked: true, labels: ['tlp:red'] };
    expect(await send(stix(day(2), red))).toEqual(['revoked']);
    expect(product.live()).toEqual([]);
  });
});

describe('when what is taken back has to wait', () => {
  it('the job says so, and goes its way though the indicator has expired meanwhile', async () => {
    let isDown = false;
    const product = graphProduct();
    const { send, jobs, environment, advance, deadline } = gateway((call) =>
      isDown ? answer(503) : E.right(product.answer(call)),
    );
    const said = tiIndicatorJson('evil.example', { expirationDateTime: '2026-11-23T13:00:00.000Z' });
    await send({ ...said, expirationDateTime: '2100-01-01T00:00:00.000Z' });
    isDown = true;
    expect(await send({ ...said, isActive: false })).toEqual(['deferred queued']);
    const [job] = jobs;
    isDown = false;
    advance(2 * 3600);
    const text = String(job?.message);
    const taken = {
      message: JSON.parse(text) as unknown,
      text,
      dequeueCount: 1,
      deadline: deadline(60),
      provenance: provenanceAt(''),
    };
    const outcomes = rightOf(await runJob(environment)(taken)());
    expect(outcomes).toMatchObject([{ state: 'revoked' }]);
    expect(product.live()).toEqual([]);
  });

  it('a job keeps when it was said, and whether it is for everyone; one of an earlier version says neither', () => {
    const indicator = { ...tiIndicatorJson('evil.example'), externalId: 'a', isActive: false };
    const provenance = provenanceAt('/0');
    const itemsOf = (items: readonly unknown[]) => {
      const job = { schema: 'indicator-gateway/job/1', destination: 'graph', attempts: 1, items };
      return rightOf(readJob(() => new Date(startOfTime))(job)).job.items;
    };
    const whole = { provenance, indicator, saidAt: day(1), takesBack: 'everyone' };
    expect(itemsOf([whole])).toMatchObject([{ saidAt: day(1), takesBack: 'everyone' }]);
    expect(Object.keys(itemsOf([{ provenance, indicator }])[0] ?? {})).toEqual(['provenance', 'indicator']);
  });
});

describe('every kind of destination', () => {
  it('can take back what it holds', () => {
    expect(kinds.map(({ name }) => name)).toEqual(destinations.map(({ name }) => name));
  });
});
