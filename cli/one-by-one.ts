import { failureOf, type Failure } from './failure';
import { createProgress } from './progress';
import { type Cell } from './tsv';

/** The result for one id. */
export type Result<A> =
  | { readonly _tag: 'Done'; readonly id: string; readonly value: A }
  | { readonly _tag: 'Failed'; readonly id: string; readonly failure: Failure };

interface Task<A> {
  /** The verb of a progress line: `replaying`. */
  readonly verb: string;
  readonly work: (id: string) => Promise<A>;
  readonly describe: (value: A) => string;
}

/** Works on one id after the other. It goes on after a failure, unless all others would fail the same way. */
export const oneByOne = async <A>(
  ids: readonly string[],
  { verb, work, describe }: Task<A>,
): Promise<readonly Result<A>[]> => {
  const progress = await createProgress();
  const results: Result<A>[] = [];
  for (const [index, id] of ids.entries()) {
    const place = `${index + 1}/${ids.length} ${id}`;
    progress.begin(`${verb} ${place}`);
    try {
      const value = await work(id);
      results.push({ _tag: 'Done', id, value });
      progress.end(true, `${place} ${describe(value)}`);
    } catch (thrown) {
      const failure = failureOf(thrown);
      results.push({ _tag: 'Failed', id, failure });
      progress.end(false, `${place} ${failure.message}\n${failure.advice.replace(/^/gm, '       ')}`);
      if (failure.isGeneral) return results;
    }
  }
  return results;
};

/** A row for -o tsv: the id, whether it was done, and what came of it or why not. */
export const resultRow =
  <A>(describe: (value: A) => string) =>
  (result: Result<A>): readonly Cell[] => [
    result.id,
    result._tag === 'Done',
    result._tag === 'Done' ? describe(result.value) : `${result.failure.message}: ${result.failure.advice}`,
  ];

/** The record for -o json. */
export const resultJson = <A>(result: Result<A>): unknown =>
  result._tag === 'Done'
    ? { id: result.id, ok: true, report: result.value }
    : { id: result.id, ok: false, error: result.failure.message, advice: result.failure.advice };
