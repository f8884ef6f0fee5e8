import { createHash } from 'node:crypto';
import { type State } from '../pipeline/outcome';

/**
 * Keys of the table of outcomes. A day is a partition: its slips by time, and lists of them that begin with the newest, of all and of
 * each state. What an intake or an event has is listed in four other partitions: all that finds a slip stands in one of them, so that
 * it is one transaction, however many intakes share the slip.
 */

/** The key of a row. */
export interface RecordKey {
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** A slip's place in time. */
export interface SlipPlace {
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

/** Slips by time. `id` '' is before all of that moment. */
export const slipRow = ({ at, id }: SlipPlace): string => `a-${digits(at)}-${id}`;

export const isSlipRow = (rowKey: string): boolean => rowKey.startsWith('a-');

/** All of a day, or those that have an outcome of this state. */
export const listPrefix = (state: State | undefined): string => (state === undefined ? 'n-' : `s-${state}-`);

const hashOf = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 40);

/** The list of what has this id, as an intake or as an event; which of both is a mark of the row. */
export const idKeyOf = (id: string): string => `id-${hashOf(id)}-`;

/** Four, as one takes 2,000 rows a second (scalability targets of Table storage). */
export const idPartitions = ['ids-0', 'ids-1', 'ids-2', 'ids-3'] as const;

const partitionAt = (digit: string): string => `ids-${Number.parseInt(digit, 16) % idPartitions.length}`;

/** Where the rows stand that find this slip. */
export const idPartition = ({ id }: Pick<SlipPlace, 'id'>): string => partitionAt(id.slice(-1));

/** A list of an earlier version, which had one for intakes and one for events, each in the partition of its hash. */
export const earlierIdKeyOf = (by: 'intake' | 'event', id: string): string => `${by}-${hashOf(id)}-`;

export const earlierIdPartition = (idKey: string): string =>
  partitionAt(idKey.slice(idKey.indexOf('-') + 1).charAt(0));

/** A row of a list that begins with the newest. */
export const listedRow = (prefix: string, { at, id }: SlipPlace): string =>
  `${prefix}${fromNewest(at)}-${id}`;

/** Where in such a list this moment begins: what is listed from there on is of it, or older. */
export const listedFrom = (prefix: string, at: number): string => `${prefix}${fromNewest(at)}-`;

/** What a row of a list, or of a day, is of; undefined where it is none of ours. */
export const placeIn = (rowKey: string): SlipPlace | undefined => {
  const [ms = '', id = ''] = rowKey.split('-').slice(-2);
  if (!/^\d{13}$/.test(ms) || id === '') return undefined;
  return { at: isSlipRow(rowKey) ? Number(ms) : lastMs - Number(ms), id };
};
