import { byConnectionString } from '../../../shared/azure/storage';
import { createHash } from 'node:crypto';
import { TableClient } from '@azure/data-tables';
import fc from 'fast-check';
import { type Azurite } from '../../../local/azurite';
import { startAzurite } from '../../azurite';
import { recordStore } from '../../../shared/azure/record/record-store';
import { notCreated, reason, type Outcome, type State } from '../../../shared/pipeline/outcome';
import {
  type DatedBatch,
  type Recorded,
  type RecordPage,
  type RecordPlace,
  type RecordQuestion,
  type RecordStore,
} from '../../../shared/pipeline/record/record-store';
import { batchesOf } from '../../../shared/pipeline/record/outcome-batches';
import { joinedBatches } from '../../pipeline/outcomes/joined-batches';
import { inMemoryRecord } from '../../pipeline/in-memory-record';
import { indicatorOf, provenanceAt } from '../../pipeline/planned';
import { rightOf } from '../../pipeline/right-of';
import { startCountingTable, type CountingTable } from '../counting-table';

let azurite: Azurite;
let counting: CountingTable;
let tables = 0;

beforeAll(async () => {
  azurite = await startAzurite();
  counting = await startCountingTable(azurite);
});

afterAll(async () => {
  await counting.stop();
  await azurite.stop();
});

const newTable = (): string => `outcomes${(tables += 1)}`;

const storeOf = (table: string): RecordStore =>
  recordStore(byConnectionString(counting.connectionString), table);

type Left = 'rejected' | 'skipped' | 'deferred' | 'parked';

const outcomeOf = (
  intakeId: string,
  eventId: string,
  state: Left,
  more: Partial<Outcome> = {},
  place = '/0',
): Outcome => ({
  ...notCreated(
    { provenance: { ...provenanceAt(place), intakeId, eventId }, indicator: indicatorOf('an-indicator') },
    { destination: 'graph', state, why: reason('a-code', 'why') },
    { attempt: 1, settledAt: '2026-11-29T12:00:00.000Z' },
  ),
  ...more,
});

let batchIds = 0;
const newBatchId = (): string => (batchIds += 1).toString(16).padStart(16, '0');

const datedAt = (at: number, outcomes: readonly Outcome[]): readonly DatedBatch[] =>
  batchesOf(outcomes, newBatchId).map((batch) => ({ at, batch }));

/** As they are kept where they come together: several intakes to a batch. */
const joinedAt = (at: number, outcomes: readonly Outcome[]): readonly DatedBatch[] =>
  joinedBatches(batchesOf(outcomes, newBatchId)).map((batch) => ({ at, batch }));

const noon = Date.parse('2026-11-29T12:00:00Z');
const day = 86_400_000;

/** Every page until the last. */
const allOf = async (
  store: RecordStore,
  question: RecordQuestion,
  size: number,
): Promise<readonly Recorded[]> => {
  const all: Recorded[] = [];
  let from: RecordPlace | null = question.by === 'after' ? { at: noon - day, id: '', index: -1 } : null;
  do {
    const page: RecordPage = rightOf(await store.page(question, { size, from })());
    expect(page.items.length).toBeLessThanOrEqual(size);
    all.push(...page.items);
    from = page.next;
  } while (from !== null);
  return all;
};

const states = ['rejected', 'skipped', 'deferred', 'parked'] as const;

const names = ['i1', 'i2', "it's", 'a/b#?\\ü', 'i1 '] as const;

/** What is of each intake and of each event. */
const ofEach: readonly RecordQuestion[] = names.flatMap((id) => [
  { by: 'intake', id },
  { by: 'event', id },
]);

const arbitraries = {
  name: fc.constantFrom(...names),
  at: fc.integer({ min: 0, max: 5 }).map((step) => noon + Math.floor(step / 2) * day - (step % 2)),
};

const group = fc.record({
  at: arbitraries.at,
  together: fc.boolean(),
  outcomes: fc.array(
    fc.record({ intake: arbitraries.name, event: arbitraries.name, state: fc.constantFrom(...states) }),
    { minLength: 1, maxLength: 5 },
  ),
});

const withState = fc.constantFrom<State | undefined>(undefined, ...states);

const question: fc.Arbitrary<RecordQuestion> = fc.oneof(
  fc.record({ by: fc.constantFrom('intake', 'event'), id: arbitraries.name, state: withState }),
  fc.record({ by: fc.constant('time'), since: arbitraries.at, until: arbitraries.at, state: withState }),
  fc.record({ by: fc.constant('after'), until: arbitraries.at, state: withState }),
);

