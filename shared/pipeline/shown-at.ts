import { type HttpCall, type Instance, type Unfit } from '../destinations/destination';
import { unfitsOf } from '../delivery/unfits';
import { type Indicator } from '../indicator/indicator';

/** What a destination would be sent for one indicator, or why it would not be asked; one of the two is null. */
export interface ShownAt {
  readonly destination: string;
  readonly kind: string;
  readonly call: HttpCall | null;
  readonly reason: Unfit | null;
}

/** What of an instance is needed to show it. */
export type Shown = Pick<Instance, 'name' | 'kind' | 'standby'>;

const standby: Unfit = {
  code: 'standby',
  text: 'this destination gets only what another hands over that takes nothing any more',
};

/**
 * For each of the indicators of one event, at its position, the call that creates it where it is alone and not held yet; several
 * go in one call where the destination takes them.
 */
export const shownAt =
  (at: Date, indicators: readonly Indicator[]) =>
  ({ name, kind, standby: isStandby }: Shown): readonly ShownAt[] => {
    const unfits = unfitsOf(kind, indicators);
    return indicators.map((indicator, index) => {
      const reason = isStandby ? standby : (unfits[index] ?? null);
      const call = reason === null ? kind.request([kind.known?.(indicator) ?? indicator], at) : null;
      return { destination: name, kind: kind.name, call, reason };
    });
  };
