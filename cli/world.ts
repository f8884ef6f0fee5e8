/** What the command may know of where it runs. It is read in run.ts and nowhere else. */
export interface World {
  /** How the command is called: `indicator-gateway`, or `npm run gateway --` in a clone. */
  readonly name: string;
  readonly now: () => Date;
  /** Columns of the terminal on standard output; undefined where that is a file or a pipe. */
  readonly columns: number | undefined;
  /** The folder against which paths are read: npm starts a script in the folder of the package. */
  readonly folder: string;
}
