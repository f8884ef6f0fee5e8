import { type Indicator } from '../indicator/indicator';
import { isTakenBack } from '../indicator/taken-back';
import { type Destination, type Unfit } from '../destinations/destination';

/**
 * Why a destination is not asked about an indicator; null where it is. What is taken back may be held from when it was said with another
 * action. Only what can't be said there with any is never held.
 */
export const unfitOf = ({ unfit }: Pick<Destination, 'unfit'>, indicator: Indicator): Unfit | null =>
  unfit(isTakenBack(indicator) ? { ...indicator, action: 'alert' } : indicator);

/**
 * For indicators that came together: why a destination is not asked about each, at its position; null where it is asked. Nothing that is
 * taken back is needless, as it may be held from before the others came.
 */
export const unfitsOf = (
  kind: Pick<Destination, 'unfit' | 'surplus'>,
  indicators: readonly Indicator[],
): readonly (Unfit | null)[] => {
  const unable = indicators.map((indicator) => unfitOf(kind, indicator));
  if (kind.surplus === undefined) return unable;
  const isCompared = indicators.map((indicator, index) => unable[index] === null && !isTakenBack(indicator));
  const needless = kind.surplus(indicators.filter((_, index) => isCompared[index])).values();
  return unable.map((why, index) => (isCompared[index] === true ? (needless.next().value ?? null) : why));
};
