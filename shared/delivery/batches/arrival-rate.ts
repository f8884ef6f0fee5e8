/** How fast callers have been coming lately. */
export interface ArrivalRate {
  /** A caller came, at this time in milliseconds. */
  readonly onArrival: (at: number) => void;
  /** Callers a millisecond. */
  readonly perMs: (at: number) => number;
}

/** After this time, an arrival counts only a third (1/e). A single caller counts as one a second at first, and soon as none. */
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
