import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { type Delivery } from '../../shared/delivery/delivery';
import { type Ledger, type LedgerEntry } from '../../shared/delivery/ports';
import { createDeliverer } from '../../shared/delivery/way';
import { defender } from '../../shared/destinations/defender/defender';
import { type HttpAnswer, type HttpCall } from '../../shared/destinations/destination';
import { noRequestIds } from '../../shared/failure';
import { type Indicator } from '../../shared/indicator/indicator';
import { openTelemetry } from '../../shared/telemetry/open-telemetry';
import { indicatorOf } from '../pipeline/planned';
import { plenty } from './plenty';

interface Entry {
  readonly id: string;
  readonly indicatorValue: string;
  readonly action: string;
}

/** A tenant that keeps both where an action changes, and deletes all of a batch or none of it. */
const tenant = () => {
  const held = new Map<string, Entry>();
  let ids = 0;
  const answer = (status: number, body?: unknown): HttpAnswer => ({
    status,
    body,
    retryAfterSeconds: null,
    requestIds: noRequestIds,
  });
  const imported = (entry: Entry): string => {
    const same = [...held.values()].find(
      ({ indicatorValue, action }) => indicatorValue === entry.indicatorValue && action === entry.action,
    );
    const id = same?.id ?? String((ids += 1));
    held.set(id, { ...entry, id });
    return id;
  };
  const perform = ({ path, body }: HttpCall): HttpAnswer => {
    const { Indicators, IndicatorIds } = body as {
      readonly Indicators: readonly Entry[];
      readonly IndicatorIds: readonly string[];
    };
    if (path.endsWith('/import'))
      return answer(200, {
        value: Indicators.map((entry) => ({
          id: imported(entry),
          indicator: entry.indicatorValue,
          isFailed: false,
        })),
      });
    if (IndicatorIds.some((id) => !held.has(id))) return answer(404);
    for (const id of IndicatorIds) held.delete(id);
    return answer(204);
  };
  return {
    perform,
    actions: () => [...held.values()].map(({ action }) => action),
    refuse: () => answer(503),
  };
};

type Cut = 'before' | 'after' | 'refused';

/** What outlives a process. */
const world = () => ({ defender: tenant(), rows: new Map<string, LedgerEntry>() });

/** One process of the app; at its step `at` it ends for good, before or after what it does there, or all is refused from then on. */
const processOf = (
  { defender: { perform, refuse }, rows }: ReturnType<typeof world>,
  at: number,
  cut: Cut,
) => {
  let steps = 0;
  let ended = (): void => undefined;
  const end = new Promise<'ended'>((resolve) => {
    ended = () => resolve('ended');
  });
  const step = <A>(what: () => A, refused: () => A): Promise<A> => {
    steps += 1;
    if (steps < at) return Promise.resolve(what());
    if (cut === 'refused') return Promise.resolve(refused());
    if (cut === 'after') what();
    ended();
    return new Promise(() => undefined);
  };
  const ledger: Ledger = {
    find: (_, ids) => () => {
      const find = () => E.right(new Map([...rows].filter(([id]) => ids.includes(id))));
      return step(find, find);
    },
    record: (_, entries) => () => {
      const record = () => {
        for (const entry of entries) rows.set(entry.externalId, entry);
        return E.right(undefined);
      };
      return step(record, record);
    },
  };
  const deliverer = createDeliverer({
    instance: { name: 'defender', kind: defender },
    exchange: (call) => () =>
      step(
        () => E.right(perform(call)),
        () => E.right(refuse()),
      ),
    limiter: {
      take: () => TE.right(undefined),
      done: () => undefined,
      permits: plenty,
      pause: () => undefined,
    },
    ledger,
    rules: {
      requestTimeoutMs: 10_000,
      batchWindowMs: 0,
      callsInFlight: 2,
      breakerSeconds: 1,
      refreshSeconds: 3600,
    },
    now: () => new Date(now),
    random: () => 0,
    telemetry: openTelemetry(),
    onCircuit: () => undefined,
  });
  const bring = (
    indicator: Indicator,
    sourceTime: string,
    scope?: 'own',
  ): Promise<readonly Delivery[] | 'ended'> =>
    Promise.race([end, deliverer([{ indicator, sourceTime, takeBackScope: scope }], deadline)()]);
  return { bring, steps: () => steps };
};

