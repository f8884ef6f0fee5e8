import { type TableClient } from '@azure/data-tables';
import * as t from 'io-ts';
import { parseJson } from '../codec/json';
import { outcomeStates } from '../pipeline/outcome';
import { type SlipCount, type SlipMark, type SlipTally } from '../pipeline/record/record-store';
import { integerBetween } from '../codec/number';
import { oneOf } from '../codec/choice';
import { afterAll, idKeyOf, idPartition, listedFrom } from './record-keys';
import { rowsIn } from './record-reading';

/** Some two million outcomes, in twenty answers of the service. */
const maxRows = 20_000;

const count = integerBetween(0, Number.MAX_SAFE_INTEGER);
const textOrNull = t.union([t.string, t.null]);

const countsCodec = t.array(
  t.type({ destination: textOrNull, state: oneOf(outcomeStates), reason: textOrNull, count }),
) satisfies t.Type<SlipCount[]>;

const markCodec = t.union([
  t.type({ kind: t.keyof({ later: null, same: null, missed: null }) }),
  t.type({ kind: t.literal('feed'), lines: count, parts: count }),
  t.type({ kind: t.literal('part'), first: count, lines: count, run: t.string }),
]) satisfies t.Type<SlipMark>;

/** What this property of a row holds; undefined where it is not there, or not ours. */
const held = <A>(codec: t.Type<A>, value: unknown): A | undefined => {
  const read = typeof value === 'string' ? parseJson(value) : undefined;
  return read?._tag === 'Right' && codec.is(read.right) ? read.right : undefined;
};

/** What is counted in the rows by which an intake finds its slips: none of those is read. */
export const slipTally = async (
  table: TableClient,
  { intakeId, since }: { readonly intakeId: string; readonly since: number },
  abortSignal: AbortSignal,
): Promise<SlipTally> => {
  const key = idKeyOf('intake', intakeId);
  const range = {
    partitionKey: idPartition(key),
    from: key,
    before: `${listedFrom(key, since)}${afterAll}`,
  };
  const slips: SlipTally['slips'][number][] = [];
  for await (const rows of rowsIn(table, range, {
    most: maxRows,
    abortSignal,
    select: ['RowKey', 'counts', 'mark'],
  })) {
    for (const row of rows as readonly { readonly counts?: unknown; readonly mark?: unknown }[])
      slips.push({ counts: held(countsCodec, row.counts) ?? [], mark: held(markCodec, row.mark) });
    if (slips.length >= maxRows) return { slips, complete: false };
  }
  return { slips, complete: true };
};
