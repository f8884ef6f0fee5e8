import { Semaphore } from 'async-mutex';
import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';

/** So many parts are processed at once. More would take all of the process's time while everybody else waits. */
const partsAtOnce = 2;

/** So many more wait for their turn, so that there is one to go on with. */
const partsWaiting = 2;

/** The most parts that this instance remembers as read. */
const maxRead = 20_000;

/** Reads when it is its turn, and passes on the result; then the part counts as read. Use it once. */
export type FeedTurn = <L, A>(
  read: TaskEither<L, A>,
  tell: (read: TaskEither<L, A>) => TaskEither<L, void>,
) => TaskEither<L, void>;

/** Turns for parts of feeds, within one instance of the app. Each part has a name of its own. */
export interface FeedTurns {
  /**
   * `no-room`: too many wait already, or another message brought the same part. `read`: another message brought it, and it was
   * read.
   */
  readonly reserve: (part: string) => FeedTurn | 'no-room' | 'read';
  /** For a message that was begun before and that nobody else answers for, or that can't be put back. */
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

/** Beyond this, doubling makes no difference. */
const maxDoublings = 3;

/**
 * When a part that found no room comes again: in 5 to 15 s at first, later in up to 40 to 120 s, as each time costs the queue.
 * The times are random, so that the refused parts do not come again together.
 */
export const secondsToTurn = (random: number, putBack: number): number =>
  Math.floor(5 * (1 + 2 * random) * 2 ** Math.min(putBack, maxDoublings));
