import { notice, trouble, well, type Finding } from './finding';

/** How the record of outcomes stands, seen from this instance; `days` 0: outcomes are not kept. */
export interface ProbedRecord {
  readonly days: number;
  readonly seen: () => {
    readonly lost: number;
    readonly waiting: number;
    readonly awaySince: Date | null;
  };
}

/** Whether outcomes can be kept to be read. The queue of outcomes has them either way. */
export const recordFinding = ({ days, seen }: ProbedRecord): Finding => {
  const { lost, waiting, awaySince } = seen();
  if (days === 0) return well('outcomes are not kept');
  const missing = lost === 0 ? '' : `; ${lost} outcomes are not in it`;
  if (awaySince !== null)
    return trouble(
      'record-away',
      `away since ${awaySince.toISOString()}, ${waiting} outcomes wait${missing}`,
    );
  return lost > 0 ? notice('record-lost', `kept for ${days} days${missing}`) : well(`kept for ${days} days`);
};
