/** A set of routes: a bit for each, in their order, and the list of words in which any bit is set. */
export interface Mask {
  readonly bits: Int32Array;
  readonly words: readonly number[];
}

const perWord = 32;

const asMask = (bits: Int32Array): Mask => ({
  bits,
  words: [...bits.keys()].filter((word) => bits[word] !== 0),
});

/** The set of the routes at these positions. */
export const maskOf = (size: number, positions: readonly number[]): Mask => {
  const bits = new Int32Array(Math.ceil(size / perWord));
  for (const position of positions) {
    const word = Math.floor(position / perWord);
    bits[word] = (bits[word] ?? 0) | (1 << (position % perWord));
  }
  return asMask(bits);
};

/** The routes that are in at least one of the sets. */
export const union = (size: number, masks: readonly Mask[]): Mask => {
  const bits = new Int32Array(Math.ceil(size / perWord));
  for (const mask of masks)
    for (const word of mask.words) bits[word] = (bits[word] ?? 0) | (mask.bits[word] ?? 0);
  return asMask(bits);
};

export const sizeOf = ({ bits, words }: Mask): number =>
  words.reduce((sum, word) => {
    let count = 0;
    for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) count += 1;
    return sum + count;
  }, 0);

/** The routes that remain: the bits of each of these words, at the same index. What lies beyond `size` does not count. */
export interface Remaining {
  readonly words: number[];
  readonly bits: number[];
  size: number;
}

export const remainingOf = ({ bits, words }: Mask): Remaining => ({
  words: words.slice(),
  bits: words.map((word) => bits[word] ?? 0),
  size: words.length,
});

/**
 * Keeps only the routes that are in one of the masks, too, in place. One route of a thousand has one word, and no other is
 * looked at.
 */
export const narrowTo = (left: Remaining, masks: readonly Mask[]): void => {
  const { words, bits, size } = left;
  let kept = 0;
  for (let place = 0; place < size; place += 1) {
    const word = words[place] ?? 0;
    let some = 0;
    for (const mask of masks) some |= mask.bits[word] ?? 0;
    some &= bits[place] ?? 0;
    if (some === 0) continue;
    words[kept] = word;
    bits[kept] = some;
    kept += 1;
  }
  left.size = kept;
};

/** The position of the first remaining route that is in the mask. */
export const firstOf = ({ words, bits, size }: Remaining, among: Mask): number | undefined => {
  for (let place = 0; place < size; place += 1) {
    const word = words[place] ?? 0;
    const both = (bits[place] ?? 0) & (among.bits[word] ?? 0);
    if (both !== 0) return word * perWord + (31 - Math.clz32(both & -both));
  }
  return undefined;
};
