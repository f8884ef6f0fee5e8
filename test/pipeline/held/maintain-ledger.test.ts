import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { type DueRow, type LedgerKeeper } from '../../../shared/delivery/ports';
import { dueOf } from '../../../shared/delivery/ledger/row-life';
import { receive } from '../../../shared/pipeline/receive';
import { replay } from '../../../shared/pipeline/parked/replay';
import { runJob } from '../../../shared/pipeline/run-job';
import { maintainLedger } from '../../../shared/pipeline/held/maintain-ledger';
import { graphProduct } from '../../delivery/life-products';
import { answer } from '../graph-script';
import { inMemoryWorld, routeTo, startOfTime } from '../in-memory-environment';
import { eventWith, provenanceAt } from '../planned';
import { rightOf } from '../right-of';

const daySeconds = 24 * 3600;

const life = { afterEnd: 30, tombstone: 90 };

const stix = (more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'indicator',
  spec_version: '2.1',
  id: 'indicator--0d0c0b0a-0908-4706-8504-030201000000',
  created: '2026-11-01T00:00:00.000Z',
  modified: '2026-11-01T00:00:00.000Z',
  pattern: "[domain-name:value = 'evil.example']",
  pattern_type: 'stix',
  valid_from: '2026-11-01T00:00:00.000Z',
  ...more,
});

/** A gateway whose rows are due as they say, and what an hour's look at them does. */
const gateway = (maxExpiryDays = 30) => {
  const product = graphProduct();
  let isDown = false;
  const world = inMemoryWorld([routeTo((call) => (isDown ? answer(503) : E.right(product.answer(call))))], {
    ledger: 'on',
  });
  const { environment, ledger } = world;
  Object.assign(environment, { profile: { ...environment.profile, maxExpiryDays } });
  const written = new Map<string, string>();
  const noted = (): void => {
    for (const [key, entry] of ledger)
      if (!written.has(key)) written.set(key, dueOf(entry, life, environment.now()));
  };
  const keeper: LedgerKeeper = {
    take: (destination, until) =>
      TE.right(
        [...written].flatMap(([key, due]): readonly DueRow[] => {
          const entry = ledger.get(key);
          const isAsked = key.startsWith(`${destination} `) && due <= until;
          return isAsked ? [{ due, rowKey: key, version: '', entry: entry ? { ...entry, due } : null }] : [];
        }),
      ),
    settle: (_, { rowKey }, kept) =>
      TE.fromIO(() => {
        if (kept._tag === 'Later') written.set(rowKey, kept.due);
        else written.delete(rowKey);
        if (kept._tag === 'Leave') ledger.delete(rowKey);
      }),
  };
  const send = async (body: unknown, source = 'feed') => {
    const event = { ...eventWith(body), receivedAt: environment.now() };
    const intent = { channel: 'http' as const, attempts: 0, deadline: world.deadline(60), later: false };
    const sent = { ...event, origin: { ...event.origin, source } };
    const { outcomes } = rightOf(await receive(environment)(sent, intent)());
    noted();
    return outcomes.map(({ state, reason }) => (reason === null ? state : `${state} ${reason.code}`));
  };
  const maintain = async () => {
    const [route] = environment.routes;
    if (route === undefined) throw new Error('no route');
    const run = { id: 'run', deadline: world.deadline(60) };
    const { outcomes, ...counts } = await maintainLedger(environment, { keeper, life }, run)(route);
    const states = outcomes.map(({ state, reason }) => (reason === null ? state : `${state} ${reason.code}`));
    return { ...counts, states };
  };
  const fail = (down: boolean): void => {
    isDown = down;
  };
  return { ...world, send, maintain, product, fail, written };
};

const idle = { left: 0, later: 0, refreshed: 0, failed: null, states: [] };

describe('when rows of the ledger are due', () => {
  it('does nothing before, and leaves nothing of what is over for long', async () => {
    const { send, maintain, advance, ledger } = gateway();
    await send(stix({ valid_until: '2026-11-30T00:00:00Z' }));
    expect(await maintain()).toEqual(idle);
    advance(20 * daySeconds);
    expect(await maintain()).toEqual(idle);
    advance(20 * daySeconds);
    expect(await maintain()).toEqual({ ...idle, left: 1 });
    expect(ledger.size).toBe(0);
  });

  it('remembers for ninety days that something was taken back', async () => {
    const { send, maintain, advance, ledger } = gateway();
    await send(stix({ revoked: true, modified: '2026-11-20T00:00:00Z' }));
    advance(80 * daySeconds);
    await maintain();
    expect(await send(stix())).toEqual(['skipped taken-back']);
    advance(20 * daySeconds);
    expect(await maintain()).toMatchObject({ left: 1 });
    expect(ledger.size).toBe(0);
  });
});

