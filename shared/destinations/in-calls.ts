import { type Indicator } from '../indicator/indicator';

/** What an API counts of one indicator, and which two may not stand in one call. */
export interface CallRules {
  /** Most of what is counted in one call. */
  readonly max: number;
  readonly weightOf: (indicator: Indicator) => number;
  /** No call holds one of these twice. */
  readonly keysOf: (indicator: Indicator) => readonly string[];
}

/** In order, as many together as a call takes; every item in exactly one call. */
export const inCalls =
  ({ max, weightOf, keysOf }: CallRules) =>
  <A>(indicatorIn: (item: A) => Indicator) =>
  (items: readonly A[]): readonly (readonly A[])[] => {
    const calls: A[][] = [];
    let room = 0;
    let keys = new Set<string>();
    for (const item of items) {
      const indicator = indicatorIn(item);
      const weight = Math.max(1, weightOf(indicator));
      const itemKeys = keysOf(indicator);
      if (calls.length === 0 || weight > room || itemKeys.some((key) => keys.has(key))) {
        calls.push([]);
        room = max;
        keys = new Set();
      }
      calls.at(-1)?.push(item);
      room -= weight;
      for (const key of itemKeys) keys.add(key);
    }
    return calls;
  };
