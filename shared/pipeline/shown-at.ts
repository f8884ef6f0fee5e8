import { type HttpCall, type Instance, type Unfit } from '../destinations/destination';
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

/** The call that creates an indicator that is alone and not held yet; several go in one call where the destination takes them. */
export const shownAt =
  (at: Date, indicator: Indicator) =>
  ({ name, kind, standby: isStandby }: Shown): ShownAt => {
    const reason = isStandby ? standby : kind.unfit(indicator);
    const call = reason === null ? kind.request([kind.known?.(indicator) ?? indicator], at) : null;
    return { destination: name, kind: kind.name, call, reason };
  };
