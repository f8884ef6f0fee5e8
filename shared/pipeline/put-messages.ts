import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';

/** Ten thousand indicators are two hundred messages: one after the other they would take seconds. */
export const putsAtOnce = 8;

/** How long it takes at most to put so many messages on the queue, so that none is begun before the last is there. */
export const headStartSeconds = (messages: number): number => Math.ceil(messages / 20);

/** Puts messages a few at a time, in order; what comes after some that failed is not tried. */
export const fewAtOnce =
  <A, L, B>(put: (message: A) => TE.TaskEither<L, B>) =>
  (messages: readonly A[]): TE.TaskEither<L, readonly B[]> =>
    pipe(
      RA.chunksOf(putsAtOnce)(messages),
      TE.traverseSeqArray(TE.traverseArray(put)),
      TE.map((chunks) => chunks.flat()),
    );
