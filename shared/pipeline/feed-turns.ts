import { Semaphore } from 'async-mutex';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';

/** So many parts are worked off at once: more take all the time of the process, and everybody else waits. */
const partsAtOnce = 2;

/** And so many wait for their turn, so that there is one to go on with. */
const partsWaiting = 2;

/** Parts of which this instance knows that they were read. */
const maxRead = 20_000;

/** Reads when it is its turn, and tells what came of it: then the part was read. To be used once. */
export type FeedTurn = <L, A>(
  read: TaskEither<L, A>,
  tell: (read: TaskEither<L, A>) => TaskEither<L, void>,
) => TaskEither<L, void>;

/** Turns for parts of feeds, of one instance of the app. A part is called by a name of its own. */
export interface FeedTurns {
  /** `no-room`: too many wait already, or another message brought the same part; `read`: another did, and it was read. */
  readonly reserve: (part: string) => FeedTurn | 'no-room' | 'read';
  /** For a message that was begun before, for which nobody else answers, or that can't be put back. */
  readonly insist: (part: string) => FeedTurn;
}

export const createFeedTurns = (): FeedTurns => {
  const turns = new Semaphore(partsAtOnce);
  const reserved: string[] = [];
  const known = new Set<string>();
  const turnOf =
    (part: string): FeedTurn =>
    (read, tell) =>
    async () => {
      try {
        const told = await tell(() => turns.runExclusive(read))();
        if (known.size >= maxRead) known.clear();
        if (E.isRight(told)) known.add(part);
        return told;
      } finally {
        reserved.splice(reserved.indexOf(part), 1);
      }
    };
  const insist = (part: string): FeedTurn => {
    reserved.push(part);
    return turnOf(part);
  };
  return {
    insist,
    reserve: (part) => {
      if (known.has(part)) return 'read';
      const isFull = reserved.length >= partsAtOnce + partsWaiting;
      return isFull || reserved.includes(part) ? 'no-room' : insist(part);
    },
  };
};

/** More often than that it makes no difference. */
const maxDoublings = 3;

/**
 * When a part that found no room comes again: in 5 to 15 s, and each time later, up to 40 to 120, as each time costs the queue. Spread, so
 * that those which found none do not come again together.
 */
export const secondsToTurn = (random: number, putBack: number): number =>
  Math.floor(5 * (1 + 2 * random) * 2 ** Math.min(putBack, maxDoublings));
