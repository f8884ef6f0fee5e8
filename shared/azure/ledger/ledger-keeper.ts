import { odata, type TableClient } from '@azure/data-tables';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isObject, textOf } from '../../codec/json-value';
import {
  type DueRow,
  type EraseFate,
  type Kept,
  type LedgerEntry,
  type LedgerEraser,
  type LedgerKeeper,
} from '../../delivery/ports';
import { duePartition, entryIn, keysOf, partitionOf, type LedgerCall } from './ledger-row';
import { mapBounded } from '../row-groups';
import { falseForCodes, isDone } from '../service-code';
import { type Account } from '../storage';
import { tableClient } from '../table-client';
import { unlist, unlistNow } from './unlist-row';
import { withDeadline } from '../with-deadline';

const perPage = 200;

const atOnce = 16;

const keyIn = (destination: string, rowKey: string): readonly [partitionKey: string, rowKey: string] => [
  partitionOf(destination, rowKey.slice(0, 1)),
  rowKey,
];

/** What is left of a row: that it is revoked for good. */
const stubOf = (entry: LedgerEntry | null) => {
  const { externalId = '', sourceTime = '', expires = '', generation = 0 } = entry ?? {};
  return {
    externalId,
    sourceTime,
    expires,
    generation,
    id: '',
    contentHash: '',
    revoked: true,
    state: 'revoked',
  };
};

/** Longer than any instance takes between listing a row and writing it. */
const listedMs = 3_600_000;

/** The rows of the ledger's table that are due. They are found by the notes written for each hour. */
export const tableLedgerKeeper = (
  account: Account,
  {
    table = 'indicatorledger',
    maxMs = 20_000,
    now = () => new Date(),
  }: { readonly table?: string; readonly maxMs?: number; readonly now?: () => Date } = {},
): LedgerKeeper & LedgerEraser => {
  const client: TableClient = tableClient(account, table);

  const look = async (destination: string, noted: unknown, abortSignal: AbortSignal): Promise<DueRow> => {
    const { partitionKey, rowKey } = isObject(noted) ? noted : {};
    const key = textOf(rowKey) ?? '';
    const row: unknown = await client.getEntity(...keyIn(destination, key), { abortSignal });
    return {
      due: (textOf(partitionKey) ?? '').slice(duePartition(destination, '').length),
      rowKey: key,
      version: (isObject(row) ? textOf(row.etag) : undefined) ?? '',
      entry: entryIn(row) ?? null,
    };
  };

  const change = async (
    { destination, abortSignal }: LedgerCall,
    { rowKey, version, entry }: DueRow,
    kept: Kept,
  ): Promise<boolean> => {
    const [partitionKey] = keyIn(destination, rowKey);
    const options = { etag: version, abortSignal };
    const others = falseForCodes('ResourceNotFound', 'UpdateConditionNotSatisfied');
    switch (kept._tag) {
      case 'Done':
        return true;
      case 'Leave':
        return client.deleteEntity(partitionKey, rowKey, options).then(isDone, others);
      case 'Stub': {
        return client
          .updateEntity({ partitionKey, rowKey, ...stubOf(entry) }, 'Replace', options)
          .then(isDone, others);
      }
      case 'Later': {
        const { due } = kept;
        await client.upsertEntity({ partitionKey: duePartition(destination, due), rowKey }, 'Merge', {
          abortSignal,
        });
        return client
          .updateEntity({ partitionKey, rowKey, due }, 'Merge', { abortSignal })
          .then(isDone, falseForCodes('ResourceNotFound'));
      }
    }
  };

  const settle = async (call: LedgerCall, row: DueRow, kept: Kept) => {
    const isSettled = await change(call, row, kept);
    if (!isSettled && kept._tag !== 'Later') return;
    if (row.entry !== null && (kept._tag === 'Leave' || kept._tag === 'Stub'))
      await unlist(call, { rowKey: row.rowKey, entry: row.entry }, new Date(now().getTime() - listedMs));
    const { destination, abortSignal } = call;
    await client
      .deleteEntity(duePartition(destination, row.due), row.rowKey, { abortSignal })
      .then(isDone, falseForCodes('ResourceNotFound'));
  };

  const erase = async (call: LedgerCall, externalId: string, fateOf: EraseFate): Promise<boolean> => {
    const { destination, abortSignal } = call;
    const { partitionKey, rowKey } = keysOf(destination, externalId);
    const row: unknown = await client.getEntity(partitionKey, rowKey, { abortSignal });
    const entry = entryIn(row, externalId);
    const etag = isObject(row) ? textOf(row.etag) : undefined;
    if (entry === undefined || etag === undefined) return false;
    const fate = fateOf(entry);
    if (fate === 'Stay') return false;
    const others = falseForCodes('ResourceNotFound', 'UpdateConditionNotSatisfied');
    const options = { etag, abortSignal };
    const isErased = await (
      fate === 'Stub'
        ? client.updateEntity(
            { partitionKey, rowKey, ...stubOf({ ...entry, externalId: '' }) },
            'Replace',
            options,
          )
        : client.deleteEntity(partitionKey, rowKey, options)
    ).then(isDone, others);
    if (isErased) await unlistNow(call, rowKey, entry);
    return isErased;
  };

  return {
    erase: (destination, externalId, fateOf) =>
      withDeadline(maxMs, (abortSignal) => erase({ client, destination, abortSignal }, externalId, fateOf)),
    take: (destination, until) =>
      withDeadline(maxMs, async (abortSignal) => {
        const [from, to] = ['', `${until}~`].map((due) => duePartition(destination, due));
        const filter = odata`PartitionKey ge ${from} and PartitionKey lt ${to}`;
        const pages = client
          .listEntities({ abortSignal, queryOptions: { filter } })
          .byPage({ maxPageSize: perPage });
        for await (const page of pages)
          if (page.length > 0)
            return mapBounded(page, atOnce, (noted) => look(destination, noted, abortSignal));
        return [];
      }),
    settle: (destination, row, kept) =>
      pipe(
        withDeadline(maxMs, (abortSignal) => settle({ client, destination, abortSignal }, row, kept)),
        TE.asUnit,
      ),
  };
};
