import { type Destination } from '../../shared/destinations/destination';
import { graph } from '../../shared/destinations/graph/graph';
import { always, answer, createsAll, down, fates } from '../pipeline/graph-script';
import { startOfTime, type Script } from '../pipeline/in-memory-environment';
import { indicatorOf } from '../pipeline/planned';
import { brief, briefCalls, delivererWorld } from './deliverer-world';

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

const ab = [indicatorOf('a'), indicatorOf('b')];
const changed = ab.map((indicator) => ({ ...indicator, description: 'seen on another gateway' }));
const earlier = '2026-11-23T11:00:00.000Z';
const later = '2026-11-23T13:00:00.000Z';

/** Answers updates by one script and everything else by another. */
const updatesBy =
  (updates: Script, others: Script = createsAll): Script =>
  (call, timeoutMs) =>
    (call.method === 'PATCH' || call.path.endsWith('/updateTiIndicators') ? updates : others)(
      call,
      timeoutMs,
    );

describe('an indicator that the destination does not hold yet', () => {
  it('is created, and recorded with its id, its content and its time', async () => {
    const { bring, calls, ledger } = delivererWorld(createsAll);
    expect(brief(await bring(ab))).toEqual(['Created graph-a', 'Created graph-b']);
    expect(briefCalls(calls)).toEqual(['POST /submitTiIndicators 2']);
    expect(ledger.get('a')).toEqual({
      externalId: 'a',
      id: 'graph-a',
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      sourceTime: startOfTime,
      expires: '2100-01-01T00:00:00.000Z',
      since: expect.stringMatching(/^\d{4}-/) as string,
      action: 'alert',
      threatType: 'WatchList',
      state: 'created',
      indicator: indicatorOf('a'),
      news: [],
    });
  });

  it.each([
    ['absent', 'it is rejected', always(answer(400)), 'Rejected http-400'],
    ['sending', 'it is not settled', always(answer(429)), 'Unsettled http-429'],
    ['absent', 'it is refused for ever', always(answer(410)), 'Retired http-410'],
  ])('is recorded as %s where %s', async (state, _, script, delivery) => {
    const { bring, ledger } = delivererWorld(script);
    expect(brief(await bring(ab))).toEqual([delivery, delivery]);
    expect([...ledger.values()]).toMatchObject([
      { state, id: '' },
      { state, id: '' },
    ]);
  });

  it('is recorded as created alone where others with it are not', async () => {
    const { bring, ledger } = delivererWorld(
      fates(({ externalId }) => (externalId === 'a' ? 'rejected' : 'created')),
    );
    await bring(ab);
    expect([...ledger.values()]).toMatchObject([
      { externalId: 'a', state: 'absent' },
      { externalId: 'b', state: 'created' },
    ]);
  });
});

