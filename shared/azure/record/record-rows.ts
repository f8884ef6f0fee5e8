import { parseJson } from '../../codec/json';
import { isObject } from '../../codec/json-value';
import { type Outcome, type State } from '../../pipeline/outcome';
import { type DatedBatch, type BatchOwner } from '../../pipeline/record/record-store';
import {
  dayPartition,
  idKeyOf,
  idPartition,
  listedRow,
  listPrefix,
  batchRow,
  type RecordKey,
} from './record-keys';
import { rowOfText, textOfRow } from './record-text';

export type RecordRow = RecordKey & Readonly<Record<string, string | boolean | Uint8Array>>;

const statesOf = (owners: readonly BatchOwner[]): readonly State[] => [
  ...new Set(owners.flatMap(({ counts }) => counts.map(({ state }) => state))),
];

/** Lists a batch under one id. */
interface Listing {
  readonly owners: readonly BatchOwner[];
  /** The owner whose intake has this id. */
  readonly intake: BatchOwner | undefined;
  readonly isEvent: boolean;
}

/** The listings of a batch, by their keys. An intake and an event often have one id; they then share a row. */
const listingsOf = (owners: readonly BatchOwner[]): ReadonlyMap<string, Listing> => {
  const listings = new Map<string, Listing>();
  const none: Listing = { owners: [], intake: undefined, isEvent: false };
  const list = (id: string, owner: BatchOwner, more: Partial<Listing>): void => {
    const key = idKeyOf(id);
    const known = listings.get(key) ?? none;
    listings.set(key, { ...known, owners: [...known.owners, owner], ...more });
  };
  for (const owner of owners) {
    const { intakeId, eventId } = owner;
    list(intakeId, owner, { intake: owner, ...(eventId === intakeId ? { isEvent: true } : {}) });
    if (eventId !== intakeId) list(eventId, owner, { isEvent: true });
  }
  return listings;
};

/** The rows of a batch. */
export interface BatchRows {
  /** In the partition of its day: the batch itself, and its rows in the lists of the day. */
  readonly day: readonly RecordRow[];
  /** Its rows in the lists by id, with a mark for each state. The row of an intake also has its counts. */
  readonly lists: readonly RecordRow[];
}

export const rowsOfBatch = async ({ at, batch }: DatedBatch): Promise<BatchRows> => {
  const { id, owners, text } = batch;
  const place = { at, id };
  const [partitionKey, idsIn, listings] = [dayPartition(at), idPartition(place), listingsOf(owners)];
  return {
    day: [
      {
        partitionKey,
        rowKey: batchRow(place),
        ids: [...listings.keys()].join(' '),
        idsIn,
        ...(owners.length > 1 ? { shared: true } : {}),
        ...(await rowOfText(text)),
      },
      ...[undefined, ...statesOf(owners)].map((state) => ({
        partitionKey,
        rowKey: listedRow(listPrefix(state), place),
      })),
    ],
    lists: Array.from(listings, ([idKey, listing]) => ({
      partitionKey: idsIn,
      rowKey: listedRow(idKey, place),
      ...Object.fromEntries(statesOf(listing.owners).map((state) => [state, true])),
      ...(listing.isEvent ? { event: true } : {}),
      ...(listing.intake === undefined
        ? {}
        : { intake: true, counts: JSON.stringify(listing.intake.counts) }),
      ...(listing.intake?.mark === undefined ? {} : { mark: JSON.stringify(listing.intake.mark) }),
    })),
  };
};

/** Whether several intakes share the batch. Each of its outcomes then belongs to the intake and the event that it names. */
export const isShared = (entity: unknown): boolean => isObject(entity) && entity.shared === true;

/** No more is checked: an outcome of an earlier version has what was complete at its time. */
const isOutcome = (value: unknown): boolean =>
  isObject(value) && typeof value.state === 'string' && typeof value.intakeId === 'string';

const isOutcomeOrGap = (value: unknown): boolean => value === null || isOutcome(value);

/**
 * The outcomes that a batch's row holds, each at its place, with null for one that was erased; none where somebody wrote something else
 * there.
 */
export const outcomesOfRow = (entity: unknown): readonly (Outcome | null)[] => {
  const read = parseJson(textOfRow(entity) ?? '');
  return read._tag === 'Right' && Array.isArray(read.right) && read.right.every(isOutcomeOrGap)
    ? (read.right as readonly (Outcome | null)[])
    : [];
};
