import { isObject, textOf } from '../../codec/json-value';
import { type LedgerEntry } from '../../delivery/ports';
import { indexKeysOf } from './ledger-index';
import { type LedgerCall } from './ledger-row';
import { type RowKeys } from '../row-groups';
import { falseForCodes, isDone } from '../service-code';

/** Deletes the index rows that lead to a removed row, however recent they are. */
export const unlistNow = async (
  { client, destination, abortSignal }: LedgerCall,
  rowKey: string,
  entry: LedgerEntry,
): Promise<void> => {
  for (const key of indexKeysOf(destination, rowKey, entry))
    await client
      .deleteEntity(key.partitionKey, key.rowKey, { abortSignal })
      .then(isDone, falseForCodes('ResourceNotFound'));
};

const unlistOld = async (
  { client, abortSignal }: LedgerCall,
  { partitionKey, rowKey }: RowKeys,
  before: Date,
): Promise<void> => {
  const row: unknown = await client.getEntity(partitionKey, rowKey, { abortSignal });
  const { etag, timestamp } = isObject(row) ? row : {};
  const writtenAt = Date.parse(textOf(timestamp) ?? '');
  if (!(writtenAt < before.getTime())) return;
  await client
    .deleteEntity(partitionKey, rowKey, { etag: textOf(etag) ?? '', abortSignal })
    .then(isDone, falseForCodes('ResourceNotFound', 'UpdateConditionNotSatisfied'));
};

/**
 * Deletes the index rows that lead to a removed row, where they were written before `before`. A younger one may belong to an
 * instance that lists the row and is about to write it anew. If it leads to nothing after all, that is noticed when it is
 * followed.
 */
export const unlist = async (
  call: LedgerCall,
  { rowKey, entry }: { readonly rowKey: string; readonly entry: LedgerEntry },
  before: Date,
): Promise<void> => {
  for (const key of indexKeysOf(call.destination, rowKey, entry)) await unlistOld(call, key, before);
};
