import { Failure } from './failure';
import { type OutcomesPage, type ShownOutcome } from './gateway';

/** What following needs. */
export interface Following {
  /** What was kept after a moment or a cursor, the oldest first. */
  readonly read: (after: string) => Promise<OutcomesPage>;
  readonly print: (one: ShownOutcome) => void;
  /** Is told where to go on, after each line that was printed and where there was none. */
  readonly keep: (cursor: string) => void;
  /** Until there may be more. */
  readonly pause: () => Promise<void>;
  readonly note: (text: string) => void;
}

/** Outcomes of a page that is full: there may be more at once. */
export const followedAtOnce = 500;

/** Prints what comes, for as long as it may. A gateway that cannot be asked in between is asked again; one that refuses ends it. */
export const followOutcomes = async (
  { read, print, keep, pause, note }: Following,
  start: string,
): Promise<never> => {
  let after = start;
  for (let isFirst = true; ; isFirst = false) {
    try {
      const { outcomes, next } = await read(after);
      for (const one of outcomes) {
        print(one);
        keep(one.cursor);
      }
      after = next ?? outcomes.at(-1)?.cursor ?? after;
      keep(after);
      if (outcomes.length >= followedAtOnce) continue;
    } catch (failure) {
      if (isFirst || !(failure instanceof Failure) || !failure.mayPass) throw failure;
      note(`${failure.message}; asked again`);
    }
    await pause();
  }
};
