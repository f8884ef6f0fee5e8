import { odata, type TransactionAction } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import * as TE from 'fp-ts/TaskEither';
import { cut } from '../codec/text';
import { isFound, nobody, type LedgerQuery, type LedgerSearch } from '../delivery/ledger-search';
import { type Ledger } from '../delivery/ports';
import { sayerOf } from '../delivery/sayings';
import {
  rowOf,
  entryIn,
  keysOf,
  maxId,
  maxValue,
  partitionOf,
  partitions,
  type RowEntity,
} from './ledger-row';
import { serviceCode } from './service-code';
import { type Account } from './storage';
import { tableClient } from './table-client';
import { withDeadline } from './with-deadline';

const readsAtOnce = 32;

const groupsAtOnce = 16;

/** Maps with at most `width` under way. */
const mapBounded = async <A, B>(
  items: readonly A[],
  width: number,
  f: (item: A) => Promise<B>,
): Promise<readonly B[]> => {
  const done: B[] = [];
  const left = items.values();
  const work = async (): Promise<void> => {
    for (const item of left) done.push(await f(item));
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, work));
  return done;
};

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

const partitioned = RNEA.groupBy(({ partitionKey }: RowEntity) => partitionKey);

/** Nearly all that a transaction takes is texts of these lengths; in UTF-8 one unit is three bytes at the most. */
const weightOf = (entity: RowEntity): number =>
  Object.values(entity).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
    1_024,
  ) * 3;

const maxGroup = 4 * 1024 * 1024;

/** Entities in what one transaction takes: 100 of one partition, of 4 MiB (limits of Table storage). */
const groupsOf = (entities: readonly RowEntity[]): readonly (readonly RowEntity[])[] =>
  Object.values(partitioned(entities)).flatMap((all) => {
    const groups: RowEntity[][] = [];
    let left = 0;
    for (const entity of all) {
      const group = groups.at(-1);
      const weight = weightOf(entity);
      if (group === undefined || group.length >= 100 || weight > left) {
        groups.push([entity]);
        left = maxGroup - weight;
      } else {
        group.push(entity);
        left -= weight;
      }
    }
    return groups;
  });

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
 * holds nothing, and is made by the first record.
 */
export const tableLedger = (
  account: Account,
  table = 'indicatorledger',
  maxMs = 2_000,
): Ledger & LedgerSearch => {
  const client = tableClient(account, table);

  const read = (destination: string) => (externalIds: readonly string[]) =>
    withDeadline(maxMs, (abortSignal) =>
      mapBounded(externalIds, readsAtOnce, async (externalId) => {
        const { partitionKey, rowKey } = keysOf(destination, externalId);
        const entry = entryIn(await client.getEntity(partitionKey, rowKey, { abortSignal }), externalId);
        return entry === undefined ? [] : [[externalId, entry] as const];
      }),
    );

  const writeGroups = async (
    groups: readonly (readonly RowEntity[])[],
    abortSignal: AbortSignal,
  ): Promise<void> => {
    await mapBounded(groups, groupsAtOnce, (group) =>
      client.submitTransaction(
        group.map((entity): TransactionAction => ['upsert', entity, 'Merge']),
        { abortSignal },
      ),
    );
  };

  const write = (entities: readonly RowEntity[]) =>
    withDeadline(maxMs, async (abortSignal) => {
      const groups = groupsOf(entities);
      const written = writeGroups(groups, abortSignal);
      const isMissing = await written.then(
        () => false,
        (error: unknown) => serviceCode(error) === 'TableNotFound',
      );
      if (!isMissing) return written;
      await client.createTable({ abortSignal });
      return writeGroups(groups, abortSignal);
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
      return pipe(inTurn(newestOf(fitting.map(rowOf(destination)))), TE.traverseSeqArray(write), TE.asUnit);
    },
  };
};
