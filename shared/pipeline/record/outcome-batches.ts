import { writeJson } from '../../codec/write-json';
import { type Outcome } from '../outcome';
import { pack } from '../pack';
import { type OutcomeBatch, type BatchCount, type BatchMark } from './record-store';

/** Some hundred outcomes, in UTF-16 units: what a reader of one of them reads; one that is longer has a batch of its own. */
const maxText = 128_000;

const lengthOf = ({ text }: { readonly text: string }): number => text.length;

/** How outcomes are kept otherwise than as those of their own intake. */
export interface KeptAs {
  readonly mark?: BatchMark | undefined;
  /** As of this intake, which is its event too. Needed where there is a mark and no outcome. */
  readonly intakeId?: string | undefined;
  /** Of outcomes that are not kept themselves. */
  readonly counts?: readonly BatchCount[] | undefined;
}

/** Outcomes of one intake and event, in their order. */
const groupsOf = (outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] => {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = JSON.stringify([outcome.intakeId, outcome.eventId]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [outcome]);
    else group.push(outcome);
  }
  return [...groups.values()];
};

/** How many of these say the same. */
export const countsOf = (outcomes: readonly Outcome[]): readonly BatchCount[] => {
  const counts = new Map<string, { -readonly [K in keyof BatchCount]: BatchCount[K] }>();
  for (const { destination, state, reason } of outcomes) {
    const key = `${state} ${reason?.code ?? ''} ${destination ?? ''}`;
    const known = counts.get(key);
    if (known === undefined) counts.set(key, { destination, state, reason: reason?.code ?? null, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()];
};

/** Ids of which the later is the greater, for as long as the process lives; unlike those of any other. */
export const batchIds = (
  random: (bytes: number) => { readonly toString: (encoding: 'hex') => string },
): (() => string) => {
  let count = 0;
  return () => {
    count = (count + 1) % 0x1000000;
    return `${count.toString(16).padStart(6, '0')}${random(5).toString('hex')}`;
  };
};

/** A batch of a mark alone. */
const blank = (
  { intakeId = '', mark, counts = [] }: KeptAs,
  newBatchId: () => string,
): readonly OutcomeBatch[] =>
  mark === undefined
    ? []
    : [
        {
          id: newBatchId(),
          owners: [{ intakeId, eventId: intakeId, counts, mark }],
          namesOwners: false,
          text: '[]',
        },
      ];

/** Outcomes as batches of one intake and event each; none is dropped, and their order is kept. */
export const batchesOf = (
  outcomes: readonly Outcome[],
  newBatchId: () => string,
  as: KeptAs = {},
): readonly OutcomeBatch[] => {
  if (outcomes.length === 0) return blank(as, newBatchId);
  const namesOwners = as.intakeId === undefined;
  const groups = namesOwners ? groupsOf(outcomes) : [outcomes];
  return groups.flatMap((group) =>
    pack(
      group.map((outcome) => ({ outcome, text: writeJson(outcome) })),
      { weightOf: lengthOf, overhead: 2, atMost: Number.POSITIVE_INFINITY, most: maxText },
    ).flatMap((written) => {
      const [first] = written;
      if (first === undefined) return [];
      const { intakeId, eventId } =
        as.intakeId === undefined ? first.outcome : { intakeId: as.intakeId, eventId: as.intakeId };
      const owner = {
        intakeId,
        eventId,
        counts: countsOf(written.map(({ outcome }) => outcome)),
        ...(as.mark === undefined ? {} : { mark: as.mark }),
      };
      const text = `[${written.map(({ text: one }) => one).join(',')}]`;
      return [{ id: newBatchId(), owners: [owner], namesOwners, text }];
    }),
  );
};

/** What finds a batch is written with it: by this many owners two times fifty characters, far from what a property holds. */
const maxOwners = 100;

/** Batches in groups that may be kept as one each, in their order: of small events a hundred, of different intakes. */
export const groupBatches = <A>(
  all: readonly A[],
  batchOf: (one: A) => OutcomeBatch,
): readonly (readonly A[])[] => {
  const groups: A[][] = [];
  let intakes = new Set<string>();
  let length = Number.POSITIVE_INFINITY;
  for (const one of all) {
    const { owners, namesOwners, text } = batchOf(one);
    const fits = length + text.length <= maxText && intakes.size + owners.length <= maxOwners;
    const last = groups.at(-1);
    if (last !== undefined && fits && namesOwners && !owners.some(({ intakeId }) => intakes.has(intakeId))) {
      last.push(one);
      length += text.length;
    } else {
      groups.push([one]);
      intakes = new Set();
      length = namesOwners ? text.length : Number.POSITIVE_INFINITY;
    }
    for (const { intakeId } of owners) intakes.add(intakeId);
  }
  return groups;
};

/** Such a group as one batch, under the id of the first. */
export const joinBatches = (group: readonly OutcomeBatch[]): OutcomeBatch => ({
  id: group[0]?.id ?? '',
  owners: group.flatMap(({ owners }) => owners),
  namesOwners: group.every(({ namesOwners }) => namesOwners),
  text: `[${group.map(({ text }) => text.slice(1, -1)).join(',')}]`,
});
