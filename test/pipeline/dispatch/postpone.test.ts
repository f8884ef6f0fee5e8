import { type ErrorDetail } from '../../../shared/destinations/destination';
import { readJob, type ReadJob } from '../../../shared/pipeline/job';
import { type Environment, type QueuedShare } from '../../../shared/pipeline/ports';
import { postpone, type Past, type Unsettled } from '../../../shared/pipeline/dispatch/postpone';
import { answered, unanswered } from '../../delivery/error-details';
import { inMemoryWorld, startOfTime, type Circumstances } from '../in-memory-environment';
import { indicatorOf, plannedOf, provenanceAt } from '../planned';
import { leftOf, rightOf } from '../right-of';

const stamp = { attempt: 3, settledAt: startOfTime };

const fresh: Past = { attempts: 2, firstSeenAt: startOfTime, history: [] };

const withSaid = (details: Readonly<Record<string, ErrorDetail>>): readonly Unsettled[] =>
  plannedOf(...Object.keys(details)).map((planned) => ({
    planned,
    detail: details[planned.indicator.externalId] ?? answered(500),
  }));

const run = async (
  unsettled: readonly Unsettled[],
  past: Partial<Past> = {},
  circumstances: Partial<Circumstances> = {},
) => {
  const world = inMemoryWorld([], circumstances);
  const result = await postpone(world.environment)('graph', unsettled, {
    past: { ...fresh, ...past },
    stamp,
  })();
  const jobs = world.jobs.map(({ message, delaySeconds }) => ({
    ...rightOf<unknown, ReadJob>(readJob(world.environment.now)(JSON.parse(message))).job,
    delaySeconds,
  }));
  const parked = [...world.parked].map(([id, content]) => ({ id, content: JSON.parse(content) as unknown }));
  return { result, world, jobs, parked };
};

const ids = (job: { readonly items: readonly { readonly indicator: { readonly externalId: string } }[] }) =>
  job.items.map(({ indicator }) => indicator.externalId);