const hasEnds = (asked: RecordQuestion): boolean => asked.by !== 'time' || asked.since < asked.until;

describe('what is kept', () => {
  it('is found by every question in the order of the simplest record, page by page, each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(group, { maxLength: 6 }),
        fc.array(question, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        async (groups, questions, size) => {
          const [store, simple] = [storeOf(newTable()), inMemoryRecord()];
          for (const { at, outcomes, together } of groups) {
            const batches = (together ? joinedAt : datedAt)(
              at,
              outcomes.map(({ intake, event, state }) => outcomeOf(intake, event, state)),
            );
            rightOf(await store.write(batches)());
            rightOf(await simple.write(batches)());
          }
          for (const asked of [...ofEach, ...questions.filter(hasEnds)])
            expect(await allOf(store, asked, size)).toEqual(await allOf(simple, asked, 1000));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('is whole where it is longer than what a property holds', async () => {
    const store = storeOf(newTable());
    const long = outcomeOf('long', 'e', 'skipped', { source: ` ${'ü'.repeat(70_000)} ` });
    rightOf(await store.write(datedAt(noon, [long, outcomeOf('long', 'e', 'parked')]))());
    const all = await allOf(store, { by: 'intake', id: 'long' }, 10);
    expect(all.map(({ outcome }) => outcome.state)).toEqual(['skipped', 'parked']);
    expect(all[0]?.outcome).toEqual(long);
  });

  it('is kept once though it is written twice, and is known to be there', async () => {
    const store = storeOf(newTable());
    const batches = datedAt(noon, [outcomeOf('i', 'e', 'skipped')]);
    expect(rightOf(await store.there(batches)())).toEqual(new Set());
    rightOf(await store.write(batches)());
    rightOf(await store.write(batches)());
    expect(rightOf(await store.there(batches)())).toEqual(new Set(batches));
    expect(await allOf(store, { by: 'time', since: 0, until: noon + 1 }, 10)).toHaveLength(1);
  });

  it('takes few rows where a hundred events of one outcome come together', async () => {
    const table = newTable();
    const outcomes = Array.from({ length: 100 }, (_, n) => outcomeOf(`intake-${n}`, 'e', 'skipped'));
    rightOf(await storeOf(table).write(joinedAt(noon, outcomes))());
    const rows = TableClient.fromConnectionString(azurite.connectionString, table, {
      allowInsecureConnection: true,
    });
    const keys: string[] = [];
    for await (const { rowKey = '' } of rows.listEntities()) keys.push(rowKey);
    // The batch, two lists of its day, the event's and each intake's.
    expect(keys).toHaveLength(104);
    const found = await allOf(storeOf(table), { by: 'intake', id: 'intake-42' }, 10);
    expect(found.map(({ outcome }) => outcome)).toEqual([outcomes[42]]);
    expect(await allOf(storeOf(table), { by: 'event', id: 'e' }, 30)).toHaveLength(100);
    expect(rightOf(await storeOf(table).tally('intake-42', 0)()).batches).toEqual([
      { counts: [{ destination: 'graph', state: 'skipped', reason: 'a-code', count: 1 }], mark: undefined },
    ]);
  });

  it('is left out where somebody wrote something else there', async () => {
    const table = newTable();
    const store = storeOf(table);
    rightOf(await store.write(datedAt(noon, [outcomeOf('i', 'e', 'skipped')]))());
    const rows = TableClient.fromConnectionString(azurite.connectionString, table, {
      allowInsecureConnection: true,
    });
    for await (const { partitionKey = '', rowKey = '' } of rows.listEntities())
      if (rowKey.startsWith('a-'))
        await rows.updateEntity({ partitionKey, rowKey, text0: '[{"a":1}]' }, 'Replace');
    expect(await allOf(store, { by: 'intake', id: 'i' }, 10)).toEqual([]);
  });
});

/** As an earlier version kept it: a list for intakes and one for events, each in the partition of its hash. */
const writeEarlier = async (table: string, { at, batch }: DatedBatch): Promise<void> => {
  const rows = TableClient.fromConnectionString(azurite.connectionString, table, {
    allowInsecureConnection: true,
  });
  const [owner] = batch.owners;
  const keys = (['intake', 'event'] as const).map((by) => {
    const hash = createHash('sha256')
      .update(owner?.[`${by}Id`] ?? '')
      .digest('hex')
      .slice(0, 40);
    const partitionKey = `ids-${Number.parseInt(hash.charAt(0), 16) % 4}`;
    return { list: `${by}-${hash}-`, partitionKey };
  });
  const listed = `${9_999_999_999_999 - at}-${batch.id}`;
  const partitionKey = `day-${99_999_999 - Number(new Date(at).toISOString().slice(0, 10).replaceAll('-', ''))}`;
  const ids = keys.map(({ list }) => list).join(' ');
  const marks = Object.fromEntries((owner?.counts ?? []).map(({ state }) => [state, true]));
  for (const row of [
    { partitionKey, rowKey: `a-${at}-${batch.id}`, ids, text0: batch.text },
    ...['n-', ...Object.keys(marks).map((state) => `s-${state}-`)].map((list) => ({
      partitionKey,
      rowKey: `${list}${listed}`,
    })),
    ...keys.map(({ list, partitionKey: inPartition }) => ({
      partitionKey: inPartition,
      rowKey: `${list}${listed}`,
      ...marks,
      counts: JSON.stringify(owner?.counts),
    })),
  ])
    await rows.upsertEntity(row, 'Replace');
};

describe('what an earlier version kept', () => {
  const kept = async () => {
    const table = newTable();
    const store = storeOf(table);
    rightOf(await store.write(datedAt(noon + 2, [outcomeOf('i', 'e', 'parked', {}, '/new')]))());
    const earlier = [
      ...datedAt(noon, [outcomeOf('i', 'e', 'skipped', {}, '/0'), outcomeOf('i', 'e', 'rejected', {}, '/1')]),
      ...datedAt(noon + 1, [outcomeOf('other', 'e', 'skipped')]),
      ...datedAt(noon + 4, [outcomeOf('i', 'i', 'skipped', {}, '/4')]),
    ];
    for (const one of earlier) await writeEarlier(table, one);
    return { store, table };
  };

  it('is found and counted as before, between what is kept now', async () => {
    const { store } = await kept();
    const placesOf = async (asked: RecordQuestion) =>
      (await allOf(store, asked, 2)).map(({ outcome: { intakeId, place } }) => `${intakeId} ${place}`);
    expect(await placesOf({ by: 'intake', id: 'i' })).toEqual(['i /4', 'i /new', 'i /0', 'i /1']);
    expect(await placesOf({ by: 'event', id: 'e' })).toEqual(['i /new', 'other /0', 'i /0', 'i /1']);
    expect(await placesOf({ by: 'event', id: 'i' })).toEqual(['i /4']);
    expect(await placesOf({ by: 'intake', id: 'i', state: 'rejected' })).toEqual(['i /1']);
    expect(rightOf(await store.tally('i', 0)()).batches.map(({ counts }) => counts.length)).toEqual([
      1, 1, 2,
    ]);
  });

  it('leaves with the rest of its day', async () => {
    const { store, table } = await kept();
    expect(rightOf(await store.sweep(new Date(noon + day), new AbortController().signal)())).toBe(4);
    const rows = TableClient.fromConnectionString(azurite.connectionString, table, {
      allowInsecureConnection: true,
    });
    const left: unknown[] = [];
    for await (const row of rows.listEntities()) left.push(row);
    expect(left).toEqual([]);
  });
});

describe('what is counted of an intake', () => {
  it('is what its batches count, with their marks, the newest first and none of another or before', async () => {
    const [store, simple] = [storeOf(newTable()), inMemoryRecord()];
    const part = { kind: 'part', first: 0, lines: 2, run: 'r' } as const;
    const two = [outcomeOf('i', 'i', 'skipped'), outcomeOf('i', 'i', 'deferred', {}, '/1')];
    const batches: readonly DatedBatch[] = [
      ...batchesOf([], newBatchId, { intakeId: 'i', mark: { kind: 'feed', lines: 4, parts: 2 } }).map(
        (batch) => ({
          at: noon,
          batch,
        }),
      ),
      ...batchesOf(two, newBatchId, { mark: part }).map((batch) => ({ at: noon + 1, batch })),
      ...datedAt(noon + 2, [outcomeOf('other', 'i', 'skipped')]),
      ...datedAt(noon - day, two),
    ];
    for (const one of [store, simple]) rightOf(await one.write(batches)());
    const tally = rightOf(await store.tally('i', noon)());
    expect(tally).toEqual(rightOf(await simple.tally('i', noon)()));
    expect(tally.batches.map(({ mark }) => mark)).toEqual([part, { kind: 'feed', lines: 4, parts: 2 }]);
    expect(rightOf(await store.tally('i', noon - day)()).batches).toHaveLength(3);
    expect(await allOf(store, { by: 'intake', id: 'i' }, 10)).toHaveLength(4);
  });
});

describe('a table that is not there', () => {
  it('holds nothing, and is made by the first that is kept', async () => {
    const store = storeOf(newTable());
    expect(
      rightOf(await store.page({ by: 'time', since: 0, until: noon }, { size: 10, from: null })()),
    ).toEqual({
      items: [],
      next: null,
    });
    expect(rightOf(await store.sweep(new Date(noon), new AbortController().signal)())).toBe(0);
    expect(rightOf(await store.tally('i', 0)())).toEqual({ batches: [], complete: true });
  });
});

describe('what a question costs', () => {
  const many = 10_000;
  const table = 'tenthousand';
  /** 10,000 outcomes of 400 intakes, 25 each, on ten days; every thousandth is parked. */
  const fill = async (): Promise<void> => {
    for (let first = 0; first < many; first += 1_000) {
      const batches = Array.from({ length: 40 }, (_, n) => n).flatMap((n) => {
        const intake = `intake-${first / 25 + n}`;
        const outcomes = Array.from({ length: 25 }, (__, i) =>
          outcomeOf(intake, intake, n === 0 && i === 0 ? 'parked' : 'skipped', {}, `/${i}`),
        );
        return datedAt(noon + (first / 1_000) * day + n, outcomes);
      });
      rightOf(await storeOf(table).write(batches)());
    }
  };

  const costOf = async (asked: RecordQuestion, size: number) => {
    counting.reset();
    const { items } = rightOf(await storeOf(table).page(asked, { size, from: null })());
    return { ...counting.counted, items: items.length };
  };

  const until = noon + 11 * day;

  it('grows with what is returned, not with what is there', async () => {
    await fill();
    const few = await costOf({ by: 'intake', id: 'intake-7' }, 100);
    // A row of the list and one of the batch, of 25 outcomes; four partitions are asked, and the list of earlier versions.
    expect(few).toEqual({ items: 25, calls: 6, rows: 2 });
    expect(await costOf({ by: 'event', id: 'intake-399' }, 100)).toEqual(few);
    expect(await costOf({ by: 'intake', id: 'nobody' }, 100)).toEqual({ items: 0, calls: 5, rows: 0 });
    const newest = await costOf({ by: 'time', since: 0, until }, 25);
    expect(newest.items).toBe(25);
    expect(newest.calls).toBeLessThanOrEqual(4);
    expect(newest.rows).toBeLessThanOrEqual(40);
    // One on each of ten days: of a day a list, a batch and where the next day is.
    const parked = await costOf({ by: 'time', since: 0, until, state: 'parked' }, 100);
    expect(parked.items).toBe(10);
    expect(parked.calls).toBeLessThanOrEqual(40);
    expect(parked.rows).toBeLessThanOrEqual(30);
  });

  it('is paid for a sweep by what it removes, of which nothing is left', async () => {
    const keep = 'swept';
    const store = storeOf(keep);
    const old = Array.from({ length: 60 }, (_, n) => outcomeOf(`old-${n}`, `event-${n % 7}`, 'skipped'));
    rightOf(await store.write(datedAt(noon, old))());
    rightOf(await store.write(datedAt(noon + day, [outcomeOf('new', 'event-1', 'parked')]))());
    counting.reset();
    expect(rightOf(await store.sweep(new Date(noon + day), AbortSignal.abort())())).toBe(0);
    expect(rightOf(await store.sweep(new Date(noon + day), new AbortController().signal)())).toBe(60);
    // 300 rows of 60 batches: of a day by the hundred, of the lists of ids by four partitions.
    expect(counting.counted.calls).toBeLessThanOrEqual(10);
    const left: string[] = [];
    const rows = TableClient.fromConnectionString(azurite.connectionString, keep, {
      allowInsecureConnection: true,
    });
    for await (const { partitionKey = '', rowKey = '' } of rows.listEntities())
      left.push(`${partitionKey} ${rowKey}`);
    expect(left).toHaveLength(5);
    expect(
      (await allOf(store, { by: 'event', id: 'event-1' }, 10)).map(({ outcome }) => outcome.intakeId),
    ).toEqual(['new']);
    counting.reset();
    expect(rightOf(await store.sweep(new Date(noon + day), new AbortController().signal)())).toBe(0);
    expect(counting.counted.calls).toBe(1);
  });
});
