/** A stream of random numbers that a seed repeats. */
export interface Random {
  /** From 0 to under 1. */
  readonly next: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly integer: (least: number, most: number) => number;
  readonly pick: <A>(from: readonly [A, ...A[]]) => A;
}

/** mulberry32; streams of different names do not follow one another. */
export const randomOf = (seed: number, name: string): Random => {
  let state = Array.from(name).reduce(
    (hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0),
    seed + 0x9e3779b9,
  );
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return { next, integer, pick: (from) => from[integer(0, from.length - 1)] ?? from[0] };
};
