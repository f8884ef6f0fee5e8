interface Packing<A> {
  readonly weightOf: (item: A) => number;
  /** Of the wrapping of a group. */
  readonly overhead: number;
  /** Items of a group. */
  readonly atMost: number;
  /** What a group weighs less than. */
  readonly most: number;
}

/**
 * Groups items so that each group weighs less than `most` next to `overhead` of wrapping (`weightOf`, and one for a comma), and
 * holds at most `atMost` items. Order is kept and nothing is dropped: an item too heavy for any message stands alone.
 */
export const pack = <A>(
  items: readonly A[],
  { weightOf, overhead, atMost, most }: Packing<A>,
): readonly (readonly A[])[] => {
  const groups: A[][] = [];
  let room = 0;
  for (const item of items) {
    const weight = weightOf(item) + 1;
    const last = groups.at(-1);
    if (last === undefined || weight > room || last.length >= atMost) {
      groups.push([item]);
      room = most - overhead - weight;
    } else {
      last.push(item);
      room -= weight;
    }
  }
  return groups;
};