describe('what was not settled', () => {
  it('becomes a job, and a deferred outcome for each', async () => {
    const { result, jobs } = await run(withSaid({ a: answered(429, 60), b: answered(429, 60) }));
    expect(rightOf(result)).toMatchObject([
      { place: '/0', state: 'deferred', attempt: 3, reason: { code: 'queued', status: 429 } },
      { place: '/1', state: 'deferred', attempt: 3, reason: { code: 'queued', status: 429 } },
    ]);
    expect(jobs).toEqual([
      {
        destination: 'graph',
        eventId: 'event-1',
        attempts: 3,
        firstSeenAt: startOfTime,
        notBefore: '2026-11-23T12:01:00.000Z',
        history: [{ at: startOfTime, code: 'http-429', status: 429 }],
        items: plannedOf('a', 'b'),
        delaySeconds: 60,
      },
    ]);
  });

  it.each([
    ['a few messages are begun at once', 2000, 0],
    ['many are not begun before all of them are on the queue', 10_000, 6],
  ])('gives a large event a head start on its own jobs: %s', async (_, count, seconds) => {
    const many = plannedOf(...Array.from({ length: count }, (__, n) => `n${n}`));
    const { jobs } = await run(many.map((planned) => ({ planned, detail: unanswered('asked-async', 0) })));
    expect(new Set(jobs.map(({ delaySeconds }) => delaySeconds))).toEqual(new Set([seconds]));
    expect(jobs.flatMap(ids)).toHaveLength(count);
  });

  it('is told of, job by job, to who judges a backlog', async () => {
    const told: unknown[] = [];
    const { environment } = inMemoryWorld([]);
    const onMessage: Environment['onMessage'] = (queue, shares) => told.push([queue, shares]);
    const many = plannedOf(...Array.from({ length: 150 }, (_, n) => `n${n}`));
    const unsettled = many.map((planned) => ({ planned, detail: answered(429, 60) }));
    await postpone({ ...environment, onMessage })('graph', unsettled, { past: fresh, stamp })();
    const jobs = told as readonly (readonly [string, readonly QueuedShare[]])[];
    expect(new Set(jobs.map(([queue]) => queue))).toEqual(new Set(['jobs']));
    expect(jobs.flatMap(([, shares]) => shares).reduce((sum, { items }) => sum + items, 0)).toBe(150);
  });

  it('is nothing where there is nothing', async () => {
    const { result, jobs } = await run([]);
    expect([rightOf(result), jobs]).toEqual([[], []]);
  });

  it('waits with those of which the same was said, so that one holds nothing else up', async () => {
    const { result, jobs } = await run(
      withSaid({ a: answered(500), b: answered(429, 3600), c: answered(500), d: unanswered('budget-spent') }),
    );
    expect(jobs.map((job) => [ids(job), job.delaySeconds, job.attempts])).toEqual([
      [['a', 'c'], 1, 3],
      [['b'], 3600, 3],
      [['d'], 0, 2],
    ]);
    expect(
      rightOf(result)
        .map(({ place }) => place)
        .sort(),
    ).toEqual(['/0', '/1', '/2', '/3']);
  });

  it('waits for the longest that any of them was asked for', async () => {
    const { jobs } = await run(withSaid({ a: answered(429, 5), b: answered(429, 50), c: answered(429) }));
    expect(jobs.map((job) => [ids(job), job.delaySeconds])).toEqual([[['a', 'b', 'c'], 50]]);
  });

  it('may be tried at once where nothing speaks against it', async () => {
    const { jobs } = await run(withSaid({ a: unanswered('asked-async') }));
    expect(jobs.map(({ delaySeconds, notBefore }) => [delaySeconds, notBefore])).toEqual([[0, null]]);
  });

  it('is hidden for seven days at the longest, and keeps the time before which it must not be tried', async () => {
    const { jobs } = await run(withSaid({ a: answered(429, 8 * 86_400) }));
    expect(jobs.map(({ delaySeconds, notBefore }) => [delaySeconds, notBefore])).toEqual([
      [7 * 86_400, '2026-12-01T12:00:00.000Z'],
    ]);
  });

  it('keeps the latest ten tries, this one the last', async () => {
    const history = Array.from({ length: 10 }, (_, n) => ({
      at: startOfTime,
      code: `try-${n}`,
      status: null,
    }));
    const { jobs } = await run(withSaid({ a: answered(500) }), { history });
    expect(jobs[0]?.history).toEqual([
      ...history.slice(1),
      { at: startOfTime, code: 'http-500', status: 500 },
    ]);
  });

  it('is as many messages as the queue needs, of the same wait', async () => {
    const many = Array.from({ length: 250 }, (_, n) => [`n${n}`, answered(429, 9)] as const);
    const { result, jobs } = await run(withSaid(Object.fromEntries(many)));
    expect(jobs.length).toBeGreaterThanOrEqual(3);
    expect(new Set(jobs.map(({ delaySeconds }) => delaySeconds))).toEqual(new Set([9]));
    expect(jobs.flatMap(ids)).toEqual(many.map(([id]) => id));
    expect(rightOf(result)).toHaveLength(250);
  });

  it('comes again as a whole where the queue is down', async () => {
    const { result } = await run(withSaid({ a: answered(500) }), {}, { queueDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'queue' });
  });
});

