import { odata } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';
import { cut } from '../codec/text';
import { isFound, nobody, type LedgerQuery, type LedgerSearch } from '../delivery/ledger-search';
import { type Ledger } from '../delivery/ports';
import { sayerOf } from '../delivery/sayings';
import { entryIn, keysOf, maxId, maxValue, partitionOf, partitions, type RowEntity } from './ledger-row';
import { scheduleOf, type DueOf } from './row-schedule';
import { mapBounded, writeGroups } from './row-groups';
import { serviceCode } from './service-code';
import { type Account } from './storage';
import { tableClient } from './table-client';
import { withDeadline } from './with-deadline';

const readsAtOnce = 32;

/** One entity a row, as a group may not write a row twice: that of the newest source time. */
const newestOf = (entities: readonly RowEntity[]): readonly RowEntity[] => {
  const newest = new Map<string, RowEntity>();
  for (const entity of entities) {
    const other = newest.get(entity.rowKey);
    if (other === undefined || Date.parse(entity.sourceTime) >= Date.parse(other.sourceTime))
      newest.set(entity.rowKey, entity);
  }
  return [...newest.values()];
};

/** Few enough for `maxMs` on a busy machine; what comes after a part that failed is not tried. */
const inTurn = RA.chunksOf(500);

type Each = Parameters<LedgerSearch['visit']>[2];

const digits = Array.from({ length: partitions }, (_, digit) => digit.toString(partitions));

/** A search goes through all that is there, a page of a thousand a call. */
const maxSearchMs = 120_000;

/** The columns name one of several, so of those that have several all are looked at. */
const filterOf = (partitionKey: string, query: LedgerQuery): string => {
  switch (query.by) {
    case 'all':
      return odata`PartitionKey eq ${partitionKey}`;
    case 'value':
      return odata`PartitionKey eq ${partitionKey} and (several eq true or value eq ${cut(query.value, maxValue)})`;
    case 'event':
      return odata`PartitionKey eq ${partitionKey} and (several eq true or eventId eq ${query.eventId})`;
    case 'externalId': {
      const { externalId } = sayerOf({ ...nobody, externalId: query.externalId });
      const { rowKey } = keysOf('', query.externalId);
      return odata`PartitionKey eq ${partitionKey} and (several eq true or saidAs eq ${externalId} or RowKey eq ${rowKey})`;
    }
    case 'source': {
      const { source } = sayerOf({ ...nobody, source: query.source });
      return odata`PartitionKey eq ${partitionKey} and (several eq true or (source eq ${source} and receivedAt ge ${query.from} and receivedAt lt ${query.to}))`;
    }
  }
};

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

  const read = (destination: string) => (externalIds: readonly string[]) =>
    withDeadline(maxMs, (abortSignal) =>
      mapBounded(externalIds, readsAtOnce, async (externalId) => {
        const { partitionKey, rowKey } = keysOf(destination, externalId);
        const entry = entryIn(await client.getEntity(partitionKey, rowKey, { abortSignal }), externalId);
        return entry === undefined ? [] : [[externalId, entry] as const];
      }),
    );

  /** First that they are due: what is written down of a row that is not there is found out when its hour comes. */
  const writeAll = async (entities: readonly RowEntity[], abortSignal: AbortSignal): Promise<void> => {
    await writeGroups(client, entities.flatMap(schedule.noted), abortSignal);
    await writeGroups(client, entities, abortSignal);
    schedule.done(entities);
  };

  const write = (entities: readonly RowEntity[]) =>
    withDeadline(maxMs, async (abortSignal) => {
      const written = writeAll(entities, abortSignal);
      const isMissing = await written.then(
        () => false,
        (error: unknown) => serviceCode(error) === 'TableNotFound',
      );
      if (!isMissing) return written;
      await client.createTable({ abortSignal });
      return writeAll(entities, abortSignal);
    });

  /** What matches of a partition, by a filter that its service looks through. */
  const look = (destination: string, digit: string, query: LedgerQuery, each: Each) =>
    withDeadline(maxSearchMs, async (abortSignal) => {
      const filter = filterOf(partitionOf(destination, digit), query);
      const pages = client.listEntities({ queryOptions: { filter }, abortSignal }).byPage();
      for await (const page of pages)
        each(page.flatMap((entity) => entryIn(entity) ?? []).filter(isFound(query)));
    });

  return {
    visit: (destination, query, each) =>
      pipe(
        digits,
        TE.traverseArray((digit) => look(destination, digit, query, each)),
        TE.asUnit,
      ),
    find: (destination, externalIds) =>
      pipe(
        inTurn([...new Set(externalIds)]),
        TE.traverseSeqArray(read(destination)),
        TE.map((parts) => new Map(parts.flat(2))),
      ),
    record: (destination, entries) => {
      const fitting = entries.filter(({ id }) => id.length <= maxId);
      return pipe(
        inTurn(newestOf(fitting.map(schedule.rowOf(destination)))),
        TE.traverseSeqArray(write),
        TE.asUnit,
      );
    },
  };
};
