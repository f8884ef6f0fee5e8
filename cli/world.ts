/** What the command may know of where it runs. Read in run.ts, and nowhere else. */
export interface World {
  /** How it is called: `indicator-gateway`, or `npm run gateway --` in a clone. */
  readonly name: string;
  readonly now: () => Date;
  /** Columns of the terminal that standard output is; undefined where it is a file or a pipe. */
  readonly columns: number | undefined;
  /** Against which paths are read: npm starts a script in the folder of the package. */
  readonly folder: string;
}