describe('what is larger than a queue message', () => {
  const large = (externalId: string, place: string): Unsettled => ({
    planned: {
      provenance: provenanceAt(place),
      indicator: indicatorOf(externalId, { additionalInformation: 'x'.repeat(70_000) }),
    },
    detail: answered(500),
  });

  it('is kept, and the others are queued', async () => {
    const { result, jobs, parked } = await run([
      ...withSaid({ a: answered(500) }),
      large('b', '/1'),
      ...withSaid({ c: answered(500) }),
    ]);
    expect(jobs.flatMap(ids)).toEqual(['a', 'c']);
    expect(parked.map(({ content }) => content)).toMatchObject([
      {
        kind: 'job',
        reason: { code: 'too-large-to-queue' },
        indicators: 1,
        content: { items: [{ indicator: { externalId: 'b' } }] },
      },
    ]);
    expect(rightOf(result).map(({ externalId, state, parkedAs }) => [externalId, state, parkedAs])).toEqual([
      ['a', 'deferred', null],
      ['b', 'parked', parked[0]?.id],
      ['c', 'deferred', null],
    ]);
  });

  it('comes again where it cannot be kept', async () => {
    const { result } = await run([large('b', '/1')], {}, { storeDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });

  it.each([
    ['63 KiB', 63 * 1024 - 1500, 'deferred'],
    ['65 KiB', 65 * 1024, 'parked'],
  ])('is more than 64 KiB: %s', async (_, length, state) => {
    const indicator = indicatorOf('b', { additionalInformation: 'x'.repeat(length) });
    const { result } = await run([
      { planned: { provenance: provenanceAt('/0'), indicator }, detail: answered(500) },
    ]);
    expect(rightOf(result).map((outcome) => outcome.state)).toEqual([state]);
  });
});

describe('what only somebody can help with', () => {
  it.each([
    ['the role is missing', answered(403), ['role-missing graph']],
    ['the workspace is not there', answered(404), ['destination-not-found graph']],
    ['it is only busy', answered(429), []],
    ['it is in trouble', answered(503), []],
  ])('waits on the queue, and is said at once: %s', async (_, detail, alerts) => {
    const { result, world } = await run(withSaid({ a: detail }));
    expect(rightOf(result).map(({ state }) => state)).toEqual(['deferred']);
    expect(world.alerts).toEqual(alerts);
  });
});

describe('what is tried no more', () => {
  it.each([
    ['its tries are spent', { attempts: 24 }, answered(500), 'attempts-exhausted', []],
    ['it is too old', { firstSeenAt: '2026-11-22T12:00:00.000Z' }, answered(500), 'age-exceeded', []],
    [
      'the role is missing for an hour, which should wake somebody',
      { firstSeenAt: '2026-11-23T11:00:00.000Z' },
      answered(403),
      'permission-missing',
      ['permission-missing graph'],
    ],
  ])('is kept whole, with what was tried: %s', async (_, past, detail, code, alerts) => {
    const { result, world, jobs, parked } = await run(withSaid({ a: detail, b: detail }), past);
    expect(rightOf(result).map(({ state, reason, parkedAs }) => [state, reason?.code, parkedAs])).toEqual([
      ['parked', code, parked[0]?.id],
      ['parked', code, parked[0]?.id],
    ]);
    expect(parked.map(({ content }) => content)).toMatchObject([
      {
        kind: 'job',
        destination: 'graph',
        reason: { code, status: detail.status },
        indicators: 2,
        content: {
          schema: 'indicator-gateway/job/1',
          items: plannedOf('a', 'b'),
          history: [{ at: startOfTime, code: detail.code, status: detail.status }],
        },
      },
    ]);
    expect([jobs, world.alerts]).toEqual([[], alerts]);
  });

  it('comes again where it cannot be kept', async () => {
    const { result } = await run(withSaid({ a: answered(500) }), { attempts: 24 }, { storeDown: true });
    expect(leftOf(result)).toMatchObject({ _tag: 'Unavailable', dependency: 'blob' });
  });
});

describe('what has no room at its destination', () => {
  const full = unanswered('quota');

  it('is parked at once, and no try more, in the order in which it is to go out', async () => {
    const refused = plannedOf('unsaid', 'grave', 'older', 'sure').map((planned, index): Unsettled => ({
      planned: {
        provenance: {
          ...planned.provenance,
          eventTime: planned.indicator.externalId === 'older' ? '2026-11-01T00:00:00Z' : null,
        },
        indicator: {
          ...planned.indicator,
          ...[{}, { confidence: 50, severity: 5 }, { confidence: 50, severity: 5 }, { confidence: 90 }][
            index
          ],
        },
      },
      detail: full,
    }));
    const { result, jobs, parked } = await run(refused, { attempts: 0 });
    expect(jobs).toEqual([]);
    expect(rightOf(result).map(({ state, reason }) => [state, reason?.code])).toEqual(
      refused.map(() => ['parked', 'quota']),
    );
    const [{ content } = { content: null }] = parked;
    expect(ids((content as { readonly content: Parameters<typeof ids>[0] }).content)).toEqual([
      'sure',
      'grave',
      'older',
      'unsaid',
    ]);
  });

  it('waits like any where the destination uses that word of its own', async () => {
    const { jobs } = await run(withSaid({ a: { ...answered(429), code: 'quota' } }));
    expect(jobs).toHaveLength(1);
  });
});
