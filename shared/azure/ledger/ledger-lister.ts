import { odata, type TableClient } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isObject, textOf } from '../../codec/json-value';
import { type LedgerLister, type ListedSoFar } from '../../delivery/ports';
import { digestOf, indexKeysOf, listingRow } from './ledger-index';
import { entryIn, partitionOf, partitions } from './ledger-row';
import { writeGroups, type RowKeys } from '../row-groups';
import { type Account } from '../storage';
import { tableClient } from '../table-client';
import { withDeadline } from '../with-deadline';

/** After this long, no instance of the version before is left that writes rows without listing them. */
const overlapMs = 1_500_000;

const perPage = 500;

/** How far the listing has come: the partition, and the service's own place in it. */
interface Place {
  readonly partition: number;
  readonly token: string;
}

interface Walk extends Place {
  readonly since: string;
  readonly isWhole: boolean;
}

const walkIn = (row: unknown): Walk | undefined => {
  if (!isObject(row)) return undefined;
  const since = textOf(row.since);
  if (since === undefined) return undefined;
  const partition = typeof row.partition === 'number' ? row.partition : 0;
  return { since, partition, token: textOf(row.token) ?? '', isWhole: row.isWhole === true };
};

/** The keys under which a row still has to be listed; none where the row says that it is listed. */
const missingOf = (destination: string, row: unknown): readonly RowKeys[] => {
  const entry = entryIn(row);
  const rowKey = isObject(row) ? textOf(row.rowKey) : undefined;
  if (entry === undefined || rowKey === undefined) return [];
  const keys = indexKeysOf(destination, rowKey, entry);
  return digestOf(keys) === (entry.listed ?? '') ? [] : keys;
};

/**
 * Lists the rows that an earlier version wrote, once for each destination: a page of five hundred at a time, from where it
 * stopped. A row of the same table says how far it has come.
 */
export const tableLedgerLister = (
  account: Account,
  {
    table = 'indicatorledger',
    maxMs = 240_000,
    now = () => new Date(),
  }: { readonly table?: string; readonly maxMs?: number; readonly now?: () => Date } = {},
): LedgerLister => {
  const client: TableClient = tableClient(account, table);

  const save = async (destination: string, walk: Walk, abortSignal: AbortSignal): Promise<void> => {
    await client.upsertEntity({ ...listingRow(destination), ...walk }, 'Replace', { abortSignal });
  };

  /** Lists one page and says where the next begins; null when there is none. */
  const listPage = async (
    destination: string,
    { partition, token }: Place,
    abortSignal: AbortSignal,
  ): Promise<{ readonly rows: number; readonly next: Place | null }> => {
    const filter = odata`PartitionKey eq ${partitionOf(destination, partition.toString(partitions))}`;
    const pages = client.listEntities({ queryOptions: { filter }, abortSignal }).byPage({
      maxPageSize: perPage,
      ...(token === '' ? {} : { continuationToken: token }),
    });
    const step = await pages.next();
    const page = step.done === true ? undefined : step.value;
    const missing = (page ?? []).map((row) => missingOf(destination, row));
    await writeGroups(client, missing.flat(), abortSignal);
    const rows = missing.filter((keys) => keys.length > 0).length;
    const goesOn = page?.continuationToken;
    if (goesOn !== undefined) return { rows, next: { partition, token: goesOn } };
    return { rows, next: partition + 1 < partitions ? { partition: partition + 1, token: '' } : null };
  };

  const list = async (
    destination: string,
    stop: AbortSignal,
    abortSignal: AbortSignal,
  ): Promise<ListedSoFar> => {
    const { partitionKey, rowKey } = listingRow(destination);
    const begun = walkIn(await client.getEntity(partitionKey, rowKey, { abortSignal }));
    if (begun?.isWhole === true) return { rows: 0, isWhole: true };
    if (begun === undefined) {
      const since = now().toISOString();
      await save(destination, { since, partition: 0, token: '', isWhole: false }, abortSignal);
      return { rows: 0, isWhole: false };
    }
    if (now().getTime() - Date.parse(begun.since) < overlapMs) return { rows: 0, isWhole: false };
    let rows = 0;
    let walk: Walk = begun;
    while (!walk.isWhole && !stop.aborted) {
      const listed = await listPage(destination, walk, abortSignal);
      rows += listed.rows;
      walk = { ...walk, ...listed.next, isWhole: listed.next === null };
      await save(destination, walk, abortSignal);
    }
    return { rows, isWhole: walk.isWhole };
  };

  return {
    list: (destination, stop) =>
      pipe(
        withDeadline(maxMs, (abortSignal) => list(destination, stop, abortSignal)),
        TE.orElse((failure) =>
          failure.code === 'TableNotFound' ? TE.right({ rows: 0, isWhole: false }) : TE.left(failure),
        ),
      ),
  };
};
