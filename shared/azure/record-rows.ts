import { parseJson } from '../codec/json';
import { isObject } from '../codec/json-value';
import { type Outcome, type State } from '../pipeline/outcome';
import { type DatedSlip, type SlipOwner } from '../pipeline/record/record-store';
import {
  dayPartition,
  idKeyOf,
  idPartition,
  listedRow,
  listPrefix,
  slipRow,
  type RecordKey,
} from './record-keys';
import { rowOfText, textOfRow } from './record-text';

export type RecordRow = RecordKey & Readonly<Record<string, string | boolean | Uint8Array>>;

const statesOf = (owners: readonly SlipOwner[]): readonly State[] => [
  ...new Set(owners.flatMap(({ counts }) => counts.map(({ state }) => state))),
];

/** What finds a slip by one id. */
interface Listing {
  readonly owners: readonly SlipOwner[];
  /** The one whose intake has this id. */
  readonly intake: SlipOwner | undefined;
  readonly isEvent: boolean;
}

/** By the keys of its lists: an intake and an event that have one id, as many have, share a row. */
const listingsOf = (owners: readonly SlipOwner[]): ReadonlyMap<string, Listing> => {
  const listings = new Map<string, Listing>();
  const none: Listing = { owners: [], intake: undefined, isEvent: false };
  for (const owner of owners) {
    const [intakeKey, eventKey] = [idKeyOf(owner.intakeId), idKeyOf(owner.eventId)];
    const ofIntake = listings.get(intakeKey) ?? none;
    listings.set(intakeKey, { ...ofIntake, owners: [...ofIntake.owners, owner], intake: owner });
    const ofEvent = listings.get(eventKey) ?? none;
    listings.set(eventKey, { ...ofEvent, owners: [...ofEvent.owners, owner], isEvent: true });
  }
  return listings;
};

/** The rows of its day: the slip, and where it is listed. */
export const dayRows = async ({ at, slip }: DatedSlip): Promise<readonly RecordRow[]> => {
  const { id, owners, text } = slip;
  const partitionKey = dayPartition(at);
  const place = { at, id };
  return [
    {
      partitionKey,
      rowKey: slipRow(place),
      ids: [...listingsOf(owners).keys()].join(' '),
      idsIn: idPartition(slip),
      ...(owners.length > 1 ? { shared: true } : {}),
      ...(await rowOfText(text)),
    },
    ...[undefined, ...statesOf(owners)].map((state) => ({
      partitionKey,
      rowKey: listedRow(listPrefix(state), place),
    })),
  ];
};

/** The rows by which an intake and an event find it, with a mark for each state; of an intake it says what is counted. */
export const idRows = ({ at, slip }: DatedSlip): readonly RecordRow[] =>
  Array.from(listingsOf(slip.owners), ([idKey, { owners, intake, isEvent }]) => ({
    partitionKey: idPartition(slip),
    rowKey: listedRow(idKey, { at, id: slip.id }),
    ...Object.fromEntries(statesOf(owners).map((state) => [state, true])),
    ...(isEvent ? { event: true } : {}),
    ...(intake === undefined ? {} : { intake: true, counts: JSON.stringify(intake.counts) }),
    ...(intake?.mark === undefined ? {} : { mark: JSON.stringify(intake.mark) }),
  }));

/** Whether each of its outcomes is of the intake and the event that it names itself: it is of several. */
export const isShared = (entity: unknown): boolean => isObject(entity) && entity.shared === true;

/** They were complete when they were written, by the version of then. */
const isOutcome = (value: unknown): boolean =>
  isObject(value) && typeof value.state === 'string' && typeof value.intakeId === 'string';

/** The outcomes that a slip's row holds, in their order; none where somebody wrote something else there. */
export const outcomesOfRow = (entity: unknown): readonly Outcome[] => {
  const read = parseJson(textOfRow(entity) ?? '');
  return read._tag === 'Right' && Array.isArray(read.right) && read.right.every(isOutcome)
    ? (read.right as readonly Outcome[])
    : [];
};
