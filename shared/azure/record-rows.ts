import { parseJson } from '../codec/json';
import { isObject } from '../codec/json-value';
import { type Outcome, type State } from '../pipeline/outcome';
import { type DatedSlip, type Slip } from '../pipeline/record/record-store';
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

const statesOf = ({ slip }: DatedSlip): readonly State[] => [
  ...new Set(slip.counts.map(({ state }) => state)),
];

/** The lists of ids that it stands in. Both are in one partition where an event is called as its intake, which many are. */
const idKeysOf = ({ intakeId, eventId }: Slip): readonly string[] => [
  idKeyOf('intake', intakeId),
  idKeyOf('event', eventId),
];

/** The rows of its day: the slip, and where it is listed. */
export const dayRows = async (dated: DatedSlip): Promise<readonly RecordRow[]> => {
  const { at, slip } = dated;
  const partitionKey = dayPartition(at);
  const place = { at, id: slip.id };
  const ids = idKeysOf(slip).join(' ');
  return [
    { partitionKey, rowKey: slipRow(place), ids, ...(await rowOfText(slip.text)) },
    ...[undefined, ...statesOf(dated)].map((state) => ({
      partitionKey,
      rowKey: listedRow(listPrefix(state), place),
    })),
  ];
};

/** The rows by which its intake and its event find it: with a mark for each state, and what it counts. */
export const idRows = (dated: DatedSlip): readonly RecordRow[] => {
  const { at, slip } = dated;
  const marks = Object.fromEntries(statesOf(dated).map((state) => [state, true]));
  return idKeysOf(slip).map((idKey) => ({
    partitionKey: idPartition(idKey),
    rowKey: listedRow(idKey, { at, id: slip.id }),
    ...marks,
    ...(slip.mark === undefined ? {} : { mark: JSON.stringify(slip.mark) }),
    counts: JSON.stringify(slip.counts),
  }));
};

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
