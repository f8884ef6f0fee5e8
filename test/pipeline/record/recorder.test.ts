import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import fc from 'fast-check';
import { unavailable, type Unavailable } from '../../../shared/failure';
import { notCreated, reason, type Outcome } from '../../../shared/pipeline/outcome';
import {
  type DatedBatch,
  type RecordStore,
  type OutcomeBatch,
} from '../../../shared/pipeline/record/record-store';
import { eraseCaughtUp } from '../../../shared/pipeline/record/erase-caught-up';
import { createRecorder, headStartMs } from '../../../shared/pipeline/record/recorder';
import { batchIds, batchesOf } from '../../../shared/pipeline/record/outcome-batches';
import { eventually } from '../../waiting';
import { inMemoryRecord } from '../in-memory-record';
import { joinedBatches } from '../outcomes/joined-batches';
import { plannedOf } from '../planned';

const gone = unavailable('table', 'ECONNREFUSED');

const outcome = (intakeId: string, more: Partial<Outcome> = {}): readonly Outcome[] =>
  plannedOf('a').map((planned) => ({
    ...notCreated(
      planned,
      { destination: 'graph', state: 'skipped', why: reason('a-code', 'why') },
      {
        attempt: 1,
        settledAt: '2026-11-29T12:00:00.000Z',
      },
    ),
    intakeId,
    ...more,
  }));

const intakesOf = ({ owners }: OutcomeBatch): readonly string[] => owners.map(({ intakeId }) => intakeId);

/** A store that is away, or takes a thing and does not say so, until it is well; pauses end when they are told to. */
const createWorld = ({ maxWaiting }: { readonly maxWaiting?: number } = {}) => {
  const memory = inMemoryRecord();
  const state = { isAway: false, isSilent: false, never: '' };
  const writes: (readonly DatedBatch[])[] = [];
  const alerts: string[] = [];
  const counted: number[] = [];
  const pauses: (() => void)[] = [];
  let clock = Date.parse('2026-11-29T12:00:00Z');
  const store: Pick<RecordStore, 'write' | 'there'> = {
    there: (batches) => (state.isAway ? TE.left(gone) : memory.there(batches)),
    write: (batches) => async (): Promise<E.Either<Unavailable, void>> => {
      writes.push(batches);
      if (state.isAway || batches.some(({ batch }) => intakesOf(batch).includes(state.never)))
        return E.left(gone);
      await memory.write(batches)();
      return state.isSilent ? E.left(gone) : E.right(undefined);
    },
  };
  const recorder = createRecorder({
    store,
    now: () => new Date(clock),
    newBatchId: batchIds((bytes) => Buffer.alloc(bytes)),
    pause: (ms, signal) =>
      new Promise((resolve) => {
        if (ms === headStartMs) resolve();
        else pauses.push(resolve);
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve());
      }),
    alert: (code) => alerts.push(code),
    telemetry: { count: (name, count) => name === 'gateway.record.lost' && counted.push(count) },
    ...(maxWaiting === undefined ? {} : { maxWaiting }),
  });
  return {
    recorder,
    state,
    writes,
    alerts,
    counted,
    intakes: () => [...memory.batches.values()].flatMap(({ batch }) => intakesOf(batch)),
    moments: () => [...memory.batches.values()].map(({ at }) => at),
    clock: () => clock,
    /** Lets time pass, in steps, until it is so. */
    passUntil: (isSo: () => boolean, ms = 1_000) =>
      eventually(() => {
        if (isSo()) return true;
        clock += ms;
        for (const resume of pauses.splice(0)) resume();
        return false;
      }),
  };
};

