import { type Task } from 'fp-ts/Task';
import { notice, trouble, type Finding } from './finding';
import { type Code } from './remedies';

export interface Check {
  readonly name: string;
  readonly look: Task<Finding>;
  /** The code for the case that nothing is found in time. */
  readonly late: Code;
  /** true: worth knowing, and no trouble. */
  readonly isNote?: boolean;
}

/** Waits for an answer, but no longer than `ms`. */
export const withinPatience = <A>(ms: number, answer: Promise<A>, late: A): Promise<A> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late), ms);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });

/** Runs a check. Never rejects, and ends in time whatever the check does. */
export const look = async (
  { look: find, late, isNote = false }: Check,
  patienceMs: number,
): Promise<Finding> => {
  const missed = isNote ? notice : trouble;
  const tooLate = missed(late, `nothing was found out in ${patienceMs / 1000} s`);
  try {
    return await withinPatience(patienceMs, find(), tooLate);
  } catch {
    return missed('check-failed', 'the check failed');
  }
};
