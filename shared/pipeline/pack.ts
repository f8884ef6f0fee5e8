interface Packing<A> {
  readonly weightOf: (item: A) => number;
  /** What the wrapping of a group weighs. */
  readonly overhead: number;
  /** The most items in a group. */
  readonly atMost: number;
  /** The weight that a group has to stay under. */
  readonly most: number;
}

/**
 * Groups items so that each group, with `overhead` for its wrapping, weighs less than `most` (`weightOf`, and one for a comma)
 * and holds at most `atMost` items. The order is kept and nothing is dropped: an item too heavy for any message stands alone.
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
