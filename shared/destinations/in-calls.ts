import { type Indicator } from '../indicator/indicator';

/** What an API counts of one item, and which two may not stand in one call. */
export interface CallRules<A> {
  /** Most of what is counted in one call. */
  readonly most: number;
  readonly weightOf: (item: A) => number;
  /** No call holds one of these twice. */
  readonly keysOf: (item: A) => readonly string[];
}

/** In order, as many together as a call takes; every item in exactly one call. */
export const inCalls =
  <A extends { readonly indicator: Indicator }>({ most, weightOf, keysOf }: CallRules<A>) =>
  (items: readonly A[]): readonly (readonly A[])[] => {
    const calls: A[][] = [];
    let room = 0;
    let keys = new Set<string>();
    for (const item of items) {
      const weight = Math.max(1, weightOf(item));
      const itemKeys = keysOf(item);
      if (calls.length === 0 || weight > room || itemKeys.some((key) => keys.has(key))) {
        calls.push([]);
        room = most;
        keys = new Set();
      }
      calls.at(-1)?.push(item);
      room -= weight;
      for (const key of itemKeys) keys.add(key);
    }
    return calls;
  };
