import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { isFound, type LedgerSearch } from '../delivery/ledger-search';
import { type Ledger, type LedgerEntry } from '../delivery/ports';
import { lookThrough, lookUp } from './ledger-look-up';
import { entryIn, keysOf, maxId } from './ledger-row';
import { createListing, type ListedRow } from './row-listing';
import { scheduleOf, type DueOf } from './row-schedule';
import { mapBounded, writeGroups } from './row-groups';
import { serviceCode } from './service-code';
import { type Account } from './storage';
import { tableClient } from './table-client';
import { withDeadline } from './with-deadline';

const readsAtOnce = 32;

/** One entity a row, as a group may not write a row twice: that of the newest source time. */
const newestOf = (rows: readonly ListedRow[]): readonly ListedRow[] => {
  const newest = new Map<string, ListedRow>();
  for (const one of rows) {
    const other = newest.get(one.row.rowKey);
    if (other === undefined || Date.parse(one.row.sourceTime) >= Date.parse(other.row.sourceTime))
      newest.set(one.row.rowKey, one);
  }
  return [...newest.values()];
};

/** Few enough for `maxMs` on a busy machine; what comes after a part that failed is not tried. */
const inTurn = RA.chunksOf(500);

/** A search may go through all that is there, a page of a thousand a call. */
const maxSearchMs = 120_000;

/**
 * The ledger in a table of the storage account. Every 500 indicators take `maxMs` at the most. A table that is missing
 * holds nothing, and is made by the first record. `dueOf`: the hour at which a row is to be looked at; null: nobody looks.
 */
export const tableLedger = (
  account: Account,
  table = 'indicatorledger',
  maxMs = 2_000,
  dueOf: DueOf | null = null,
): Ledger & LedgerSearch => {
  const client = tableClient(account, table);
  const schedule = scheduleOf(dueOf);
  const listing = createListing();
  const find = lookUp(client);

  const read = (destination: string) => (externalIds: readonly string[]) =>
    withDeadline(maxMs, (abortSignal) =>
      mapBounded(externalIds, readsAtOnce, async (externalId) => {
        const { partitionKey, rowKey } = keysOf(destination, externalId);
        const entry = entryIn(await client.getEntity(partitionKey, rowKey, { abortSignal }), externalId);
        return entry === undefined ? [] : [[externalId, entry] as const];
      }),
    );

  const rowOf =
    (destination: string) =>
    (entry: LedgerEntry): ListedRow =>
      listing.listed(destination, entry, schedule.rowOf(destination)(entry));

  /** First that they are due and by what they are found: what leads to a row that is not there is seen when it is followed. */
  const writeAll = async (listed: readonly ListedRow[], abortSignal: AbortSignal): Promise<void> => {
    const rows = listed.map(({ row }) => row);
    const before = [...rows.flatMap(schedule.noted), ...listed.flatMap(({ index }) => index)];
    await writeGroups(client, before, abortSignal);
    await writeGroups(client, rows, abortSignal);
    schedule.done(rows);
    listing.done(rows);
  };

  const write = (rows: readonly ListedRow[]) =>
    withDeadline(maxMs, async (abortSignal) => {
      const written = writeAll(rows, abortSignal);
      const isMissing = await written.then(
        () => false,
        (error: unknown) => serviceCode(error) === 'TableNotFound',
      );
      if (!isMissing) return written;
      await client.createTable({ abortSignal });
      return writeAll(rows, abortSignal);
    });

  return {
    visit: (destination, query, each) =>
      withDeadline(maxSearchMs, async (abortSignal) => {
        const isMeant = isFound(query);
        const giveFound = (entries: readonly LedgerEntry[]): void => each(entries.filter(isMeant));
        const isDone = await find(destination, query, giveFound, abortSignal);
        if (!isDone) await lookThrough(client, destination, query, giveFound, abortSignal);
      }),
    find: (destination, externalIds) =>
      pipe(
        inTurn([...new Set(externalIds)]),
        TE.traverseSeqArray(read(destination)),
        TE.map((parts) => new Map(parts.flat(2))),
      ),
    record: (destination, entries) => {
      const fitting = entries.filter(({ id }) => id.length <= maxId);
      return pipe(inTurn(newestOf(fitting.map(rowOf(destination)))), TE.traverseSeqArray(write), TE.asUnit);
    },
  };
};
