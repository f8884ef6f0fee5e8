import { failureOf, type Failure } from './failure';
import { createProgress } from './progress';

/** What came of one id. */
export type Result<A> =
  | { readonly id: string; readonly ok: true; readonly value: A }
  | { readonly id: string; readonly ok: false; readonly failure: Failure };

/** Does one after the other and goes on after a failure, but for one that all others would meet as well. */
export const oneByOne = async <A>(
  ids: readonly string[],
  verb: string,
  work: (id: string) => Promise<A>,
  describe: (value: A) => string,
): Promise<readonly Result<A>[]> => {
  const progress = createProgress();
  const results: Result<A>[] = [];
  for (const [index, id] of ids.entries()) {
    const place = `${index + 1}/${ids.length} ${id}`;
    progress.begin(`${verb} ${place}`);
    try {
      const value = await work(id);
      results.push({ id, ok: true, value });
      progress.end(true, `${place} ${describe(value)}`);
    } catch (thrown) {
      const failure = failureOf(thrown);
      results.push({ id, ok: false, failure });
      progress.end(false, `${place} ${failure.message}\n${failure.advice.replace(/^/gm, '       ')}`);
      if (failure.isGeneral) return results;
    }
  }
  return results;
};

/** For --json. */
export const resultJson = <A>(result: Result<A>): unknown =>
  result.ok
    ? { id: result.id, ok: true, report: result.value }
    : { id: result.id, ok: false, error: result.failure.message, advice: result.failure.advice };
