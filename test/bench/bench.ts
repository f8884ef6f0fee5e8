/** One line of a bench's table; the names say the units. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Tells whoever waits what is being measured. */
export type Say = (what: string) => void;

export interface Bench {
  readonly name: string;
  /** What is measured, on what, in one line. */
  readonly title: string;
  readonly run: (say: Say) => Promise<readonly Row[]>;
}
