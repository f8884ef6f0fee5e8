/**
 * Groups items so that each group weighs less than `most` next to `overhead` of wrapping (`weightOf`, and one for a comma), and
 * holds at most `atMost` items. Order is kept and nothing is dropped: an item too heavy for any message stands alone.
 */
export const pack = <A>(
  items: readonly A[],
  weightOf: (item: A) => number,
  overhead: number,
  atMost: number,
  most: number,
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
