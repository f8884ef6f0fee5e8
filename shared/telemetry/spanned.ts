import { type TaskEither } from 'fp-ts/TaskEither';
import { type SpanStart, type Telemetry } from './telemetry';

/** Runs work in a span of its own. Where the work fails, the span fails with the failure's code. */
export const spanned =
  <E>({ span }: Pick<Telemetry, 'span'>, start: SpanStart, codeOf: (failure: E) => string) =>
  <A>(work: TaskEither<E, A>): TaskEither<E, A> =>
  () =>
    span(start, async ({ fail }) => {
      const result = await work();
      if (result._tag === 'Left') fail(codeOf(result.left));
      return result;
    });
