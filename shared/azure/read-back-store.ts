import { odata, type TableClient } from '@azure/data-tables';
import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { parseJson } from '../codec/json';
import { isObject } from '../codec/json-value';
import { type LastReadBack, type ReadBackStore, type SeenThere } from '../delivery/ports';
import { keysOf } from './ledger/ledger-row';
import { removeRows } from './record/record-sweep';
import { mapBounded, writeGroups } from './row-groups';
import { attempt, creatingWhatIsMissing, type Account } from './storage';
import { tableClient } from './table-client';
import { withDeadline } from './with-deadline';

const lookCodec = t.type({
  at: dateTime,
  isWhole: t.boolean,
  visibleAfterMinutes: t.number,
  differences: t.number,
  unseen: t.union([t.string, t.null]),
  counts: t.record(t.string, t.number),
}) satisfies t.Type<LastReadBack>;

const seenCodec = t.type({
  at: dateTime,
  state: t.keyof({ 'accepted-not-visible': null, 'foreign-change': null, missing: null }),
  causes: t.readonlyArray(t.string),
  differs: t.readonlyArray(t.string),
}) satisfies t.Type<SeenThere>;

/** No destination has `~` in its name. */
const partitionOf = (destination: string): string => `seen~${destination}`;

const lookKey = 'look';

const readsAtOnce = 16;

/** What a row's `text` holds; undefined where the row is not there, or not ours. */
const textIn = <A>(codec: t.Type<A>, row: unknown): A | undefined => {
  const read = isObject(row) && typeof row.text === 'string' ? parseJson(row.text) : undefined;
  return read?._tag === 'Right' && codec.is(read.right) ? read.right : undefined;
};

/** Removes what an earlier read-back saw. */
const removeOlder = async (
  client: TableClient,
  { partitionKey, at }: { readonly partitionKey: string; readonly at: string },
  abortSignal: AbortSignal,
): Promise<void> => {
  const filter = odata`PartitionKey eq ${partitionKey} and RowKey lt ${lookKey} and at ne ${at}`;
  const select = ['PartitionKey', 'RowKey'];
  for await (const page of client.listEntities({ queryOptions: { filter, select }, abortSignal }).byPage())
    await removeRows(
      client,
      page.map(({ rowKey = '' }) => ({ partitionKey, rowKey })),
    );
};

/**
 * Keeps the last read-back of each destination in the ledger's table: a row for the read-back, and one for each indicator that is not as
 * it was sent.
 */
export const tableReadBackStore = (
  account: Account,
  table = 'indicatorledger',
  maxMs = 20_000,
): ReadBackStore => {
  const client = tableClient(account, table);
  const createTable = attempt('table', (abortSignal) => client.createTable({ abortSignal }));
  const lastOf = async (destination: string, abortSignal: AbortSignal): Promise<LastReadBack | null> =>
    textIn(lookCodec, await client.getEntity(partitionOf(destination), lookKey, { abortSignal })) ?? null;
  return {
    // The read-back itself is written last: until it is there, its rows count for nothing.
    keep: (destination, look, differing) => {
      const write = withDeadline(maxMs, async (abortSignal) => {
        const partitionKey = partitionOf(destination);
        const { at } = look;
        const rows = [...differing].map(([externalId, seen]) => {
          const { rowKey } = keysOf(destination, externalId);
          return { partitionKey, rowKey, at, text: JSON.stringify(seen) };
        });
        await writeGroups(client, rows, abortSignal);
        await client.upsertEntity({ partitionKey, rowKey: lookKey, text: JSON.stringify(look) }, 'Replace', {
          abortSignal,
        });
        await removeOlder(client, { partitionKey, at }, abortSignal);
      });
      // The ledger makes the table with its first row, which may still be to come.
      return creatingWhatIsMissing('TableNotFound', createTable, write);
    },
    last: (destination) => withDeadline(maxMs, (abortSignal) => lastOf(destination, abortSignal)),
    seen: (destination, externalIds) =>
      withDeadline(maxMs, async (abortSignal) => {
        const look = await lastOf(destination, abortSignal);
        const asked = look === null || look.differences === 0 ? [] : externalIds;
        const seen = await mapBounded(asked, readsAtOnce, async (externalId) => {
          const { rowKey } = keysOf(destination, externalId);
          const row = await client.getEntity(partitionOf(destination), rowKey, { abortSignal });
          const one = textIn(seenCodec, row);
          return one === undefined || one.at !== look?.at ? [] : [[externalId, one] as const];
        });
        return { look, differing: new Map(seen.flat()) };
      }),
  };
};
