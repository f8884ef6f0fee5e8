import { type TableClient, type TransactionAction } from '@azure/data-tables';
import { entryIn, type RowEntity } from './ledger-row';
import { groupsOf, mapBounded } from '../row-groups';
import { falseForCodes, isDone } from '../service-code';

const atOnce = 16;

const isThere = falseForCodes('EntityAlreadyExists');

/** Writes one row; false where somebody else wrote it first. What stands there and is no row of the ledger is overwritten. */
const claimOne = async (client: TableClient, row: RowEntity, abortSignal: AbortSignal): Promise<boolean> => {
  const isWritten = await client.createEntity({ ...row }, { abortSignal }).then(isDone, isThere);
  if (isWritten) return true;
  const other: unknown = await client.getEntity(row.partitionKey, row.rowKey, { abortSignal });
  if (entryIn(other) !== undefined) return false;
  await client.upsertEntity({ ...row }, 'Merge', { abortSignal });
  return true;
};

/**
 * Writes rows that are not there yet, a hundred of a partition at once; where one of a hundred is there already, each is
 * written by itself. Gives the rows that somebody else wrote first; those stay as they are.
 */
export const claimRows = async (
  client: TableClient,
  rows: readonly RowEntity[],
  abortSignal: AbortSignal,
): Promise<readonly RowEntity[]> => {
  const lost = await mapBounded(groupsOf(rows), atOnce, async (group) => {
    const all = group.map((row): TransactionAction => ['create', { ...row }]);
    if (await client.submitTransaction(all, { abortSignal }).then(isDone, isThere)) return [];
    const won = await mapBounded(group, atOnce, async (row) => ({
      row,
      isWon: await claimOne(client, row, abortSignal),
    }));
    return won.flatMap(({ row, isWon }) => (isWon ? [] : [row]));
  });
  return lost.flat();
};
