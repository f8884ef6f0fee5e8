/** Why something is not well, and what to do about it. */
export interface Remedy {
  readonly cause: string;
  readonly remedy: string;
}
