import { type TableClient, type TransactionAction } from '@azure/data-tables';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
import { type RowEntity } from './ledger/ledger-row';

/** A row's keys and the values to write into it. */
export type RowKeys = Pick<RowEntity, 'partitionKey' | 'rowKey'>;

const groupsAtOnce = 16;

/** Maps with at most `width` calls under way. */
export const mapBounded = async <A, B>(
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

/** The UTF-16 units of a row's texts: nearly all that a transaction takes. In UTF-8 a unit is at most three bytes. */
const weightOf = (entity: RowKeys): number =>
  Object.values(entity).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
    1_024,
  ) * 3;

const maxGroup = 4 * 1024 * 1024;

/** Splits entities into groups that one transaction takes: 100 of one partition, 4 MiB (limits of Table storage). */
export const groupsOf = <R extends RowKeys>(entities: readonly R[]): readonly (readonly R[])[] =>
  Object.values(RNEA.groupBy(({ partitionKey }: R) => partitionKey)(entities)).flatMap((all) => {
    const groups: R[][] = [];
    let left = 0;
    for (const entity of all) {
      const group = groups.at(-1);
      const weight = weightOf(entity);
      if (group === undefined || group.length >= 100 || weight > left) {
        groups.push([entity]);
        left = maxGroup - weight;
      } else {
        group.push(entity);
        left -= weight;
      }
    }
    return groups;
  });

/** Merges rows into the table, a hundred of a partition at once. */
export const writeGroups = async (
  client: TableClient,
  entities: readonly RowKeys[],
  abortSignal: AbortSignal,
): Promise<void> => {
  await mapBounded(groupsOf(entities), groupsAtOnce, (group) =>
    client.submitTransaction(
      group.map((entity): TransactionAction => ['upsert', { ...entity }, 'Merge']),
      { abortSignal },
    ),
  );
};
