import { parseJson } from '../codec/json';
import { isObject } from '../codec/json-value';
import { type Outcome, type State } from '../pipeline/outcome';
import * as RNEA from 'fp-ts/ReadonlyNonEmptyArray';
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

const intakeKey = ({ intakeId }: SlipOwner): string => idKeyOf('intake', intakeId);

const byEvent = RNEA.groupBy(({ eventId }: SlipOwner) => idKeyOf('event', eventId));

/** The rows of its day: the slip, and where it is listed. */
export const dayRows = async ({ at, slip }: DatedSlip): Promise<readonly RecordRow[]> => {
  const { id, owners, text } = slip;
  const partitionKey = dayPartition(at);
  const place = { at, id };
  const ids = [...owners.map(intakeKey), ...Object.keys(byEvent(owners))].join(' ');
  return [
    {
      partitionKey,
      rowKey: slipRow(place),
      ids,
      ...(owners.length > 1 ? { shared: true } : {}),
      ...(await rowOfText(text)),
    },
    ...[undefined, ...statesOf(owners)].map((state) => ({
      partitionKey,
      rowKey: listedRow(listPrefix(state), place),
    })),
  ];
};

/** The rows by which an intake and an event find it, with a mark for each state; that of an intake says what is counted of it. */
export const idRows = ({ at, slip }: DatedSlip): readonly RecordRow[] => {
  const rowOf = (idKey: string, owners: readonly SlipOwner[]): RecordRow => ({
    partitionKey: idPartition(idKey),
    rowKey: listedRow(idKey, { at, id: slip.id }),
    ...Object.fromEntries(statesOf(owners).map((state) => [state, true])),
  });
  return [
    ...slip.owners.map((owner) => ({
      ...rowOf(intakeKey(owner), [owner]),
      ...(owner.mark === undefined ? {} : { mark: JSON.stringify(owner.mark) }),
      counts: JSON.stringify(owner.counts),
    })),
    ...Object.entries(byEvent(slip.owners)).map(([idKey, owners]) => rowOf(idKey, owners)),
  ];
};

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
