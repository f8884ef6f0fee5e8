import { type TableClient, type TransactionAction } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../../failure';
import {
  type DatedBatch,
  type RecordPage,
  type RecordStore,
  type BatchTally,
} from '../../pipeline/record/record-store';
import { dayPartition, batchRow } from './record-keys';
import { rowsOfBatch, type RecordRow } from './record-rows';
import { pageOf } from './record-pages';
import { sweepRecord } from './record-sweep';
import { batchTally } from './record-tally';
import { serviceCode } from '../service-code';
import { attempt, attemptUntil, creatingWhatIsMissing, type Account } from '../storage';
import { tableClient } from '../table-client';

/** A transaction takes 100 rows of one partition and 4 MiB (limits of Table storage). A UTF-16 unit is at most three bytes. */
const maxRows = 100;
const maxUnits = (4 * 1024 * 1024) / 3 - 64 * 1024;

const weightOf = (row: RecordRow): number =>
  Object.values(row).reduce<number>(
    (sum, value) => sum + (typeof value === 'boolean' ? 8 : value.length),
    600,
  );

const partitioned = RNEA.groupBy(({ partitionKey }: RecordRow) => partitionKey);

const transactionsOf = (rows: readonly RecordRow[]): readonly (readonly RecordRow[])[] =>
  Object.values(partitioned(rows)).flatMap((all) => {
    const groups: RecordRow[][] = [];
    let room = 0;
    for (const row of all) {
      const weight = weightOf(row);
      const last = groups.at(-1);
      if (last === undefined || last.length >= maxRows || weight > room) {
        groups.push([row]);
        room = maxUnits - weight;
      } else {
        last.push(row);
        room -= weight;
      }
    }
    return groups;
  });

const submitAll = async (
  table: TableClient,
  rows: readonly RecordRow[],
  abortSignal: AbortSignal,
): Promise<void> => {
  await Promise.all(
    transactionsOf(rows).map((group) =>
      table.submitTransaction(
        group.map((row): TransactionAction => ['upsert', row, 'Replace']),
        { abortSignal },
      ),
    ),
  );
};

/** Writes batches before the lists by id, so that those never name a batch that is not there. */
const submit = async (
  table: TableClient,
  batches: readonly DatedBatch[],
  abortSignal: AbortSignal,
): Promise<void> => {
  const rows = await Promise.all(batches.map(rowsOfBatch));
  for (const part of ['day', 'lists'] as const)
    await submitAll(
      table,
      rows.flatMap((ofBatch) => ofBatch[part]),
      abortSignal,
    );
};

const thoseThere = async (
  table: TableClient,
  batches: readonly DatedBatch[],
  abortSignal: AbortSignal,
): Promise<ReadonlySet<DatedBatch>> => {
  const there = new Set<DatedBatch>();
  for (const chunk of RA.chunksOf(16)(batches))
    await Promise.all(
      chunk.map(async (one) => {
        const { at, batch } = one;
        const row = await table.getEntity(dayPartition(at), batchRow({ at, id: batch.id }), { abortSignal });
        if (row.rowKey !== undefined) there.add(one);
      }),
    );
  return there;
};

/** A table that does not exist holds nothing. */
const orElse =
  <A>(instead: A) =>
  (failure: Unavailable): TE.TaskEither<Unavailable, A> =>
    failure.code === 'TableNotFound' ? TE.right(instead) : TE.left(failure);

/**
 * Keeps outcomes in a table of the storage account. The first write creates the table. A write takes at most five seconds. A page
 * or a tally takes many calls, and ends when its caller stops waiting.
 */
export const recordStore = (account: Account, table: string): RecordStore => {
  const client = tableClient(account, table);
  const create = attempt('table', (abortSignal) => client.createTable({ abortSignal }));
  return {
    write: (batches) =>
      creatingWhatIsMissing(
        'TableNotFound',
        create,
        attempt('table', (abortSignal) => submit(client, batches, abortSignal)),
      ),
    there: (batches) => attempt('table', (abortSignal) => thoseThere(client, batches, abortSignal)),
    page: (question, { size, from }, signal) =>
      pipe(
        attemptUntil('table', (abortSignal) => pageOf(client, question, { size, from, abortSignal }), signal),
        TE.orElse(orElse<RecordPage>({ items: [], next: null })),
      ),
    tally: (intakeId, since, signal) =>
      pipe(
        attemptUntil('table', (abortSignal) => batchTally(client, { intakeId, since }, abortSignal), signal),
        TE.orElse(orElse<BatchTally>({ batches: [], complete: true })),
      ),
    sweep: (before, stop) =>
      pipe(
        TE.tryCatch(
          () => sweepRecord(client, before, stop),
          (error) => unavailable('table', serviceCode(error)),
        ),
        TE.orElse(orElse(0)),
      ),
  };
};
