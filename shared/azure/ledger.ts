import { createHash } from 'node:crypto';
import { type TransactionAction } from '@azure/data-tables';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import * as TE from 'fp-ts/TaskEither';
import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { cut } from '../codec/text';
import { type Ledger, type LedgerEntry } from '../delivery/ports';
import { serviceCode } from './service-code';
import { tableClient } from './table-client';
import { withDeadline } from './with-deadline';
import { type Account } from './storage';

type Keys = Readonly<Record<'partitionKey' | 'rowKey', string>>;

/** An `externalId` may hold what a key may not, and be longer. 16 partitions a destination: 2,000 rows a second each. */
const keysOf = (destination: string, externalId: string): Keys => {
  const rowKey = createHash('sha256').update(externalId).digest('hex');
  return { partitionKey: `${destination}-${rowKey.slice(0, 1)}`, rowKey };
};

const row = t.exact(
  t.intersection([
    t.type({
      id: t.string,
      contentHash: t.string,
      sourceTime: dateTime,
      expires: dateTime,
      state: t.keyof({ created: null, updated: null }),
    }),
    t.partial({
      since: dateTime,
      action: t.string,
      threatType: t.string,
      generation: t.Int,
      revoked: t.boolean,
    }),
  ]),
);

/** A row that is not there, or that somebody has edited into something else, is not held. */
export const entryIn = (entity: unknown, externalId: string): readonly (readonly [string, LedgerEntry])[] =>
  pipe(
    row.decode(entity),
    E.match(
      () => [],
      (entry) => (entry.id === '' ? [] : [[externalId, { ...entry, externalId }]]),
    ),
  );

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

/** A property holds 32 Ki UTF-16 units, a group 4 MiB. A longer id stays unrecorded, so its indicator is sent again. */
const maxId = 8_192;

/** Enough to recognise it by; what identifies the row is its key. */
const maxName = 256;

type Entity = Keys & { readonly [Name in keyof LedgerEntry]: LedgerEntry[Name] };

const entityOf =
  (destination: string) =>
  (entry: LedgerEntry): Entity => ({
    ...keysOf(destination, entry.externalId),
    ...entry,
    externalId: cut(entry.externalId, maxName),
  });

/** One entity a row, as a group may not write a row twice: that of the newest source time. */
const newestOf = (entities: readonly Entity[]): readonly Entity[] => {
  const newest = new Map<string, Entity>();
  for (const entity of entities) {
    const other = newest.get(entity.rowKey);
    if (other === undefined || Date.parse(entity.sourceTime) >= Date.parse(other.sourceTime))
      newest.set(entity.rowKey, entity);
  }
  return [...newest.values()];
};

const partitioned = RNEA.groupBy(({ partitionKey }: Entity) => partitionKey);

/** Entities in what one transaction takes: 100 of one partition (limits of Table storage). */
const groupsOf = (entities: readonly Entity[]): readonly (readonly Entity[])[] =>
  Object.values(partitioned(entities)).flatMap(RA.chunksOf(100));

/** Few enough for `maxMs` on a busy machine; what comes after a part that failed is not tried. */
const inTurn = RA.chunksOf(500);

/**
 * The ledger in a table of the storage account. Every 500 indicators take `maxMs` at the most. A table that is missing
 * holds nothing, and is made by the first record.
 */
export const tableLedger = (account: Account, table = 'indicatorledger', maxMs = 2_000): Ledger => {
  const client = tableClient(account, table);

  const read = (destination: string) => (externalIds: readonly string[]) =>
    withDeadline(maxMs, (abortSignal) =>
      mapBounded(externalIds, readsAtOnce, async (externalId) => {
        const { partitionKey, rowKey } = keysOf(destination, externalId);
        return entryIn(await client.getEntity(partitionKey, rowKey, { abortSignal }), externalId);
      }),
    );

  const writeGroups = async (
    groups: readonly (readonly Entity[])[],
    abortSignal: AbortSignal,
  ): Promise<void> => {
    await mapBounded(groups, groupsAtOnce, (group) =>
      client.submitTransaction(
        group.map((entity): TransactionAction => ['upsert', entity, 'Replace']),
        { abortSignal },
      ),
    );
  };

  const write = (entities: readonly Entity[]) =>
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

  return {
    find: (destination, externalIds) =>
      pipe(
        inTurn([...new Set(externalIds)]),
        TE.traverseSeqArray(read(destination)),
        TE.map((parts) => new Map(parts.flat(2))),
      ),
    record: (destination, entries) => {
      const fitting = entries.filter(({ id }) => id.length <= maxId);
      return pipe(
        inTurn(newestOf(fitting.map(entityOf(destination)))),
        TE.traverseSeqArray(write),
        TE.asUnit,
      );
    },
  };
};
