/** One line of a bench's table; the names say the units. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Tells whoever waits what is being measured. */
export type Say = (what: string) => void;

/** A smaller run than the usual one, to see whether it works. */
export interface Smaller {
  /** At most so many indicators. */
  readonly indicators?: number | undefined;
  /** To that destination only. */
  readonly to?: string | undefined;
}

export interface Bench {
  readonly name: string;
  /** What is measured, on what, in one line. */
  readonly title: string;
  readonly run: (say: Say, smaller: Smaller) => Promise<readonly Row[]>;
}

/** The cases of a bench, all and whole unless a smaller run is asked for. */
export const inSmall = <A extends { readonly to: string; readonly indicators: number }>(
  cases: readonly A[],
  { indicators = Infinity, to }: Smaller,
): readonly A[] =>
  cases
    .filter((one) => to === undefined || one.to === to)
    .map((one) => ({ ...one, indicators: Math.min(indicators, one.indicators) }));
