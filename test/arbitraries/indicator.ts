import fc from 'fast-check';
import { type TiIndicator } from '../../shared/codec/ti-indicator';
import { type Destination } from '../../shared/destinations/destination';
import { type Indicator } from '../../shared/indicator/indicator';
import { validTiIndicator } from './ti-indicator';

const oddIds = ['__proto__', 'constructor', 'toString', '0', 'a/b~c', '"', 'Failed to create', 'ü😀'];

/** Mostly a few, since what holds for one holds for another; sometimes as many as allowed. */
const sizeOf = (most: number): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: Math.min(most, 12) }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: most }) },
  );

/** Between one and `most` valid indicators with distinct `externalId`s. Few are drawn, so that a hundred cost little. */
export const batchOf = (most: number): fc.Arbitrary<readonly [Indicator, ...Indicator[]]> => {
  const one = fc.tuple(sizeOf(most), fc.shuffledSubarray(oddIds), fc.nat());
  return fc
    .tuple(one, validTiIndicator, fc.array(validTiIndicator, { maxLength: 3 }))
    .map(([[size, odd, salt], first, others]) => {
      const drawn: readonly TiIndicator[] = [first, ...others];
      const rest = Array.from({ length: size - 1 }, (_, index) => ({
        ...(drawn[(index + 1) % drawn.length] ?? first),
        externalId: odd[index] ?? `${salt}-${index}`,
      }));
      return [{ ...first, externalId: `first-${salt}` }, ...rest];
    });
};

/** Indicators that a destination takes in one call. */
export const callOf = ({ perCall, unfit, calls }: Destination): fc.Arbitrary<readonly Indicator[]> =>
  batchOf(perCall)
    .map((batch) => batch.filter((indicator) => unfit(indicator) === null))
    .filter((batch) => batch.length > 0)
    .map((batch) => calls(batch)[0] ?? []);
