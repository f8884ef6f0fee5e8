import { type TableClient } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { isObject, textOf } from '../../codec/json-value';
import { writeJson } from '../../codec/write-json';
import { unavailable } from '../../failure';
import { type Outcome } from '../../pipeline/outcome';
import { type RecordEraser } from '../../pipeline/record/record-store';
import {
  afterAll,
  dayPartition,
  idKeyOf,
  listedRow,
  listPrefix,
  placeIn,
  batchRow,
  type RecordKey,
} from './record-keys';
import { idRanges, listedInAll } from './record-reading';
import { isShared, outcomesOfRow } from './record-rows';
import { rowOfText } from './record-text';
import { listsIn, removeRows, rowsInLists } from './record-sweep';
import { serviceCode } from '../service-code';
import { type Account } from '../storage';
import { tableClient } from '../table-client';

const signal = new AbortController().signal;

/** How many batches are in memory at once. */
const perPage = 16;

const inPages = RA.chunksOf(perPage);

type Pages = AsyncIterable<readonly unknown[]>;

/** All batches of all days, page by page. */
const everyBatch = (table: TableClient): Pages => {
  const filter = `PartitionKey ge 'day-' and PartitionKey lt 'day-${afterAll}' and RowKey ge 'a-' and RowKey lt 'a-${afterAll}'`;
  return table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: perPage });
};

/** The batches of one event, page by page. */
async function* batchesOfEvent(table: TableClient, id: string): AsyncGenerator<readonly unknown[]> {
  const reading = { most: perPage, abortSignal: signal, select: ['RowKey'] };
  for await (const listed of listedInAll(table, idRanges('event', id), reading))
    for (const some of inPages(listed))
      yield await Promise.all(
        some.map(({ place }) => table.getEntity(dayPartition(place.at), batchRow(place))),
      );
}

interface BatchRow extends RecordKey {
  /** The keys of the lists by id that name it. */
  readonly ids: readonly string[];
  /** The partition of those lists; undefined where an earlier version wrote the batch. */
  readonly idsIn?: string | undefined;
  readonly shared?: true;
}

const batchIn = (row: unknown): BatchRow | undefined => {
  const { partitionKey, rowKey, ids, idsIn } = isObject(row) ? row : {};
  const keys = [textOf(partitionKey), textOf(rowKey)] as const;
  return keys[0] === undefined || keys[1] === undefined
    ? undefined
    : {
        partitionKey: keys[0],
        rowKey: keys[1],
        ids: listsIn(ids),
        idsIn: textOf(idsIn),
        ...(isShared(row) ? { shared: true as const } : {}),
      };
};

const present = (outcomes: readonly (Outcome | null)[]): readonly Outcome[] =>
  outcomes.filter((outcome) => outcome !== null);

/** The keys of the lists that still name one of its outcomes. */
const idsLeft = ({ ids, shared }: BatchRow, outcomes: readonly Outcome[]): readonly string[] => {
  if (shared === undefined) return outcomes.length === 0 ? [] : ids;
  const named = new Set(outcomes.flatMap(({ intakeId, eventId }) => [idKeyOf(intakeId), idKeyOf(eventId)]));
  return ids.filter((key) => named.has(key));
};

const remove = async (
  table: TableClient,
  { partitionKey, rowKey }: BatchRow,
  outcomes: readonly Outcome[],
): Promise<void> => {
  const place = placeIn(rowKey);
  if (place === undefined) return;
  const states = [undefined, ...new Set(outcomes.map(({ state }) => state))];
  await removeRows(table, [
    ...states.map((state) => ({ partitionKey, rowKey: listedRow(listPrefix(state), place) })),
    { partitionKey, rowKey },
  ]);
};

/** Changes what is kept of outcomes, or removes it, batch by batch. What stays keeps its place: a reader may go on from there. */
export const recordEraser = (account: Account, table: string): RecordEraser => {
  const client = tableClient(account, table);

  const edit = async (row: unknown, change: Parameters<RecordEraser['edit']>[1], isDry: boolean) => {
    const batch = batchIn(row);
    const before = outcomesOfRow(row);
    const after = before.map((outcome) => outcome && change(outcome));
    const changed = after.filter((outcome, index) => outcome !== before[index]).length;
    if (changed === 0 || isDry || batch === undefined) return changed;
    const left = idsLeft(batch, present(after));
    // Only the batch says which lists name it, so the rows in those lists are removed before it.
    const gone = batch.ids.filter((key) => !left.includes(key));
    await removeRows(client, rowsInLists(batch, gone));
    if (present(after).length === 0) await remove(client, batch, present(before));
    else {
      const text = await rowOfText(writeJson(after));
      await client.upsertEntity({ ...batch, ids: left.join(' '), ...text }, 'Replace');
    }
    return changed;
  };

  const editAll: RecordEraser['edit'] = (of, change, isDry) =>
    pipe(
      TE.tryCatch(
        async () => {
          let changed = 0;
          const pages = of.by === 'all' ? everyBatch(client) : batchesOfEvent(client, of.id);
          for await (const rows of pages) for (const row of rows) changed += await edit(row, change, isDry);
          return changed;
        },
        (error) => unavailable('table', serviceCode(error)),
      ),
      TE.orElse((failure) => (failure.code === 'TableNotFound' ? TE.right(0) : TE.left(failure))),
    );
  return { edit: editAll };
};
