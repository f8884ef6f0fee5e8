import { type LedgerEntry } from '../../delivery/ports';
import { duePartition, rowOf, type RowEntity } from './ledger-row';
import { type RowKeys } from '../row-groups';

/** The hour from which on a row, as it is now, is to be looked at. */
export type DueOf = (entry: LedgerEntry) => string;

/** The most rows that this process remembers as noted. Beyond that, and after a while, they are noted again. */
const most = 20_000;
const forgetMs = 600_000;

/**
 * Notes for each row when it is due: once, and again only when it is due sooner. `noted` gives the notes to write beside a row;
 * `done` is told what was written.
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
