// Over two hundred lines: rows of several ranges are read as one list, newest first.
import { type TableClient, type TableEntityResult } from '@azure/data-tables';
import { type Recorded, type RecordPlace } from '../../pipeline/record/record-store';
import { type Outcome, type State } from '../../pipeline/outcome';
import {
  afterAll,
  dayPartition,
  earlierIdKeyOf,
  earlierIdPartition,
  idKeyOf,
  idPartitions,
  listedRow,
  placeIn,
  batchRow,
  type BatchPlace,
} from './record-keys';
import { isShared, outcomesOfRow } from './record-rows';

/** Rows of one partition from the key `from` up to, but without, the key `before`. */
export interface RowRange {
  readonly partitionKey: string;
  readonly from: string;
  readonly before: string;
  /** Properties that have to be true. */
  readonly marks?: readonly string[] | undefined;
}

type Row = TableEntityResult<object>;

/** Needs no escaping, because this app makes all keys, without quotes. */
const filterOf = ({ partitionKey, from, before, marks = [] }: RowRange): string =>
  [
    `PartitionKey eq '${partitionKey}' and RowKey ge '${from}' and RowKey lt '${before}'`,
    ...marks.map((mark) => `${mark} eq true`),
  ].join(' and ');

/** The most rows that the service gives in one answer. */
const perAnswer = 1000;

/** The rows of a range in the order of their keys, in pages of at most `most`. */
export async function* rowsIn(
  table: TableClient,
  range: RowRange,
  {
    most,
    abortSignal,
    select,
  }: {
    readonly most: number;
    readonly abortSignal: AbortSignal;
    readonly select?: readonly string[] | undefined;
  },
): AsyncGenerator<readonly Row[]> {
  const queryOptions = { filter: filterOf(range), ...(select === undefined ? {} : { select: [...select] }) };
  yield* table.listEntities({ queryOptions, abortSignal }).byPage({ maxPageSize: Math.min(most, perAnswer) });
}

/** The batches that these rows list. */
export const listedPlaces = (rows: readonly Row[]): readonly BatchPlace[] =>
  listedIn(rows).map(({ place }) => place);

/** A row of a list, and the place of the batch that it lists. */
export interface Listed {
  readonly place: BatchPlace;
  readonly row: Row;
}

const listedIn = (rows: readonly Row[]): readonly Listed[] =>
  rows.flatMap((row) => {
    const place = placeIn(row.rowKey ?? '');
    return place === undefined ? [] : [{ place, row }];
  });

const isNewer = (one: Listed, other: Listed): boolean =>
  one.place.at === other.place.at ? one.place.id < other.place.id : one.place.at > other.place.at;

interface Source {
  readonly pages: AsyncIterator<readonly Row[]>;
  waiting: readonly Listed[];
  isAtEnd: boolean;
}

const refill = async (source: Source): Promise<void> => {
  while (source.waiting.length === 0 && !source.isAtEnd) {
    const page = await source.pages.next();
    if (page.done === true) source.isAtEnd = true;
    else source.waiting = listedIn(page.value);
  }
};

const newestOf = (sources: readonly Source[]): Source | undefined =>
  sources.reduce<Source | undefined>((best, source) => {
    const [one] = source.waiting;
    const [other] = best?.waiting ?? [];
    return one !== undefined && (other === undefined || isNewer(one, other)) ? source : best;
  }, undefined);

/** Joins several lists into one, the newest first. A page ends where one of the lists has to be read on. */
export async function* listedInAll(
  table: TableClient,
  ranges: readonly RowRange[],
  reading: Parameters<typeof rowsIn>[2],
): AsyncGenerator<readonly Listed[]> {
  const sources = ranges.map((range): Source => ({
    pages: rowsIn(table, range, reading),
    waiting: [],
    isAtEnd: false,
  }));
  for (;;) {
    await Promise.all(sources.map(refill));
    const page: Listed[] = [];
    for (let next = newestOf(sources); next !== undefined; next = newestOf(sources)) {
      page.push(...next.waiting.slice(0, 1));
      next.waiting = next.waiting.slice(1);
      if (next.waiting.length === 0 && !next.isAtEnd) break;
    }
    if (page.length === 0) return;
    yield page;
  }
}

