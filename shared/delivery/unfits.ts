import { type Indicator } from '../indicator/indicator';
import { type Destination, type Unfit } from '../destinations/destination';

/** For indicators that came together: why a destination is not asked about each, at its position; null where it is asked. */
export const unfitsOf = (
  { unfit, surplus }: Pick<Destination, 'unfit' | 'surplus'>,
  indicators: readonly Indicator[],
): readonly (Unfit | null)[] => {
  const unable = indicators.map(unfit);
  if (surplus === undefined) return unable;
  const needless = surplus(indicators.filter((_, index) => unable[index] === null)).values();
  return unable.map((why) => why ?? needless.next().value ?? null);
};
