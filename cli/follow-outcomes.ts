import { Failure } from './failure';
import { type OutcomesPage, type ShownOutcome } from './gateway-answers';

/** What following the outcomes needs. */
export interface Following {
  /** The outcomes kept after a moment or a cursor, the oldest first. */
  readonly read: (after: string) => Promise<OutcomesPage>;
  /** Ends once the line is given out. */
  readonly print: (one: ShownOutcome) => Promise<void>;
  /** Told where to go on, after each line that was given out and where there was none. */
  readonly keep: (cursor: string) => void;
  /** Waits until there may be more. */
  readonly pause: () => Promise<void>;
  readonly note: (text: string) => void;
}

/** The outcomes of a full page; then there may be more at once. */
export const followedAtOnce = 500;

/**
 * Prints outcomes as they come, as long as allowed. Where the gateway can't be reached it is asked again; where it refuses,
 * following ends.
 */
export const followOutcomes = async (
  { read, print, keep, pause, note }: Following,
  start: string,
): Promise<never> => {
  let after = start;
  for (let isFirst = true; ; isFirst = false) {
    try {
      const { outcomes, next } = await read(after);
      for (const one of outcomes) {
        await print(one);
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
