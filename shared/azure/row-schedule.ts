import { type LedgerEntry } from '../delivery/ports';
import { duePartition, rowOf, type RowEntity } from './ledger-row';
import { type RowKeys } from './row-groups';

/** The hour from which on a row is to be looked at, as it is now. */
export type DueOf = (entry: LedgerEntry) => string;

/** Rows of which this process knows that they are written down; beyond, and after a while, they are written down again. */
const most = 20_000;
const forgetMs = 600_000;

/**
 * Writes down for each row when it is due: once, and again only where it is due sooner than that. `noted`: what is to be written for
 * a row beside it; `done`: what was.
 */
export const scheduleOf = (dueOf: DueOf | null) => {
  let known = new Map<string, string>();
  let since = performance.now();

  const forget = (): void => {
    if (known.size < most && performance.now() - since < forgetMs) return;
    known = new Map();
    since = performance.now();
  };

  const keyOf = ({ partitionKey, rowKey }: RowKeys): string => `${partitionKey} ${rowKey}`;

  return {
    rowOf:
      (destination: string) =>
      (entry: LedgerEntry): RowEntity => {
        const row = rowOf(destination)(entry);
        if (dueOf === null) return row;
        forget();
        const due = dueOf(entry);
        const before = entry.due ?? known.get(keyOf(row));
        return before !== undefined && before <= due ? row : { ...row, due };
      },
    noted: ({ partitionKey, rowKey, due }: RowEntity): readonly RowKeys[] =>
      typeof due === 'string'
        ? [{ partitionKey: duePartition(partitionKey.slice(0, partitionKey.lastIndexOf('-')), due), rowKey }]
        : [],
    done: (rows: readonly RowEntity[]): void => {
      for (const row of rows) if (typeof row.due === 'string') known.set(keyOf(row), row.due);
    },
  };
};