const blocked = indicatorOf('a', { action: 'block' });
const [then, now, later] = [
  '2026-11-01T00:00:00.000Z',
  '2026-11-02T00:00:00.000Z',
  '2026-11-02T00:00:01.000Z',
];

const deadline = new Date('2026-11-02T00:01:00.000Z');

const unhurt = Number.POSITIVE_INFINITY;

/** A world that blocks, and then hears that it should only watch. */
const changing = async (at: number, cut: Cut) => {
  const around = world();
  await processOf(around, unhurt, 'before').bring(blocked, then);
  const hurt = processOf(around, at, cut);
  const deliveries = await hurt.bring(indicatorOf('a'), now);
  return { around, deliveries, steps: hurt.steps() };
};

describe('a change of the action at Defender, which is a deletion and a creation', () => {
  it('takes a look, and a deletion and a creation, each between two rows', async () => {
    const { around, deliveries, steps } = await changing(unhurt, 'before');
    expect([around.defender.actions(), deliveries, steps]).toMatchObject([
      ['Audit'],
      [{ _tag: 'Created' }],
      6,
    ]);
  });

  const points = [1, 2, 3, 4, 5, 6].flatMap((at) =>
    (['before', 'after', 'refused'] as const).map((cut) => ({ at, cut })),
  );

  it.each(points)(
    'interrupted $cut step $at, stands there once and anew when it comes again',
    async ({ at, cut }) => {
      const { around, deliveries } = await changing(at, cut);
      // Nobody was told that it is done, so it comes again: by the queue, from its sender, or as a job.
      const isToldDone = deliveries !== 'ended' && deliveries.every(({ _tag }) => _tag !== 'Unsettled');
      expect(isToldDone).toBe(cut === 'refused' && around.defender.actions().join() === 'Audit');
      await processOf(around, unhurt, 'before').bring(indicatorOf('a'), now);
      expect(around.defender.actions()).toEqual(['Audit']);
    },
  );

  it.each(points)('interrupted $cut step $at, is never there with both actions', async ({ at, cut }) => {
    const { around } = await changing(at, cut);
    expect(around.defender.actions().length).toBeLessThanOrEqual(1);
  });

  it.each(points)(
    'interrupted $cut step $at, is gone when it is taken back after that',
    async ({ at, cut }) => {
      const { around } = await changing(at, cut);
      await processOf(around, unhurt, 'before').bring(indicatorOf('a', { isActive: false }), later, 'own');
      expect(around.defender.actions()).toEqual([]);
    },
  );
});

const watched = { action: 'block', passiveOnly: true } as const;

describe('what is there with one action and comes with another', () => {
  const ways = [{ action: 'block' }, watched, { action: 'alert' }, { action: 'unknown' }] as const;

  it.each(ways.flatMap((before) => ways.map((after) => [before, after] as const)))(
    'is there once: %j, then %j',
    async (before, after) => {
      const around = world();
      await processOf(around, unhurt, 'before').bring(indicatorOf('a', before), then);
      await processOf(around, unhurt, 'before').bring(indicatorOf('a', after), now);
      const blocks = after.action === 'block' && !('passiveOnly' in after);
      expect(around.defender.actions()).toEqual([blocks ? 'Block' : 'Audit']);
    },
  );

  it.each([1, 2, 3, 4])(
    'is gone when it is taken back with another action than that with which it came, though that ended at step %d',
    async (at) => {
      const around = world();
      await processOf(around, at, 'after').bring(blocked, then);
      await processOf(around, unhurt, 'before').bring(indicatorOf('a', { isActive: false }), later, 'own');
      expect(around.defender.actions()).toEqual([]);
    },
  );

  it.each(
    [1, 2, 3, 4].flatMap((at) => (['before', 'after', 'refused'] as const).map((cut) => ({ at, cut }))),
  )('is there once, though its creation was interrupted $cut step $at', async ({ at, cut }) => {
    const around = world();
    await processOf(around, at, cut).bring(blocked, then);
    await processOf(around, unhurt, 'before').bring(indicatorOf('a'), now);
    expect(around.defender.actions()).toEqual(['Audit']);
    // What was interrupted comes again, and is older now.
    const again = await processOf(around, unhurt, 'before').bring(blocked, then);
    expect([around.defender.actions(), again]).toMatchObject([['Audit'], [{ _tag: 'Superseded' }]]);
  });
});
