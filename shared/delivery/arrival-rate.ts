/** How fast callers come, lately. */
export interface ArrivalRate {
  /** One came, at so many milliseconds. */
  readonly onArrival: (at: number) => void;
  /** Callers a millisecond. */
  readonly perMs: (at: number) => number;
}

/** Of what came before, a third counts (1/e) after this long: a single one is one a second, and soon none. */
const memoryMs = 1000;

export const createArrivalRate = (): ArrivalRate => {
  let count = 0;
  let last = 0;
  const faded = (at: number): number => count * Math.exp(-Math.max(0, at - last) / memoryMs);
  return {
    onArrival: (at) => {
      count = faded(at) + 1;
      last = at;
    },
    perMs: (at) => faded(at) / memoryMs,
  };
};
