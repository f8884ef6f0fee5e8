/** Whether indicators have been new to a destination lately. */
export interface Novelty {
  readonly isExpected: () => boolean;
  readonly saw: (count: number, known: number) => void;
}

const enough = 100;
const most = 400;

/** The weight of a known indicator against a new one. To claim a known one costs some more calls than to look it up. */
const weight = 20;

export const createNovelty = (): Novelty => {
  let trust = 0;
  return {
    isExpected: () => trust >= enough,
    saw: (count, known) => {
      trust = Math.max(0, Math.min(most, trust + count - known - weight * known));
    },
  };
};
