import { type Indicator } from '../indicator/indicator';
import { isTakenBack } from '../indicator/taken-back';
import { type Destination, type Unfit } from '../destinations/destination';

type Kind = Pick<Destination, 'unfit'>;

const withAnotherAction = (indicator: Indicator): Indicator => ({ ...indicator, action: 'alert' });

/** Whether it is only its action that keeps it away, so that it may be held from when its source said it with another. */
export const isKeptByAction = ({ unfit }: Kind, indicator: Indicator): boolean =>
  unfit(indicator) !== null && unfit(withAnotherAction(indicator)) === null;

/**
 * Why a destination is not asked about an indicator; null where it is. What is taken back may be held from when it was said with another
 * action. Only what can't be said there with any is never held.
 */
export const unfitOf = ({ unfit }: Kind, indicator: Indicator): Unfit | null =>
  unfit(isTakenBack(indicator) ? withAnotherAction(indicator) : indicator);

/**
 * For indicators that came together: why a destination is not asked about each, at its position; null where it is asked. Nothing that is
 * taken back is needless, as it may be held from before the others came.
 */
export const unfitsOf = (
  kind: Kind & Pick<Destination, 'surplus'>,
  indicators: readonly Indicator[],
): readonly (Unfit | null)[] => {
  const unable = indicators.map((indicator) => unfitOf(kind, indicator));
  if (kind.surplus === undefined) return unable;
  const isCompared = indicators.map((indicator, index) => unable[index] === null && !isTakenBack(indicator));
  const needless = kind.surplus(indicators.filter((_, index) => isCompared[index])).values();
  return unable.map((why, index) => (isCompared[index] === true ? (needless.next().value ?? null) : why));
};
