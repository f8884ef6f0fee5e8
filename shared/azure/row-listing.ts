import { type LedgerEntry } from '../delivery/ports';
import { digestOf, indexKeysOf } from './ledger-index';
import { type RowEntity } from './ledger-row';
import { type RowKeys } from './row-groups';

/** A row, and where it is to be listed before it is written. */
export interface ListedRow {
  readonly row: RowEntity;
  readonly index: readonly RowKeys[];
}

/** Calls under way of which this process knows where their rows are listed. */
const most = 20_000;

/**
 * Lists each row by what it is found by: when it is first written, and again where that is another. What a row says of it is
 * believed, and what this process wrote before the call of which the row now tells the end. `done`: what was written.
 */
export const createListing = () => {
  const begun = new Map<string, string>();
  const keyOf = ({ partitionKey, rowKey }: RowKeys): string => `${partitionKey} ${rowKey}`;
  return {
    listed: (destination: string, entry: LedgerEntry, row: RowEntity): ListedRow => {
      const keys = indexKeysOf(destination, row.rowKey, entry);
      const listed = digestOf(keys);
      const isBegun = entry.state !== 'sending' && begun.get(keyOf(row)) === listed;
      return {
        row: { ...row, listed },
        index: entry.listed === listed || isBegun ? [] : keys,
      };
    },
    done: (rows: readonly RowEntity[]): void => {
      if (begun.size > most) begun.clear();
      for (const row of rows)
        if (row.state === 'sending' && typeof row.listed === 'string') begun.set(keyOf(row), row.listed);
        else begun.delete(keyOf(row));
    },
  };
};
