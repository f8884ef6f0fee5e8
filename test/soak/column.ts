/** A growing column of numbers, at a few bytes an indicator, since a run may hold millions. */
const column = (make: (length: number) => Uint8Array | Float64Array) => {
  let cells = make(1024);
  return {
    get: (n: number): number => cells[n] ?? 0,
    set: (n: number, value: number): void => {
      if (n >= cells.length) {
        const larger = make(Math.max(n + 1, cells.length * 2));
        larger.set(cells);
        cells = larger;
      }
      cells[n] = value;
    },
  };
};

export const bytes = () => column((length) => new Uint8Array(length));
export const doubles = () => column((length) => new Float64Array(length));
