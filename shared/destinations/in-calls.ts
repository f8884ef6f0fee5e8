import { type Indicator } from '../indicator/indicator';

/** What an API counts of one indicator, and which two may not stand in one call. */
export interface CallRules {
  /** Most of what is counted in one call. */
  readonly max: number;
  readonly weightOf: (indicator: Indicator) => number;
  /** No call holds one of these twice. */
  readonly keysOf: (indicator: Indicator) => readonly string[];
}

interface OpenCall<A> {
  readonly items: A[];
  room: number;
}

/**
 * As many together as a call takes, each in the first call that has room for it and is after all that hold one of its keys, so
 * that those who can't go together keep their order. Every item in exactly one call.
 */
export const inCalls =
  ({ max, weightOf, keysOf }: CallRules) =>
  <A>(indicatorIn: (item: A) => Indicator) =>
  (items: readonly A[]): readonly (readonly A[])[] => {
    const calls: OpenCall<A>[] = [];
    /** The call after the last that holds a key. */
    const after = new Map<string, number>();
    /** No call before it has any room. */
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
