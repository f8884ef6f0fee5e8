import { createHash } from 'node:crypto';
import { type State } from '../../pipeline/outcome';

/**
 * Keys of the table of outcomes. A batch is one row with up to some hundred outcomes.
 * Each day is a partition. It holds the batches by time, and lists of them, the newest first: one of all, and one for each state.
 * Four more partitions list the batches of each intake and event. All rows that list one batch are in the same of the four, so that
 * they are written in one transaction, however many intakes share the batch.
 */

/** The key of a row. */
export interface RecordKey {
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** When a batch was written, in milliseconds since 1970, and its id. */
export interface BatchPlace {
  readonly at: number;
  readonly id: string;
}

const lastMs = 9_999_999_999_999;
const lastDay = 99_999_999;

/** Sorts after every digit and every id. */
export const afterAll = '~';

const digits = (at: number): string => String(Math.min(Math.max(at, 0), lastMs)).padStart(13, '0');

const fromNewest = (at: number): string => digits(lastMs - at);

const dayNumber = (at: number): number => Number(new Date(at).toISOString().slice(0, 10).replaceAll('-', ''));

/** The newer day sorts first. */
export const dayPartition = (at: number): string => `day-${lastDay - dayNumber(at)}`;

/** The first moment of the day of such a partition. */
export const dayStart = (partitionKey: string): number => {
  const text = String(lastDay - Number(partitionKey.slice('day-'.length)));
  return Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`);
};

/** The key of a batch; such keys sort by time. An `id` of '' sorts before all batches of that moment. */
export const batchRow = ({ at, id }: BatchPlace): string => `a-${digits(at)}-${id}`;

export const isBatchRow = (rowKey: string): boolean => rowKey.startsWith('a-');

/** Begins the list of all batches of a day, or of those with an outcome of this state. */
export const listPrefix = (state: State | undefined): string => (state === undefined ? 'n-' : `s-${state}-`);

const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 40);

/** Begins the list of the batches of an id. Marks of the row say whether an intake or an event has this id. */
export const idKeyOf = (id: string): string => `id-${hashOf(id)}-`;

/** One partition takes 2,000 rows a second (scalability targets of Table storage), so there are four. */
export const idPartitions = ['ids-0', 'ids-1', 'ids-2', 'ids-3'] as const;

const partitionAt = (digit: string): string => `ids-${Number.parseInt(digit, 16) % idPartitions.length}`;

/** The partition of the rows that list this batch by its ids. */
export const idPartition = ({ id }: Pick<BatchPlace, 'id'>): string => partitionAt(id.slice(-1));

/** Earlier versions kept a list for intakes and one for events, each in the partition of its hash. */
export const earlierIdKeyOf = (by: 'intake' | 'event', id: string): string => `${by}-${hashOf(id)}-`;

export const earlierIdPartition = (idKey: string): string =>
  partitionAt(idKey.slice(idKey.indexOf('-') + 1).charAt(0));

/** A row of a list that begins with the newest. */
export const listedRow = (prefix: string, { at, id }: BatchPlace): string =>
  `${prefix}${fromNewest(at)}-${id}`;

/** Where in such a list a moment begins: rows from there on are of that moment, or older. */
export const listedFrom = (prefix: string, at: number): string => `${prefix}${fromNewest(at)}-`;

/** The batch that a row holds or lists; undefined where the row is none of ours. */
export const placeIn = (rowKey: string): BatchPlace | undefined => {
  const [ms = '', id = ''] = rowKey.split('-').slice(-2);
  if (!/^\d{13}$/.test(ms) || id === '') return undefined;
  return { at: isBatchRow(rowKey) ? Number(ms) : lastMs - Number(ms), id };
};
