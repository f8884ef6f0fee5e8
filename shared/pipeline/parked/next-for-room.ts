import { type Indicator } from '../../indicator/indicator';
import { inPrecedence } from '../dispatch/in-precedence';
import { type Planned } from '../outcome';

/**
 * Which of the indicators that wait for room go now: those that need no place, and the best of the others, as many as `free`
 * entries allow. None overtakes a better one. An indicator that was said several times needs one place, and all that was said
 * of it goes together.
 */
export const nextForRoom = <A extends Planned>(
  waiting: readonly A[],
  free: number,
  {
    identityOf,
    weightOf,
  }: {
    readonly identityOf: (indicator: Indicator) => string;
    readonly weightOf: (indicator: Indicator) => number;
  },
): readonly A[] => {
  const ordered = inPrecedence(waiting);
  const chosen = new Set<string>();
  let left = free;
  for (const { indicator } of ordered) {
    const identity = identityOf(indicator);
    if (chosen.has(identity)) continue;
    const weight = weightOf(indicator);
    left -= weight;
    if (left >= 0 || weight === 0) chosen.add(identity);
  }
  return ordered.filter(({ indicator }) => chosen.has(identityOf(indicator)));
};
