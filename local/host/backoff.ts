const minimum = 100;

/** The pauses between polls of a queue, in milliseconds: doubling, 20 % random, from 100 ms up to the maximum. */
export const createBackoff = (maximum: number, random: () => number = Math.random) => {
  let exponent = 0;
  return {
    reset: (): void => {
      exponent = 0;
    },
    next: (): number => {
      const growth = exponent === 0 ? 0 : (0.8 + 0.4 * random()) * 2 ** (exponent - 1) * minimum;
      const pause = Math.min(minimum + growth, maximum);
      if (pause < maximum) exponent += 1;
      return pause;
    },
  };
};
