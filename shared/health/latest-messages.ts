import { type JobShare } from './ports';

/** What the latest messages of each queue held, among those that this instance put there or took. */
export interface LatestMessages {
  readonly note: (queue: string, shares: readonly JobShare[]) => void;
  /** The shares of each message; empty where nothing was noted. */
  readonly of: (queue: string) => readonly (readonly JobShare[])[];
}

/** As many messages as a queue shows of itself. */
const most = 32;

export const createLatestMessages = (): LatestMessages => {
  const known = new Map<string, readonly (readonly JobShare[])[]>();
  const of: LatestMessages['of'] = (queue) => known.get(queue) ?? [];
  return {
    of,
    note: (queue, shares) => {
      known.set(queue, [...of(queue), shares].slice(-most));
    },
  };
};
