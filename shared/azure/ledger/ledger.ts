import { type TableClient } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { isObject, textOf } from '../../codec/json-value';
import { isFound, type LedgerSearch } from '../../delivery/ledger/ledger-search';
import { type Ledger, type LedgerEntry } from '../../delivery/ports';
import { createLookUp, lookThrough } from './ledger-look-up';
import { claimRows } from './claim-rows';
import { entryIn, keysOf, maxId, type RowEntity } from './ledger-row';
import { createListing, type ListedRow } from './row-listing';
import { scheduleOf, type DueOf } from './row-schedule';
import { mapBounded, writeGroups } from '../row-groups';
import { serviceCode } from '../service-code';
import { type Account } from '../storage';
import { tableClient } from '../table-client';
import { withDeadline } from '../with-deadline';

const readsAtOnce = 32;

/** One entity a row, the one with the newest source time: a transaction may not write a row twice. */
const newestOf = (rows: readonly ListedRow[]): readonly ListedRow[] => {
  const newest = new Map<string, ListedRow>();
  for (const one of rows) {
    const other = newest.get(one.row.rowKey);
    if (other === undefined || Date.parse(one.row.sourceTime) >= Date.parse(other.row.sourceTime))
      newest.set(one.row.rowKey, one);
  }
  return [...newest.values()];
};

/** Rows are written 500 at a time, few enough for `maxMs` on a busy machine. After a part that failed, the rest is not tried. */
const chunks = RA.chunksOf(500);

type WriteRows<A> = (client: TableClient, rows: readonly RowEntity[], abortSignal: AbortSignal) => Promise<A>;

/** A search may read every row, a thousand a call. */
const maxSearchMs = 120_000;

/** Who writes, among those that share the table. */
export interface Writer {
  readonly id: string;
  readonly now: () => Date;
}

/** How long a call counts as under way. One begun earlier has ended, or nobody will see how it ends. */
const underWayMs = 10_000;

/** Whether another instance began a call a moment ago. */
const isElsewhere = (row: unknown, { state }: LedgerEntry, writer: Writer | null): boolean => {
  if (writer === null || (state !== 'sending' && state !== 'revoking') || !isObject(row)) return false;
  const begun = Date.parse(textOf(row.timestamp) ?? '');
  const by = textOf(row.by) ?? '';
  return by !== '' && by !== writer.id && writer.now().getTime() - begun < underWayMs;
};

export interface LedgerOptions {
  readonly table?: string;
  /** The longest that reading or writing 500 indicators may take, in milliseconds. */
  readonly maxMs?: number | undefined;
  /** The hour at which a row is to be looked at; null where nobody looks. */
  readonly dueOf?: DueOf | null;
  /** Who writes; null where nobody else does. */
  readonly writer?: Writer | null;
}

/**
 * A first call on a busy machine has to load modules, connect and make the table. What is not known in time is treated as new.
 */
const usualMs = 5_000;

/** The ledger in a table of the storage account. A missing table holds nothing; the first record creates it. */
export const tableLedger = (account: Account, options: LedgerOptions = {}): Ledger & LedgerSearch => {
  const { table = 'indicatorledger', maxMs = usualMs, dueOf = null, writer = null } = options;
  const client = tableClient(account, table);
  const schedule = scheduleOf(dueOf);
  const listing = createListing();
  const find = createLookUp();

  const read = (destination: string) => (externalIds: readonly string[]) =>
    withDeadline(maxMs, (abortSignal) =>
      mapBounded(externalIds, readsAtOnce, async (externalId) => {
        const { partitionKey, rowKey } = keysOf(destination, externalId);
        const row: unknown = await client.getEntity(partitionKey, rowKey, { abortSignal });
        const entry = entryIn(row, externalId);
        if (entry === undefined) return [];
        const known = isElsewhere(row, entry, writer) ? { ...entry, elsewhere: true } : entry;
        return [[externalId, known] as const];
      }),
    );

  const rowOf =
    (destination: string) =>
    (entry: LedgerEntry): ListedRow =>
      listing.listed(destination, entry, {
        ...schedule.rowOf(destination)(entry),
        ...(writer === null ? {} : { by: writer.id }),
      });

  /**
   * Writes the notes and the index before the rows, so that every row can be found. A note that leads to no row is noticed when
   * it is followed.
   */
  const writeAll =
    <A>(writeRows: WriteRows<A>) =>
    async (listed: readonly ListedRow[], abortSignal: AbortSignal): Promise<A> => {
      const rows = listed.map(({ row }) => row);
      const before = [...rows.flatMap(schedule.noted), ...listed.flatMap(({ index }) => index)];
      await writeGroups(client, before, abortSignal);
      const written = await writeRows(client, rows, abortSignal);
      schedule.done(rows);
      listing.done(rows);
      return written;
    };

  const write =
    <A>(writeRows: WriteRows<A>) =>
    (rows: readonly ListedRow[]) =>
      withDeadline(maxMs, async (abortSignal) => {
        const writing = writeAll(writeRows);
        const written = writing(rows, abortSignal);
        const isMissing = await written.then(
          () => false,
          (error: unknown) => serviceCode(error) === 'TableNotFound',
        );
        if (!isMissing) return written;
        await client.createTable({ abortSignal });
        return writing(rows, abortSignal);
      });

  const toWrite = (destination: string, entries: readonly LedgerEntry[]) =>
    chunks(newestOf(entries.filter(({ id }) => id.length <= maxId).map(rowOf(destination))));

  return {
    visit: (destination, query, each) =>
      withDeadline(maxSearchMs, async (abortSignal) => {
        const call = { client, destination, abortSignal };
        const isMeant = isFound(query);
        const giveFound = (entries: readonly LedgerEntry[]): void => each(entries.filter(isMeant));
        const isDone = await find(call, query, giveFound);
        if (!isDone) await lookThrough(call, query, giveFound);
      }),
    find: (destination, externalIds) =>
      pipe(
        chunks([...new Set(externalIds)]),
        TE.traverseSeqArray(read(destination)),
        TE.map((parts) => new Map(parts.flat(2))),
      ),
    record: (destination, entries) =>
      pipe(toWrite(destination, entries), TE.traverseSeqArray(write(writeGroups)), TE.asUnit),
    claim: (destination, entries) =>
      pipe(
        toWrite(destination, entries),
        TE.traverseSeqArray(write(claimRows)),
        TE.map((lost) => {
          const keys = new Set(lost.flat().map(({ rowKey }) => rowKey));
          const ids = entries.map(({ externalId }) => externalId);
          return new Set(ids.filter((id) => keys.has(keysOf(destination, id).rowKey)));
        }),
      ),
  };
};
