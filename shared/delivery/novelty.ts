/** Whether what comes to a destination has been new to it lately. */
export interface Novelty {
  readonly isExpected: () => boolean;
  readonly saw: (count: number, known: number) => void;
}

const enough = 100;
const most = 400;

/** What a known one counts against new ones: looked up in vain it costs some calls more than a look-up. */
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
