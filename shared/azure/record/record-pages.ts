import { type TableClient } from '@azure/data-tables';
import {
  type Recorded,
  type RecordPage,
  type RecordPlace,
  type RecordQuestion,
} from '../../pipeline/record/record-store';
import {
  afterAll,
  dayPartition,
  dayStart,
  listedFrom,
  listedRow,
  listPrefix,
  batchRow,
  type BatchPlace,
} from './record-keys';
import {
  idRanges,
  keptBatch,
  listedInAll,
  listedPlaces,
  recordedAt,
  rowsIn,
  batchesAt,
  batchesBetween,
  type KeptBatch,
  type Meant,
  type RowRange,
} from './record-reading';

const dayMs = 86_400_000;

/** The most days that are looked through for one page. A page that ends there has a next one, although that may be empty. */
const maxDays = 40;

/** How many batches are read in one call with their texts: some 2 MB at the most. */
const batchesAtOnce = 16;

/** The search for a page. It looks for one outcome more than the page holds, which tells whether there is a next page. */
interface Finding extends Meant {
  readonly table: TableClient;
  readonly abortSignal: AbortSignal;
  readonly items: Recorded[];
  readonly most: number;
}

const isEnough = ({ items, most }: Finding): boolean => items.length >= most;

/** How many batches are read at once, at first and at the most (some thirty thousand outcomes). */
const firstStep = 4;
const maxStep = 256;

type Read = typeof batchesAt;

/** Reads few batches first, as each may hold many outcomes. */
const take = async (finding: Finding, places: readonly BatchPlace[], read: Read): Promise<void> => {
  const { table, abortSignal, items } = finding;
  let [done, step] = [0, firstStep];
  while (done < places.length && !isEnough(finding)) {
    const some = places.slice(done, done + step);
    items.push(...recordedAt(some, await read(table, some, abortSignal), finding));
    done += step;
    step = Math.min(4 * step, maxStep);
  }
};

const takeListed = async (finding: Finding, ranges: readonly RowRange[], read: Read): Promise<void> => {
  const { table, abortSignal, most } = finding;
  const reading = { most: most + 1, abortSignal, select: ['RowKey'] };
  for await (const listed of listedInAll(table, ranges, reading)) {
    await take(
      finding,
      listed.map(({ place }) => place),
      read,
    );
    if (isEnough(finding)) return;
  }
};

/** The outcomes of an intake or an event. */
const byId = async (finding: Finding, by: 'intake' | 'event', id: string): Promise<null> => {
  await takeListed(finding, idRanges(by, id, finding), batchesAt);
  return null;
};

/** The latest day before this one on which something was written; undefined where that is before `last`. */
const nextDay = async (
  { table, abortSignal }: Finding,
  day: string,
  last: string,
): Promise<string | undefined> => {
  const filter = `PartitionKey gt '${day}' and PartitionKey le '${last}'`;
  const queryOptions = { filter, select: ['PartitionKey'] };
  for await (const [row] of table.listEntities({ queryOptions, abortSignal }).byPage({ maxPageSize: 1 }))
    if (row !== undefined) return row.partitionKey;
  return undefined;
};

const newestFirst = async (finding: Finding, since: number, until: number): Promise<RecordPlace | null> => {
  const { from, state } = finding;
  const prefix = listPrefix(state);
  const start = from ?? { at: until - 1, id: '' };
  const read = state === undefined ? batchesBetween : batchesAt;
  const last = dayPartition(since);
  let day: string | undefined = dayPartition(start.at);
  for (let days = 0; day !== undefined && !isEnough(finding); days += 1) {
    if (days >= maxDays) return { at: dayStart(day) + dayMs - 1, id: '', index: -1 };
    const range = {
      partitionKey: day,
      from: listedRow(prefix, start),
      before: `${listedFrom(prefix, since)}${afterAll}`,
    };
    await takeListed(finding, [range], read);
    day = isEnough(finding) ? undefined : await nextDay(finding, day, last);
  }
  return null;
};

/** Reads the batches of a day, the oldest first. */
const takeDay = async (finding: Finding, range: RowRange): Promise<void> => {
  const { table, abortSignal, items, most } = finding;
  for await (const rows of rowsIn(table, range, { most: Math.min(most, batchesAtOnce), abortSignal })) {
    const batches = new Map<string, KeptBatch>(rows.map((row) => [row.rowKey ?? '', keptBatch(row)]));
    items.push(...recordedAt(listedPlaces(rows), batches, finding));
    if (isEnough(finding)) return;
  }
};

const oldestFirst = async (finding: Finding, until: number): Promise<RecordPlace | null> => {
  const start = finding.from ?? { at: until, id: '' };
  const firstDay = dayStart(dayPartition(start.at));
  for (let days = 0; firstDay + days * dayMs < until && !isEnough(finding); days += 1) {
    const at = firstDay + days * dayMs;
    if (days >= maxDays) return { at, id: '', index: -1 };
    const range = {
      partitionKey: dayPartition(at),
      from: batchRow(start),
      before: batchRow({ at: until, id: '' }),
    };
    await takeDay(finding, range);
  }
  return null;
};

/** Finds a page of outcomes. Each query is of one partition, and single batches are read by their key. */
export const pageOf = async (
  table: TableClient,
  question: RecordQuestion,
  {
    size,
    from,
    abortSignal,
  }: { readonly size: number; readonly from: RecordPlace | null; readonly abortSignal: AbortSignal },
): Promise<RecordPage> => {
  const finding: Finding = { table, abortSignal, items: [], most: size + 1, from, state: question.state };
  const stopped = await (question.by === 'time'
    ? newestFirst(finding, question.since, question.until)
    : question.by === 'after'
      ? oldestFirst(finding, question.until)
      : byId({ ...finding, owner: question }, question.by, question.id));
  const items = finding.items.slice(0, size);
  return { items, next: finding.items.length > size ? (items.at(-1)?.place ?? null) : stopped };
};
