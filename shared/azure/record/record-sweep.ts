import { type TableClient, type TransactionAction } from '@azure/data-tables';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import {
  afterAll,
  dayPartition,
  earlierIdPartition,
  isBatchRow,
  listedRow,
  placeIn,
  type RecordKey,
} from './record-keys';
import { serviceCode } from '../service-code';

const partitioned = RNEA.groupBy(({ partitionKey }: RecordKey) => partitionKey);

const perTransaction = RA.chunksOf(100);

/** A row that is gone already is no failure. */
const orGone = (error: unknown): Promise<void> =>
  serviceCode(error) === 'ResourceNotFound'
    ? Promise.resolve()
    : Promise.reject(error instanceof Error ? error : new Error(serviceCode(error)));

const removeEach = async (table: TableClient, keys: readonly RecordKey[]): Promise<void> => {
  for (const { partitionKey, rowKey } of keys)
    await table.deleteEntity(partitionKey, rowKey).then(() => undefined, orGone);
};

/** Removes rows in one transaction. It fails as a whole where one row is gone already; the rows are then removed one by one. */
const removeGroup = (table: TableClient, keys: readonly RecordKey[]): Promise<void> =>
  table.submitTransaction(keys.map((key): TransactionAction => ['delete', { ...key }])).then(
    () => undefined,
    (error: unknown) => orGone(error).then(() => removeEach(table, keys)),
  );

/** Removes rows, up to a hundred of a partition at once. Rows that are gone already do no harm. */
export const removeRows = async (table: TableClient, keys: readonly RecordKey[]): Promise<void> => {
  for (const group of Object.values(partitioned(keys)).flatMap(perTransaction))
    await removeGroup(table, group);
};

interface SweptRow extends RecordKey {
  readonly ids?: unknown;
  readonly idsIn?: unknown;
}

/** The keys of the lists by id that name a batch, from its property `ids`. */
export const listsIn = (ids: unknown): readonly string[] =>
  typeof ids === 'string' ? ids.split(' ').filter((key) => key !== '') : [];

/** The keys of a batch's rows in these lists. */
export const rowsInLists = ({ rowKey, idsIn }: SweptRow, lists: readonly string[]): readonly RecordKey[] => {
  const place = placeIn(rowKey);
  return place === undefined
    ? []
    : lists.map((key) => ({
        partitionKey: typeof idsIn === 'string' ? idsIn : earlierIdPartition(key),
        rowKey: listedRow(key, place),
      }));
};

/**
 * Removes what was written on earlier days than the day of `before`, until `stop` is aborted. Gives the number of batches removed. One call
 * reads a thousand rows or removes a hundred, so the cost follows what is removed.
 */
export const sweepRecord = async (table: TableClient, before: Date, stop: AbortSignal): Promise<number> => {
  const filter = `PartitionKey gt '${dayPartition(before.getTime())}' and PartitionKey lt 'day-${afterAll}'`;
  const pages = table
    .listEntities<{ ids?: unknown; idsIn?: unknown }>({
      queryOptions: { filter, select: ['PartitionKey', 'RowKey', 'ids', 'idsIn'] },
    })
    .byPage({ maxPageSize: 1000 });
  let swept = 0;
  for await (const page of pages) {
    if (stop.aborted) return swept;
    const rows = page.map(({ partitionKey = '', rowKey = '', ids, idsIn }): SweptRow => ({
      partitionKey,
      rowKey,
      ids,
      idsIn,
    }));
    // Only the batch says which lists name it, so the rows in those lists are removed before it.
    await removeRows(
      table,
      rows.flatMap((row) => rowsInLists(row, listsIn(row.ids))),
    );
    await removeRows(
      table,
      rows.map(({ partitionKey, rowKey }) => ({ partitionKey, rowKey })),
    );
    swept += rows.filter(({ rowKey }) => isBatchRow(rowKey)).length;
  }
  return swept;
};
