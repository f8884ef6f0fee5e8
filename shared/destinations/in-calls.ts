import { type Indicator } from '../indicator/indicator';

/** What an API counts of an indicator, and which two may not be in one call. */
export interface CallRules {
  /** The most that a call may count. */
  readonly max: number;
  readonly weightOf: (indicator: Indicator) => number;
  /** Keys of an indicator; no call holds a key twice. */
  readonly keysOf: (indicator: Indicator) => readonly string[];
}

interface OpenCall<A> {
  readonly items: A[];
  room: number;
}

/**
 * Fills calls with as many indicators as they take. Each goes into the first call that has room for it and comes after all that
 * hold one of its keys, so those that can't go together keep their order. Every item is in exactly one call.
 */
export const inCalls =
  ({ max, weightOf, keysOf }: CallRules) =>
  <A>(indicatorIn: (item: A) => Indicator) =>
  (items: readonly A[]): readonly (readonly A[])[] => {
    const calls: OpenCall<A>[] = [];
    /** The index of the call after the last that holds a key. */
    const after = new Map<string, number>();
    /** No call before this one has any room. */
    let firstOpen = 0;
    for (const item of items) {
      const indicator = indicatorIn(item);
      const weight = Math.max(1, weightOf(indicator));
      const keys = keysOf(indicator);
      let at = keys.reduce((least, key) => Math.max(least, after.get(key) ?? 0), firstOpen);
      while (at < calls.length && (calls[at]?.room ?? 0) < weight) at += 1;
      const call = (calls[at] ??= { items: [], room: max });
      call.items.push(item);
      call.room -= weight;
      for (const key of keys) after.set(key, at + 1);
      while (firstOpen < calls.length && (calls[firstOpen]?.room ?? 0) <= 0) firstOpen += 1;
    }
    return calls.map(({ items: together }) => together);
  };
