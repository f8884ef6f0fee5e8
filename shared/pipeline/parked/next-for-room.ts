import { type Indicator } from '../../indicator/indicator';
import { inPrecedence } from '../dispatch/in-precedence';
import { type Planned } from '../outcome';

/**
 * Which of the indicators that wait for room go now: those that need no place, and the best of the others, as many as `free`
 * places allow. `placesOf` names the places that one needs. None overtakes a better one. A place that several need is taken
 * once, and all that need no other go with it.
 */
export const nextForRoom = <A extends Planned>(
  waiting: readonly A[],
  free: number,
  placesOf: (indicator: Indicator) => readonly string[],
): readonly A[] => {
  const taken = new Set<string>();
  let left = free;
  const fits = ({ indicator }: A): boolean => {
    const needed = placesOf(indicator).filter((place) => !taken.has(place));
    left -= needed.length;
    if (needed.length > 0 && left < 0) return false;
    for (const place of needed) taken.add(place);
    return true;
  };
  return inPrecedence(waiting).filter(fits);
};
