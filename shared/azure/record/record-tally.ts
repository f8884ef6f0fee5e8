import { type TableClient } from '@azure/data-tables';
import * as t from 'io-ts';
import { parseJson } from '../../codec/json';
import { outcomeStates } from '../../pipeline/outcome';
import { type BatchCount, type BatchMark, type BatchTally } from '../../pipeline/record/record-store';
import { integerBetween } from '../../codec/number';
import { oneOf } from '../../codec/choice';
import { afterAll, listedFrom } from './record-keys';
import { idRanges, listedInAll } from './record-reading';

/** The most rows that are counted: some two million outcomes, in twenty answers of the service. */
const maxRows = 20_000;

const count = integerBetween(0, Number.MAX_SAFE_INTEGER);
const textOrNull = t.union([t.string, t.null]);

const countsCodec = t.array(
  t.type({ destination: textOrNull, state: oneOf(outcomeStates), reason: textOrNull, count }),
) satisfies t.Type<BatchCount[]>;

const markCodec = t.union([
  t.type({ kind: t.keyof({ later: null, same: null, missed: null }) }),
  t.type({ kind: t.literal('feed'), lines: count, parts: count }),
  t.type({ kind: t.literal('part'), first: count, lines: count, run: t.string }),
]) satisfies t.Type<BatchMark>;

/** The value of a property; undefined where it is missing, or is none of ours. */
const held = <A>(codec: t.Type<A>, value: unknown): A | undefined => {
  const read = typeof value === 'string' ? parseJson(value) : undefined;
  return read?._tag === 'Right' && codec.is(read.right) ? read.right : undefined;
};

/** Adds up the counts of an intake. They are in the rows that list its batches, so no batch is read. */
export const batchTally = async (
  table: TableClient,
  { intakeId, since }: { readonly intakeId: string; readonly since: number },
  abortSignal: AbortSignal,
): Promise<BatchTally> => {
  const ranges = idRanges('intake', intakeId).map((range) => ({
    ...range,
    before: `${listedFrom(range.from, since)}${afterAll}`,
  }));
  const batches: BatchTally['batches'][number][] = [];
  const reading = { most: maxRows, abortSignal, select: ['RowKey', 'counts', 'mark'] };
  for await (const listed of listedInAll(table, ranges, reading)) {
    for (const { row } of listed) {
      const { counts, mark } = row as { readonly counts?: unknown; readonly mark?: unknown };
      batches.push({ counts: held(countsCodec, counts) ?? [], mark: held(markCodec, mark) });
    }
    if (batches.length >= maxRows) return { batches, complete: false };
  }
  return { batches, complete: true };
};