describe('an indicator that the destination holds', () => {
  const holding = async (script: Script = createsAll, destination: Destination = graph) => {
    const world = delivererWorld(script, { destination });
    await world.bring(ab);
    return { ...world, calls: () => world.calls.slice(1) };
  };

  it.each([
    ['the same again', ab, startOfTime],
    ['the same from a later event', ab, later],
    ['the same from an earlier event', ab, earlier],
    [
      'the same but for when it was seen',
      ab.map((indicator) => ({ ...indicator, lastReportedDateTime: '2026-11-23T12:00:00Z' })),
      later,
    ],
  ])('is a duplicate without a call: %s', async (_, items, sourceTime) => {
    const { bring, calls } = await holding();
    expect(brief(await bring(items, sourceTime))).toEqual(['Duplicate graph-a', 'Duplicate graph-b']);
    expect(calls()).toEqual([]);
  });

  it('is updated in one call under the id it has, and recorded as it is now', async () => {
    const { bring, calls, ledger } = await holding();
    const before = ledger.get('a');
    expect(brief(await bring(changed, later))).toEqual(['Updated graph-a', 'Updated graph-b']);
    expect(briefCalls(calls())).toEqual(['POST /updateTiIndicators 2']);
    expect(calls()[0]?.body).toEqual({
      value: changed.map((indicator) => ({ ...indicator, id: `graph-${indicator.externalId}` })),
    });
    expect(ledger.get('a')).toMatchObject({ id: 'graph-a', sourceTime: later, state: 'updated' });
    expect(ledger.get('a')?.contentHash).not.toBe(before?.contentHash);
    expect(brief(await bring(changed, later))).toEqual(['Duplicate graph-a', 'Duplicate graph-b']);
  });

  it('is updated by PATCH where it is alone', async () => {
    const { bring, calls } = await holding();
    expect(brief(await bring(changed.slice(0, 1), later))).toEqual(['Updated graph-a']);
    expect(briefCalls(calls())).toEqual(['PATCH /graph-a 1']);
  });

  it('is not overwritten by what is older, and no call is made', async () => {
    const { bring, calls, ledger } = await holding();
    const before = ledger.get('a');
    expect(brief(await bring(changed, earlier))).toEqual(['Superseded graph-a', 'Superseded graph-b']);
    expect(calls()).toEqual([]);
    expect(ledger.get('a')).toEqual(before);
  });

  it('is not overwritten by what is older than its latest sighting', async () => {
    const { bring, ledger } = await holding();
    const lastSeen = '2026-11-23T12:30:00.000Z';
    expect(brief(await bring(ab, lastSeen))).toEqual(['Duplicate graph-a', 'Duplicate graph-b']);
    expect(ledger.get('a')?.sourceTime).toBe(lastSeen);
    expect(brief(await bring(changed, '2026-11-23T12:15:00.000Z'))).toEqual([
      'Superseded graph-a',
      'Superseded graph-b',
    ]);
  });

  it.each([
    ['it is gone', always(answer(404))],
    ['the change is rejected', always(answer(400))],
  ])('is created anew where %s', async (_, refusal) => {
    const single: Script = (call, timeoutMs) =>
      call.path === '/security/tiIndicators' ? answer(201, { id: 'graph-new' }) : createsAll(call, timeoutMs);
    const { bring, calls, ledger } = await holding(updatesBy(refusal, single));
    expect(brief(await bring(changed.slice(0, 1), later))).toEqual(['Created graph-new']);
    expect(briefCalls(calls())).toEqual(['PATCH /graph-a 1', 'POST / 1']);
    expect(ledger.get('a')).toMatchObject({ id: 'graph-new', sourceTime: later, state: 'created' });
  });

  it('is created anew alone, where only it of a bulk is gone', async () => {
    const gone = { externalId: 'a', id: 'x', Error: { code: 'ResourceNotFound', message: 'no such id' } };
    const bulk = always(answer(206, { value: [gone, { externalId: 'b', id: 'graph-b' }] }));
    const { bring, calls } = await holding(updatesBy(bulk));
    expect(brief(await bring(changed, later))).toEqual(['Created graph-a', 'Updated graph-b']);
    expect(briefCalls(calls())).toEqual(['POST /updateTiIndicators 2', 'POST / 1']);
  });

  it.each([
    ['the destination is busy', always(answer(429)), 'http-429'],
    ['it is down', always(answer(500)), 'http-500'],
  ])(
    'is recorded as unknown, under the id it has, where the change is not settled: %s',
    async (_, trouble, code) => {
      const { bring, ledger } = await holding(updatesBy(trouble));
      const before = ledger.get('a');
      expect(brief(await bring(changed, later))).toEqual([`Unsettled ${code}`, `Unsettled ${code}`]);
      expect(ledger.get('a')).toMatchObject({ id: before?.id, since: before?.since, state: 'sending' });
    },
  );

  it('is created anew where the product has no updates', async () => {
    const { bring, calls } = await holding(createsAll, { ...graph, updating: null });
    expect(brief(await bring(changed, later))).toEqual(['Created graph-a', 'Created graph-b']);
    expect(briefCalls(calls())).toEqual(['POST /submitTiIndicators 2']);
  });

  it('is told apart, at its position, from all others of its share', async () => {
    const { bring } = await holding();
    const [first, second] = [ab[0], changed[1]].flatMap((indicator) => indicator ?? []);
    const share = [indicatorOf('c'), first, second, indicatorOf('d')].flatMap((indicator) => indicator ?? []);
    expect(brief(await bring(share, later))).toEqual([
      'Created graph-c',
      'Duplicate graph-a',
      'Updated graph-b',
      'Created graph-d',
    ]);
  });
});

