import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type RecordStore } from './record-store';
import { type Recorder } from './recorder';

/** The store as who was just answered by this instance reads it: what waits to be kept is kept first. A request is answered before that. */
export const readCaughtUp = ({ caughtUp }: Pick<Recorder, 'caughtUp'>, store: RecordStore): RecordStore => ({
  ...store,
  page: (...question) =>
    pipe(
      TE.fromTask(caughtUp),
      TE.flatMap(() => store.page(...question)),
    ),
  tally: (...question) =>
    pipe(
      TE.fromTask(caughtUp),
      TE.flatMap(() => store.tally(...question)),
    ),
});
