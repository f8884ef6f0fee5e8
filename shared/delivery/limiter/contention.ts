/** How an instance keeps out of the way when many want the same permits. All times are milliseconds. */
export interface Contention {
  /** How much later to ask than the permits are free. */
  readonly delayMs: () => number;
  /** Another was faster, for so many times in a row. */
  readonly onLost: (times: number) => void;
  /** No other was faster. */
  readonly onWon: () => void;
  readonly isHigh: () => boolean;
}

/** After this many doublings the delay is the longest anyway. */
const maxDoublings = 16;

/**
 * Random delays whose upper limit doubles each time that another was faster. So a thousand instances ask one after another and
 * not all at the moment when permits get free. A few still ask at once, and who asks next is left to chance.
 */
export const createContention = (random: () => number, shortestMs: number, maxMs: number): Contention => {
  let doublings = 0;
  let delayMs = 0;
  return {
    delayMs: () => delayMs,
    onLost: (times) => {
      doublings = Math.min(doublings + times, maxDoublings);
      delayMs = random() * Math.min(maxMs, shortestMs * 2 ** doublings);
    },
    onWon: () => {
      doublings = Math.floor(doublings / 2);
      delayMs = 0;
    },
    isHigh: () => doublings > 3,
  };
};
