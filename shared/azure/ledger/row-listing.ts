import { type LedgerEntry } from '../../delivery/ports';
import { digestOf, indexKeysOf } from './ledger-index';
import { type RowEntity } from './ledger-row';
import { type RowKeys } from '../row-groups';

/** A row, and the index rows that have to be written before it. */
export interface ListedRow {
  readonly row: RowEntity;
  readonly index: readonly RowKeys[];
}

/** The most calls under way of which this process remembers where their rows are listed. */
const most = 20_000;

/**
 * Lists each row in the index: when it is first written, and again when its keys have changed. It trusts what a row says of its
 * own listing, and what this process listed when the call began. `done` is told what was written.
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