/** The ranges that list the batches of an intake or an event, the newest first, from the place `from` on. */
export const idRanges = (
  by: 'intake' | 'event',
  id: string,
  { from = null, state }: { readonly from?: BatchPlace | null; readonly state?: State | undefined } = {},
): readonly RowRange[] => {
  const [key, earlierKey] = [idKeyOf(id), earlierIdKeyOf(by, id)];
  const marks = state === undefined ? [] : [state];
  const rangeOf = (partitionKey: string, list: string, more: readonly string[]): RowRange => ({
    partitionKey,
    from: from === null ? list : listedRow(list, from),
    before: `${list}${afterAll}`,
    marks: more,
  });
  return [
    ...idPartitions.map((partition) => rangeOf(partition, key, [by, ...marks])),
    rangeOf(earlierIdPartition(earlierKey), earlierKey, marks),
  ];
};

/** The content of a batch. */
export interface KeptBatch {
  /** Null for one that was erased: the others keep their places. */
  readonly outcomes: readonly (Outcome | null)[];
  /** true: several intakes share it, and each has the outcomes that name it. */
  readonly isShared: boolean;
}

export const keptBatch = (row: unknown): KeptBatch => ({
  outcomes: outcomesOfRow(row),
  isShared: isShared(row),
});

const keyOf = ({ at, id }: BatchPlace): string => batchRow({ at, id });

const readsAtOnce = 16;

/** Reads each batch by its key. The result has no batch that is not there (any more). */
export const batchesAt = async (
  table: TableClient,
  places: readonly BatchPlace[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, KeptBatch>> => {
  const found = new Map<string, KeptBatch>();
  const left = places.values();
  const work = async (): Promise<void> => {
    for (const place of left) {
      const row = await table.getEntity(dayPartition(place.at), keyOf(place), { abortSignal });
      found.set(keyOf(place), keptBatch(row));
    }
  };
  await Promise.all(Array.from({ length: Math.min(readsAtOnce, places.length) }, work));
  return found;
};

/** Reads batches of one day that follow each other in time, with one query. */
export const batchesBetween = async (
  table: TableClient,
  places: readonly BatchPlace[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, KeptBatch>> => {
  const times = places.map(({ at }) => at);
  const [oldest, newest] = [Math.min(...times), Math.max(...times)];
  const found = new Map<string, KeptBatch>();
  if (places.length === 0) return found;
  const range: RowRange = {
    partitionKey: dayPartition(newest),
    from: batchRow({ at: oldest, id: '' }),
    before: batchRow({ at: newest, id: afterAll }),
  };
  for await (const rows of rowsIn(table, range, { most: perAnswer, abortSignal }))
    for (const row of rows) found.set(row.rowKey ?? '', keptBatch(row));
  return found;
};

/** Which outcomes are asked for. */
export interface Meant {
  /** Only outcomes after this place. */
  readonly from: RecordPlace | null;
  readonly state: State | undefined;
  /** Of a shared batch, only the outcomes that name this one; undefined: all. */
  readonly owner?: { readonly by: 'intake' | 'event'; readonly id: string } | undefined;
}

const isOf = ({ intakeId, eventId }: Outcome, { by, id }: NonNullable<Meant['owner']>): boolean =>
  id === (by === 'intake' ? intakeId : eventId);

/** The outcomes that are asked for, each with its place, in the order of the places. */
export const recordedAt = (
  places: readonly BatchPlace[],
  batches: ReadonlyMap<string, KeptBatch>,
  { from, state, owner }: Meant,
): readonly Recorded[] =>
  places.flatMap((place) => {
    const batch = batches.get(keyOf(place));
    return (batch?.outcomes ?? []).flatMap((outcome, index) => {
      if (outcome === null) return [];
      const isBefore = from !== null && place.id === from.id && place.at === from.at && index <= from.index;
      const isMeant =
        (state === undefined || outcome.state === state) &&
        (owner === undefined || batch?.isShared !== true || isOf(outcome, owner));
      return isBefore || !isMeant ? [] : [{ outcome, place: { ...place, index } }];
    });
  });
