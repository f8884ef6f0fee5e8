import { type TableClient, type TableEntityResult } from '@azure/data-tables';
import { type Recorded, type RecordPlace } from '../pipeline/record/record-store';
import { type Outcome, type State } from '../pipeline/outcome';
import {
  afterAll,
  dayPartition,
  earlierIdKeyOf,
  earlierIdPartition,
  idKeyOf,
  idPartitions,
  listedRow,
  placeIn,
  slipRow,
  type SlipPlace,
} from './record-keys';
import { isShared, outcomesOfRow } from './record-rows';

/** A part of one partition: rows from this key on, up to before that one. */
export interface RowRange {
  readonly partitionKey: string;
  readonly from: string;
  readonly before: string;
  /** Marks that they have to have. */
  readonly marks?: readonly string[] | undefined;
}

type Row = TableEntityResult<object>;

/** Keys are of our own making, without a quote. */
const filterOf = ({ partitionKey, from, before, marks = [] }: RowRange): string =>
  [
    `PartitionKey eq '${partitionKey}' and RowKey ge '${from}' and RowKey lt '${before}'`,
    ...marks.map((mark) => `${mark} eq true`),
  ].join(' and ');

/** The most that the service gives in one answer. */
const perAnswer = 1000;

/** Rows of a range in the order of their keys; a page of `most` is asked for each time. */
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

/** What is listed there. */
export const listedPlaces = (rows: readonly Row[]): readonly SlipPlace[] =>
  listedIn(rows).map(({ place }) => place);

/** A row of a list, and the place of the slip that it lists. */
export interface Listed {
  readonly place: SlipPlace;
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

/** What is listed in several ranges as if it were one list: the newest first. A page ends where more has to be asked for. */
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

/** The ranges in which an intake, or an event, is listed; in the order of the newest, from that place on. */
export const idRanges = (
  by: 'intake' | 'event',
  id: string,
  { from = null, state }: { readonly from?: SlipPlace | null; readonly state?: State | undefined } = {},
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

/** What is kept in a slip. */
export interface KeptSlip {
  readonly outcomes: readonly Outcome[];
  /** It is of several intakes, each of which has the outcomes that name it. */
  readonly isShared: boolean;
}

export const keptSlip = (row: unknown): KeptSlip => ({
  outcomes: outcomesOfRow(row),
  isShared: isShared(row),
});

const keyOf = ({ at, id }: SlipPlace): string => slipRow({ at, id });

const readsAtOnce = 16;

/** Slips by the key of their row, each by one read. One that is not there (any more) is left out. */
export const slipsAt = async (
  table: TableClient,
  places: readonly SlipPlace[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, KeptSlip>> => {
  const found = new Map<string, KeptSlip>();
  const left = places.values();
  const work = async (): Promise<void> => {
    for (const place of left) {
      const row = await table.getEntity(dayPartition(place.at), keyOf(place), { abortSignal });
      found.set(keyOf(place), keptSlip(row));
    }
  };
  await Promise.all(Array.from({ length: Math.min(readsAtOnce, places.length) }, work));
  return found;
};

/** The same for places of one day that stand side by side in time: by as few reads as pages. */
export const slipsBetween = async (
  table: TableClient,
  places: readonly SlipPlace[],
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, KeptSlip>> => {
  const times = places.map(({ at }) => at);
  const [oldest, newest] = [Math.min(...times), Math.max(...times)];
  const found = new Map<string, KeptSlip>();
  if (places.length === 0) return found;
  const range: RowRange = {
    partitionKey: dayPartition(newest),
    from: slipRow({ at: oldest, id: '' }),
    before: slipRow({ at: newest, id: afterAll }),
  };
  for await (const rows of rowsIn(table, range, { most: perAnswer, abortSignal }))
    for (const row of rows) found.set(row.rowKey ?? '', keptSlip(row));
  return found;
};

/** Which outcomes of a slip are meant. */
export interface Meant {
  /** Only those after it. */
  readonly from: RecordPlace | null;
  readonly state: State | undefined;
  /** Only those of a shared slip that name it; undefined: all. */
  readonly owner?: { readonly by: 'intake' | 'event'; readonly id: string } | undefined;
}

const isOf = ({ intakeId, eventId }: Outcome, { by, id }: NonNullable<Meant['owner']>): boolean =>
  id === (by === 'intake' ? intakeId : eventId);

/** Outcomes of slips in the order of the places, each with where it stands. */
export const recordedAt = (
  places: readonly SlipPlace[],
  slips: ReadonlyMap<string, KeptSlip>,
  { from, state, owner }: Meant,
): readonly Recorded[] =>
  places.flatMap((place) => {
    const slip = slips.get(keyOf(place));
    return (slip?.outcomes ?? []).flatMap((outcome, index) => {
      const isBefore = from !== null && place.id === from.id && place.at === from.at && index <= from.index;
      const isMeant =
        (state === undefined || outcome.state === state) &&
        (owner === undefined || slip?.isShared !== true || isOf(outcome, owner));
      return isBefore || !isMeant ? [] : [{ outcome, place: { ...place, index } }];
    });
  });