describe('when an identity comes twice', () => {
  const [a] = ab;
  const [newA] = changed;
  const twice = [a, a].flatMap((indicator) => indicator ?? []);

  it('in one share, it is created once and then a duplicate', async () => {
    const { bring, calls } = delivererWorld(createsAll);
    expect(brief(await bring(twice))).toEqual(['Created graph-a', 'Duplicate graph-a']);
    expect(briefCalls(calls)).toEqual(['POST / 1']);
  });

  it('in one share with other content, it is created and then updated', async () => {
    const { bring, calls } = delivererWorld(createsAll);
    const share = [a, newA].flatMap((indicator) => indicator ?? []);
    expect(brief(await bring(share))).toEqual(['Created graph-a', 'Updated graph-a']);
    expect(briefCalls(calls)).toEqual(['POST / 1', 'PATCH /graph-a 1']);
  });

  it('from two invocations at once, it is created once and then a duplicate', async () => {
    const { bring, calls } = delivererWorld(createsAll);
    const [first, second] = await Promise.all([bring(ab), bring(ab)]);
    expect(brief(first)).toEqual(['Created graph-a', 'Created graph-b']);
    expect(brief(second)).toEqual(['Duplicate graph-a', 'Duplicate graph-b']);
    expect(briefCalls(calls)).toEqual(['POST /submitTiIndicators 2']);
  });

  it('and no ledger is kept, it is sent twice, never in one call', async () => {
    const { bring, calls } = delivererWorld(createsAll, { ledger: 'off' });
    expect(brief(await bring(twice))).toEqual(['Created graph-a', 'Created graph-a']);
    expect(briefCalls(calls)).toEqual(['POST / 1', 'POST / 1']);
  });
});

describe('when the ledger', () => {
  it.each(['down', 'not written'] as const)('is %s, everything is delivered, and marked', async (ledger) => {
    const { bring } = delivererWorld(createsAll, { ledger });
    for (let again = 0; again < 2; again += 1) {
      const deliveries = await bring(ab);
      expect(brief(deliveries)).toEqual(['Created graph-a', 'Created graph-b']);
      expect(deliveries.map(({ unrecorded }) => unrecorded)).toEqual([true, true]);
    }
  });

  it.each(['on', 'off'] as const)('is %s, nothing is marked', async (ledger) => {
    const { bring } = delivererWorld(createsAll, { ledger });
    const deliveries = await bring(ab);
    expect(deliveries.map(({ unrecorded }) => unrecorded)).toEqual([undefined, undefined]);
  });
});

