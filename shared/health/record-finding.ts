import { notice, trouble, healthy, type Finding } from './finding';

/** The state of the record of outcomes, as this instance sees it. `days` 0: outcomes are not kept. */
export interface ProbedRecord {
  readonly days: number;
  readonly seen: () => {
    readonly lost: number;
    readonly waiting: number;
    readonly awaySince: Date | null;
  };
}

/** Whether outcomes can be kept for reading. They go to the queue of outcomes either way. */
export const recordFinding = ({ days, seen }: ProbedRecord): Finding => {
  const { lost, waiting, awaySince } = seen();
  if (days === 0) return healthy('outcomes are not kept');
  const missing = lost === 0 ? '' : `; ${lost} outcomes are not in it`;
  if (awaySince !== null)
    return trouble(
      'record-away',
      `away since ${awaySince.toISOString()}, ${waiting} outcomes wait${missing}`,
    );
  return lost > 0
    ? notice('record-lost', `kept for ${days} days${missing}`)
    : healthy(`kept for ${days} days`);
};
