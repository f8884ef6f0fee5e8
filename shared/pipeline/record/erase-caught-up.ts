import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { unavailable } from '../../failure';
import { type RecordEraser } from './record-store';
import { type Recorder } from './recorder';

/** Erases of what is kept, and of what waited here to be kept; a Left where that still waits, as it would be kept after all. */
export const eraseCaughtUp = (
  { caughtUp }: Pick<Recorder, 'caughtUp'>,
  eraser: RecordEraser,
): RecordEraser => ({
  edit: (of, change, isDry) =>
    pipe(
      TE.fromTask(caughtUp),
      TE.flatMap((isKept) =>
        isKept ? eraser.edit(of, change, isDry) : TE.left(unavailable('table', 'record-waits')),
      ),
    ),
});
