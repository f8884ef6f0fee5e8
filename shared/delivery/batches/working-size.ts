/** The most items of one call that a destination takes in practice. */
export interface WorkingSize {
  readonly now: () => number;
  /** A refused bulk was taken in two halves, the larger of this size. */
  readonly halved: (items: number) => void;
  /** A call of this size was taken as it was. */
  readonly taken: (items: number) => void;
}

/** A passing error halves a bulk, too. Only what happens repeatedly says something about the size. */
const timesInARow = 3;

/**
 * Starts at the documented size. After three bulks in a row that were taken only in halves, with none as large taken in
 * between, it uses the smaller size for `forMs`, as the trouble may pass. It never goes under a quarter, so that a bad hour
 * does not cost the rate.
 */
export const createWorkingSize = (documented: number, now: () => Date, forMs: number): WorkingSize => {
  const least = Math.ceil(documented / 4);
  let learnt = documented;
  let until = 0;
  let row = 0;
  const current = (): number => (now().getTime() < until ? learnt : documented);
  return {
    now: current,
    halved: (items) => {
      row += 1;
      if (row < timesInARow) return;
      learnt = Math.max(least, Math.min(items, documented));
      until = now().getTime() + forMs;
      row = 0;
    },
    taken: (items) => {
      if (items > current() / 2) row = 0;
    },
  };
};