describe('when a source wants something for longer than the profile let through', () => {
  const long = stix({ valid_until: '2030-01-01T00:00:00Z' });

  it('sends it again before its end, and again, under the same id', async () => {
    const { send, maintain, advance, product } = gateway();
    await send(long);
    advance(2 * daySeconds);
    for (const days of [27, 27]) {
      advance(days * daySeconds + 3600);
      expect(await maintain()).toMatchObject({ refreshed: 1, states: ['updated'] });
      expect(product.live()).toHaveLength(1);
      advance(2 * daySeconds);
      expect(await maintain()).toMatchObject({ refreshed: 0, later: 1, states: [] });
      expect(await send(long)).toEqual(['duplicate already-held']);
    }
  });

  it('keeps on trying where the destination is away, and leaves a job', async () => {
    const { send, maintain, advance, fail, jobs } = gateway();
    await send(long);
    advance(29 * daySeconds + 3600);
    fail(true);
    expect(await maintain()).toMatchObject({ states: ['deferred queued'] });
    expect(jobs).toHaveLength(1);
    fail(false);
    advance(13 * 3600);
    expect(await maintain()).toMatchObject({ states: ['updated'] });
  });

  it('does not send what was taken back, nor what its source ends sooner', async () => {
    const { send, maintain, advance } = gateway();
    await send(long);
    const soon = { valid_until: '2026-12-01T00:00:00Z', modified: '2026-11-02T00:00:00Z' };
    expect(await send({ ...long, ...soon })).toEqual(['updated']);
    advance(29 * daySeconds + 3600);
    expect(await maintain()).toMatchObject({ refreshed: 0, states: [] });
  });

  it('asks the guard of that day', async () => {
    const { send, maintain, advance, environment } = gateway();
    await send(long);
    advance(29 * daySeconds + 3600);
    const guard = { ...environment.profile.guard, allowList: ['evil.example'] };
    Object.assign(environment, { profile: { ...environment.profile, guard } });
    expect(await maintain()).toMatchObject({ states: ['skipped on-allow-list'] });
  });
});

describe('when something waited for longer than is known who took it back', () => {
  const waiting = async () => {
    const world = gateway(730);
    world.fail(true);
    await world.send(stix({ valid_until: '2030-01-01T00:00:00Z' }));
    world.fail(false);
    return { ...world, text: String(world.jobs[0]?.message) };
  };

  it('is not sent by its job', async () => {
    const { environment, text, advance, deadline, product } = await waiting();
    advance(91 * daySeconds);
    const message = JSON.parse(text) as unknown;
    const taken = { message, text, dequeueCount: 1, deadline: deadline(60), provenance: provenanceAt('') };
    expect(rightOf(await runJob(environment)(taken)())).toMatchObject([
      { state: 'skipped', reason: { code: 'older-than-tombstones' } },
    ]);
    expect(product.live()).toEqual([]);
  });

  it('is not sent by a replay, and is a day before', async () => {
    for (const [days, expected] of [
      [91, 'skipped older-than-tombstones'],
      [89, 'created'],
    ] as const) {
      const { environment, text, advance, deadline, parked } = await waiting();
      const id = '9999999999999-a';
      const kept = {
        schema: 'indicator-gateway/parked/1',
        id,
        parkedAt: startOfTime,
        kind: 'job',
        reason: { code: 'x', text: '', violations: [], destinationCode: null, status: null },
        destination: 'graph',
        provenance: provenanceAt(''),
        indicators: 1,
        content: JSON.parse(text) as unknown,
      };
      parked.set(id, JSON.stringify(kept));
      advance(days * daySeconds);
      const { outcomes } = rightOf(await replay(environment)(id, undefined, deadline(60))());
      expect(outcomes.map(({ state, reason }) => [state, reason?.code].join(' ').trim())).toEqual([expected]);
    }
  });
});
