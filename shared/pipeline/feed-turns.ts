import { Semaphore } from 'async-mutex';

/** So many parts are worked off at once: more take all the time of the process, and everybody else waits. */
const partsAtOnce = 2;

/** And so many wait for their turn, so that there is one to go on with. */
const partsWaiting = 2;

/** Works when it is its turn; to be used once. */
type FeedTurn = <A>(work: () => Promise<A>) => Promise<A>;

/** Turns for parts of feeds, of one instance of the app. */
export interface FeedTurns {
  /** null: too many wait already, and it may come again. */
  readonly reserve: (mayComeAgain: boolean) => FeedTurn | null;
}

export const createFeedTurns = (): FeedTurns => {
  const turns = new Semaphore(partsAtOnce);
  let reserved = 0;
  const turn: FeedTurn = async (work) => {
    try {
      return await turns.runExclusive(work);
    } finally {
      reserved -= 1;
    }
  };
  return {
    reserve: (mayComeAgain) => {
      if (mayComeAgain && reserved >= partsAtOnce + partsWaiting) return null;
      reserved += 1;
      return turn;
    },
  };
};

/** Spread, so that those which found no room do not come again together. */
export const secondsToTurn = (random: number): number => 5 + Math.floor(random * 10);
