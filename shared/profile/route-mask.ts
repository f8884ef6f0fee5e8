/** A bit for each route, in their order. */
export type Mask = Uint32Array;

const bits = 32;

/** The routes at these positions. */
export const maskOf = (size: number, positions: readonly number[]): Mask => {
  const mask = new Uint32Array(Math.ceil(size / bits));
  for (const position of positions) addTo(mask, position);
  return mask;
};

export const addTo = (mask: Mask, position: number): void => {
  const index = Math.floor(position / bits);
  mask[index] = (mask[index] ?? 0) | (1 << (position % bits));
};

/** Leaves in `left` what is in one of the masks too, and gives the words that have something left; only `words` have. */
export const narrowTo = (left: Mask, words: readonly number[], masks: readonly Mask[]): readonly number[] => {
  const some: number[] = [];
  for (const word of words) {
    let kept = 0;
    for (const mask of masks) kept |= mask[word] ?? 0;
    kept &= left[word] ?? 0;
    left[word] = kept;
    if (kept !== 0) some.push(word);
  }
  return some;
};

/** The position of the first route that is in both masks, which have something in these words alone. */
export const firstOf = (mask: Mask, words: readonly number[], among: Mask): number | undefined => {
  for (const word of words) {
    const both = (mask[word] ?? 0) & (among[word] ?? 0);
    if (both !== 0) return word * bits + (31 - Math.clz32(both & -both));
  }
  return undefined;
};
