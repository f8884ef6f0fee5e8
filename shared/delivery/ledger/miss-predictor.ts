/** Whether a look-up in the ledger would find nothing, since indicators have been new to a destination lately. */
export interface MissPredictor {
  readonly expectsMisses: () => boolean;
  readonly record: (count: number, known: number) => void;
}

const enough = 100;
const most = 400;

/** The weight of a known indicator against a new one. To claim a known one costs some more calls than to look it up. */
const weight = 20;

export const createMissPredictor = (): MissPredictor => {
  let score = 0;
  return {
    expectsMisses: () => score >= enough,
    record: (count, known) => {
      score = Math.max(0, Math.min(most, score + count - known - weight * known));
    },
  };
};