describe('batches that are joined', () => {
  const one = fc.record({
    intake: fc.integer({ min: 0, max: 9 }).map((n) => `i${n}`),
    length: fc.constantFrom(0, 100, 40_000, 127_000),
    as: fc.constantFrom('own', 'own', 'own', 'another'),
  });

  it('hold what they held, in its order, as long as one batch may be, with an intake once and none that was kept as of another', () => {
    const newId = batchIds((bytes) => Buffer.alloc(bytes));
    fc.assert(
      fc.property(fc.array(one, { maxLength: 250 }), (all) => {
        const batches = all.flatMap(({ intake, length, as }) =>
          batchesOf(
            outcome(intake, { source: 's'.repeat(length) }),
            newId,
            as === 'own' ? {} : { intakeId: `as-${intake}` },
          ),
        );
        const joined = joinedBatches(batches);
        const textsOf = (some: readonly OutcomeBatch[]) =>
          some.flatMap(({ text }) => JSON.parse(text) as unknown[]);
        expect(textsOf(joined)).toEqual(textsOf(batches));
        expect(joined.flatMap(({ owners }) => owners)).toEqual(batches.flatMap(({ owners }) => owners));
        for (const batch of joined) {
          expect(batch.text.length).toBeLessThanOrEqual(128_000);
          expect(new Set(intakesOf(batch)).size).toBe(batch.owners.length);
          expect(batch.owners.length).toBeLessThanOrEqual(100);
          expect(batch.namesOwners || batch.owners.length === 1).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are one of a hundred small ones', () => {
    const newId = batchIds((bytes) => Buffer.alloc(bytes));
    const batches = Array.from({ length: 201 }, (_, n) => n).flatMap((n) =>
      batchesOf(outcome(`i${n}`), newId),
    );
    expect(joinedBatches(batches).map(({ owners }) => owners.length)).toEqual([100, 100, 1]);
  });
});

describe('outcomes that are to be kept', () => {
  it('are kept when the task ends, and begin to be at once', async () => {
    const { recorder, intakes } = createWorld();
    const kept = recorder.keep(outcome('i1'));
    await kept();
    expect([intakes(), recorder.seen()]).toEqual([['i1'], { lost: 0, waiting: 0, awaySince: null }]);
  });

  it('are caught up with once what waits is kept, and no longer than a pause where the store is slow', async () => {
    const { recorder, state, passUntil, intakes } = createWorld();
    void recorder.keep(outcome('i1'))();
    expect(await recorder.caughtUp()).toBe(true);
    expect(intakes()).toEqual(['i1']);
    state.isAway = true;
    void recorder.keep(outcome('i2'))();
    let isKept: boolean | null = null;
    void recorder.caughtUp().then((all) => (isKept = all));
    await passUntil(() => isKept !== null);
    expect([isKept, intakes(), recorder.seen().waiting]).toEqual([false, ['i1'], 1]);
  });

  it('are kept before any is erased; while some still wait, none is', async () => {
    const { recorder, state, passUntil, intakes } = createWorld();
    const erased: (readonly string[])[] = [];
    const eraser = eraseCaughtUp(recorder, {
      edit: () =>
        TE.fromIO(() => {
          erased.push(intakes());
          return 1;
        }),
    });
    const erase = eraser.edit({ by: 'all' }, () => null, false);
    void recorder.keep(outcome('i1'))();
    expect([await erase(), erased]).toEqual([E.right(1), [['i1']]]);
    state.isAway = true;
    void recorder.keep(outcome('i2'))();
    let isOver = false;
    const waiting = erase().finally(() => (isOver = true));
    await passUntil(() => isOver);
    expect(await waiting).toEqual(E.left(unavailable('table', 'record-waits')));
    expect(erased).toHaveLength(1);
  });

  it('go together when they come while a write is under way', async () => {
    const { recorder, writes } = createWorld();
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => recorder.keep(outcome(id))()));
    expect(writes.map((batches) => batches.map(({ batch }) => intakesOf(batch)))).toEqual([
      [['a', 'b', 'c', 'd']],
    ]);
  });

  it('are there once, with what came meanwhile, where the store took several as one batch and did not say so', async () => {
    const { recorder, state, passUntil, intakes } = createWorld();
    state.isSilent = true;
    for (const id of ['a', 'b', 'c']) void recorder.keep(outcome(id))();
    await passUntil(() => recorder.seen().awaySince !== null);
    void recorder.keep(outcome('d'))();
    state.isSilent = false;
    await passUntil(() => recorder.seen().waiting === 0);
    expect([...intakes()].sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are held up by none that is joined with them and never taken', async () => {
    const { recorder, state, passUntil, intakes } = createWorld();
    state.never = 'bad';
    for (const id of ['a', 'bad', 'c', 'd']) void recorder.keep(outcome(id))();
    await passUntil(() => intakes().length === 3);
    expect([...intakes()].sort()).toEqual(['a', 'c', 'd']);
    expect(recorder.seen()).toMatchObject({ waiting: 1, lost: 0 });
  });

  it('are waited for no longer than a pause, however slow the store is', async () => {
    const { recorder, state, passUntil, intakes } = createWorld();
    state.isAway = true;
    let isOver = false;
    void recorder
      .keep(outcome('i1'))()
      .then(() => (isOver = true));
    await passUntil(() => isOver && recorder.seen().awaySince !== null);
    // While it is away nobody waits at all.
    await recorder.keep(outcome('i2'))();
    expect(recorder.seen()).toMatchObject({ waiting: 2, lost: 0 });
    state.isAway = false;
    await passUntil(() => intakes().length === 2);
    await passUntil(() => recorder.seen().waiting === 0);
    expect(recorder.seen()).toEqual({ lost: 0, waiting: 0, awaySince: null });
  });

  it('are as new as their writing, so that no reader has passed them', async () => {
    const { recorder, state, passUntil, moments, clock } = createWorld();
    const start = clock();
    state.isAway = true;
    void recorder.keep(outcome('i1'))();
    await passUntil(() => recorder.seen().awaySince !== null && clock() > start + 60_000, 10_000);
    state.isAway = false;
    await passUntil(() => moments().length === 1);
    expect(moments()[0]).toBeGreaterThan(start + 60_000);
  });

  it('are there once where the store took them and did not say so', async () => {
    const { recorder, state, passUntil, intakes } = createWorld();
    state.isSilent = true;
    void recorder.keep(outcome('i1'))();
    await passUntil(() => recorder.seen().awaySince !== null);
    state.isSilent = false;
    await passUntil(() => recorder.seen().waiting === 0);
    expect(intakes()).toEqual(['i1']);
  });

  it('are held up by none that is never taken, which is lost after an hour and counted', async () => {
    const { recorder, state, passUntil, intakes, alerts, counted } = createWorld();
    state.never = 'bad';
    void recorder.keep([...outcome('bad'), ...outcome('good')])();
    await passUntil(() => intakes().length > 0);
    expect(intakes()).toEqual(['good']);
    await passUntil(() => recorder.seen().waiting === 0, 1_000_000);
    expect([alerts.at(-1), counted, recorder.seen().lost]).toEqual(['record-lost', [1], 1]);
  });

  it('are lost and counted beyond what memory is for', async () => {
    const { recorder, state, alerts, counted } = createWorld({ maxWaiting: 1 });
    state.isAway = true;
    await recorder.keep([...outcome('i1'), ...outcome('i2')])();
    expect([alerts, counted, recorder.seen().lost]).toEqual([['record-lost', 'record-lost'], [1, 1], 2]);
  });

  it.each([
    [false, ['i1'], 0],
    [true, [], 1],
  ])('are tried once more when the app ends (still away: %p)', async (isAway, expected, lost) => {
    const { recorder, state, intakes, alerts } = createWorld();
    state.isAway = true;
    void recorder.keep(outcome('i1'))();
    await eventually(() => alerts.includes('record-away'));
    state.isAway = isAway;
    await recorder.stop();
    expect([intakes(), recorder.seen().lost]).toEqual([expected, lost]);
  });
});

describe('batches', () => {
  const ids = () => batchIds((bytes) => Buffer.alloc(bytes));

  it('are of one intake and event each, with what they count', () => {
    const outcomes = [
      ...outcome('i1'),
      ...outcome('i2'),
      ...outcome('i1'),
      ...outcome('i1', { eventId: 'e2' }),
    ];
    const batches = batchesOf(outcomes, ids());
    expect(
      batches.flatMap(({ owners }) => owners.map(({ intakeId, eventId }) => [intakeId, eventId])),
    ).toEqual([
      ['i1', 'event-1'],
      ['i2', 'event-1'],
      ['i1', 'e2'],
    ]);
    expect(batches[0]?.owners[0]?.counts).toEqual([
      { destination: 'graph', state: 'skipped', reason: 'a-code', count: 2 },
    ]);
  });

  it('fit into a property, and have all in their order', () => {
    const outcomes = Array.from({ length: 300 }, (_, n) => n).flatMap((n) =>
      outcome('i1', { place: `/${n}` }),
    );
    const batches = batchesOf(outcomes, ids());
    expect(batches.flatMap(({ text }) => JSON.parse(text) as readonly Outcome[])).toEqual(outcomes);
    expect(Math.max(...batches.map(({ text }) => text.length))).toBeLessThanOrEqual(128_000);
    expect(batches.map(({ id }) => id)).toEqual([...batches.map(({ id }) => id)].sort());
  });
});