describe('the calls of a deliverer', () => {
  it('are shared by all who come within the window', async () => {
    const { bring, calls } = delivererWorld(createsAll, { rules: { batchWindowMs: 30 } });
    const all = Array.from({ length: 250 }, (_, n) => indicatorOf(`n${n}`));
    const deliveries = await Promise.all(all.map((indicator) => bring([indicator])));
    expect(brief(deliveries.flat())).toEqual(all.map(({ externalId }) => `Created graph-${externalId}`));
    expect(briefCalls(calls)).toEqual([
      'POST /submitTiIndicators 100',
      'POST /submitTiIndicators 100',
      'POST /submitTiIndicators 50',
    ]);
  });

  it('are none where there is no time left', async () => {
    const { bring, calls } = delivererWorld(createsAll);
    expect(brief(await bring(ab, startOfTime, 0))).toEqual([
      'Unsettled budget-spent',
      'Unsettled budget-spent',
    ]);
    expect(calls).toEqual([]);
  });

  it('are none for nothing', async () => {
    const { bring, calls } = delivererWorld(createsAll);
    expect([await bring([]), calls]).toEqual([[], []]);
  });

  it('are of the size that works, once three in a row were taken in halves only', async () => {
    const fifty: Script = (call, timeoutMs) =>
      ((call.body as { readonly value?: readonly unknown[] }).value?.length ?? 1) > 50
        ? answer(500, { error: { code: 'UnknownError' } })
        : createsAll(call, timeoutMs);
    const { bring, calls } = delivererWorld(fifty);
    const some = (name: string) => Array.from({ length: 100 }, (_, n) => indicatorOf(`${name}${n}`));
    for (const name of ['first', 'second', 'third', 'fourth']) await bring(some(name));
    const halved = ['100', '50', '50'];
    expect(briefCalls(calls).map((call) => call.split(' ').at(-1))).toEqual(
      [halved, halved, halved, '50', '50'].flat(),
    );
  });
});

describe('a destination that is out of order', () => {
  const one = (n: number) => [indicatorOf(`n${n}`)];

  it('gets five batches and is left alone, which is told once', async () => {
    const { bring, calls, circuit } = delivererWorld(always(answer(500)));
    for (let n = 0; n < 5; n += 1) expect(brief(await bring(one(n)))).toEqual(['Unsettled http-500']);
    for (let n = 5; n < 20; n += 1) {
      const [delivery] = await bring(one(n));
      expect(delivery).toMatchObject({ _tag: 'Unsettled', externalId: `n${n}`, code: 'circuit-open' });
      const seconds =
        delivery !== undefined && 'retryAfterSeconds' in delivery ? delivery.retryAfterSeconds : 0;
      expect(seconds).toBeGreaterThan(25);
      expect(seconds).toBeLessThanOrEqual(30);
    }
    expect(calls).toHaveLength(5);
    expect(circuit).toEqual(['open http-500']);
  });

  it('says so also where it is updates that fail', async () => {
    const { bring, circuit } = delivererWorld(updatesBy(always(answer(500))));
    await bring(ab);
    for (let n = 0; n < 6; n += 1) await bring(changed, later);
    expect(circuit).toEqual(['open http-500']);
  });

  it('is asked again after a while, and is well again when it takes something', async () => {
    let isDown = true;
    const { bring, calls, circuit } = delivererWorld(
      (call, ms) => (isDown ? answer(500) : createsAll(call, ms)),
      {
        rules: { breakerSeconds: 0.05 },
      },
    );
    for (let n = 0; n < 5; n += 1) await bring(one(n));
    isDown = false;
    jest.advanceTimersByTime(100);
    expect(brief(await bring(one(5)))).toEqual(['Created graph-n5']);
    expect(calls).toHaveLength(6);
    expect(circuit).toEqual(['open http-500', 'closed']);
  });

  it('does not count where it is only busy', async () => {
    const { bring, calls, circuit } = delivererWorld(always(answer(429)));
    for (let n = 0; n < 20; n += 1) await bring(one(n));
    expect([calls.length, circuit]).toEqual([20, []]);
  });

  it('is tried twice more at once where the connection breaks', async () => {
    let calls = 0;
    const shaky: Script = (call, ms) => ((calls += 1) < 3 ? down : createsAll)(call, ms);
    const { bring } = delivererWorld(shaky);
    expect(brief(await bring(ab))).toEqual(['Created graph-a', 'Created graph-b']);
    expect(calls).toBe(3);
  });
});
