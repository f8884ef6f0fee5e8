import { pipe } from 'fp-ts/function';
import * as E from 'fp-ts/Either';
import * as TE from 'fp-ts/TaskEither';
import { type LedgerSearch } from '../../delivery/ledger/ledger-search';
import { isHeld } from '../../delivery/ledger/life-state';
import { type EraseFate, type LedgerEntry, type LedgerEraser } from '../../delivery/ports';
import { isForGood } from '../../delivery/ledger/row-life';
import { type Unavailable } from '../../failure';
import { isSpelled, readingsOf, spellingsOf } from '../../indicator/spellings';
import { valueAsKept, type Outcome } from '../outcome';
import { type Environment, type ParkedItem, type ParkedStore } from '../ports';
import { type RecordEraser } from '../record/record-store';
import { withShadows } from '../shadow/shadow';
import { speaksOf } from './speaks-of';

/** What is to be erased: everything that is kept of a value, or of an event. */
export type EraseQuery =
  { readonly by: 'value'; readonly value: string } | { readonly by: 'event'; readonly eventId: string };

/** Where things are kept; null where they are not kept. */
export interface KeptPlaces {
  readonly ledger: LedgerSearch | null;
  readonly rows: LedgerEraser | null;
  readonly records: readonly RecordEraser[];
}

/**
 * A row of the ledger about it. What a destination holds has to be taken back first, since nobody else knows that it is this
 * gateway's.
 */
export interface ErasableRow {
  readonly destination: string;
  readonly externalId: string;
  readonly isHeld: boolean;
}

export interface Erasable {
  readonly rows: readonly ErasableRow[];
  /** The number of outcomes about it. */
  readonly outcomes: number;
  readonly parked: readonly ParkedItem[];
}

/** How many of each were erased. */
export interface Erased {
  readonly rows: number;
  readonly outcomes: number;
  readonly parked: number;
}

type Places = KeptPlaces & Pick<Environment, 'parked' | 'routes' | 'shadows' | 'now'>;

/** Whether a row names the event. A row also names those who took its indicator back, and an event may have only taken back. */
const isNamedIn =
  (query: EraseQuery) =>
  ({ saidBy = [] }: LedgerEntry): boolean =>
    query.by === 'value' || saidBy.some(({ eventId }) => eventId === query.eventId);

const rowsOf = (places: Places, query: EraseQuery): TE.TaskEither<Unavailable, readonly ErasableRow[]> => {
  const { ledger, now } = places;
  if (ledger === null) return TE.right([]);
  const found = new Map<string, ErasableRow>();
  const asked = query.by === 'event' ? ({ by: 'all' } as const) : query;
  return pipe(
    withShadows(places),
    TE.traverseSeqArray(({ name: destination }) =>
      ledger.visit(destination, asked, (entries) => {
        for (const entry of entries.filter(isNamedIn(query))) {
          const { externalId } = entry;
          const row = { destination, externalId, isHeld: isHeld(entry, now()) };
          found.set(`${destination} ${externalId}`, row);
        }
      }),
    ),
    TE.map(() => [...found.values()]),
  );
};

/**
 * An outcome about a value stays without the value, so that the places in its event stay as they were. Of an event nothing
 * stays.
 */
const changeFor = (query: EraseQuery): Parameters<RecordEraser['edit']>[1] => {
  const values = new Set(
    query.by === 'value' ? readingsOf(query.value).flatMap(spellingsOf).map(valueAsKept) : [],
  );
  const without = (outcome: Outcome): Outcome =>
    outcome.observable !== null && isSpelled(values, outcome.observable.value)
      ? { ...outcome, observable: null, externalId: null }
      : outcome;
  return query.by === 'event' ? (outcome) => (outcome.eventId === query.eventId ? null : outcome) : without;
};

const editRecords = (
  { records }: Places,
  query: EraseQuery,
  isDry: boolean,
): TE.TaskEither<Unavailable, number> => {
  const of = query.by === 'event' ? ({ by: 'event', id: query.eventId } as const) : ({ by: 'all' } as const);
  return pipe(
    records,
    TE.traverseSeqArray((record) => record.edit(of, changeFor(query), isDry)),
    TE.map((counts) => counts.reduce((sum, count) => sum + count, 0)),
  );
};

const allParked = async (parked: ParkedStore): Promise<E.Either<Unavailable, readonly ParkedItem[]>> => {
  const items: ParkedItem[] = [];
  for (let next: string | null = null; ;) {
    const page: Awaited<ReturnType<ReturnType<ParkedStore['list']>>> = await parked.list(
      {},
      { size: 100, next },
    )();
    if (E.isLeft(page)) return page;
    items.push(...page.right.items);
    if (page.right.next === null) return E.right(items);
    ({ next } = page.right);
  }
};

const parkedOf = (
  { parked }: Places,
  query: EraseQuery,
): TE.TaskEither<Unavailable, readonly ParkedItem[]> => {
  const isSpoken = speaksOf(query);
  return pipe(
    () => allParked(parked),
    TE.flatMap(
      TE.traverseSeqArray((item) =>
        pipe(
          parked.read(item.id),
          TE.map((content) => (content !== null && isSpoken(content) ? [item] : [])),
        ),
      ),
    ),
    TE.map((items) => items.flat()),
  );
};

/**
 * Finds what is kept of a value or an event: in the ledger, in the record of outcomes, and parked. It reads all parked things.
 */
export const findErasable =
  (places: Places) =>
  (query: EraseQuery): TE.TaskEither<Unavailable, Erasable> =>
    pipe(
      TE.Do,
      TE.bind('rows', () => rowsOf(places, query)),
      TE.bind('outcomes', () => editRecords(places, query, true)),
      TE.bind('parked', () => parkedOf(places, query)),
    );

/** A row revoked for good leaves a stub, because creations under its ids have no effect, whoever makes them. */
const fateOf =
  (now: Date): EraseFate =>
  (entry) => {
    if (isHeld(entry, now)) return 'Stay';
    return isForGood(entry) ? 'Stub' : 'Leave';
  };

/** Erases what was found, except rows of what is held. */
export const erase =
  (places: Places) =>
  (query: EraseQuery, { rows, parked }: Erasable): TE.TaskEither<Unavailable, Erased> => {
    const eraser = places.rows;
    const gone = (done: readonly boolean[]): number => done.filter((isDone) => isDone).length;
    return pipe(
      TE.Do,
      TE.bind('rows', () =>
        eraser === null
          ? TE.right(0)
          : pipe(
              rows.filter((row) => !row.isHeld),
              TE.traverseSeqArray(({ destination, externalId }) =>
                eraser.erase(destination, externalId, fateOf(places.now())),
              ),
              TE.map(gone),
            ),
      ),
      TE.bind('outcomes', () => editRecords(places, query, false)),
      TE.bind('parked', () =>
        pipe(
          parked,
          TE.traverseSeqArray(({ id }) => places.parked.remove(id)),
          TE.map(gone),
        ),
      ),
    );
  };
