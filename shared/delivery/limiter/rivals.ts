/** How an instance keeps out of the way of the many that want the same permits. All in milliseconds. */
export interface Rivals {
  /** How much later to ask than the permits are free. */
  readonly delayMs: () => number;
  /** Another was faster, so many times in a row. */
  readonly onOutrun: (times: number) => void;
  /** Nobody was. */
  readonly onFirst: () => void;
  readonly areMany: () => boolean;
}

/** Beyond these the delay is the longest anyway. */
const maxDoublings = 16;

/**
 * Random delays, up to twice as long each time that another was faster. So a thousand instances ask one after another instead
 * of all at the moment when permits get free, a few still ask at once, and who asks next is left to chance.
 */
export const createRivals = (random: () => number, shortestMs: number, maxMs: number): Rivals => {
  let doublings = 0;
  let delayMs = 0;
  return {
    delayMs: () => delayMs,
    onOutrun: (times) => {
      doublings = Math.min(doublings + times, maxDoublings);
      delayMs = random() * Math.min(maxMs, shortestMs * 2 ** doublings);
    },
    onFirst: () => {
      doublings = Math.floor(doublings / 2);
      delayMs = 0;
    },
    areMany: () => doublings > 3,
  };
};
