import { pipe } from 'fp-ts/function';
import * as RA from 'fp-ts/ReadonlyArray';
import * as TE from 'fp-ts/TaskEither';

/** Ten thousand indicators make two hundred messages, which would take seconds one after the other. */
export const putsAtOnce = 8;

/** The longest time that it takes to put so many messages on the queue. With this delay none begins before the last is there. */
export const headStartSeconds = (messages: number): number => Math.ceil(messages / 20);

/** Puts messages on the queue in order, a few at a time. After some that failed, the rest is not tried. */
export const fewAtOnce =
  <A, L, B>(put: (message: A) => TE.TaskEither<L, B>) =>
  (messages: readonly A[]): TE.TaskEither<L, readonly B[]> =>
    pipe(
      RA.chunksOf(putsAtOnce)(messages),
      TE.traverseSeqArray(TE.traverseArray(put)),
      TE.map((chunks) => chunks.flat()),
    );
