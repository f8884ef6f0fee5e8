import { type Instance } from '../destinations/destination';
import { type QueueState } from './ports';

/** How fast an instance takes indicators at the most. */
export type Pace = Pick<Instance, 'name' | 'kind' | 'endpoint'>;

/** `sentinel: about 60000 indicators, 6 min at 100 calls a minute`; '' where it has no limit, or nothing of it can be seen. */
const ofOne =
  ({ depth, peeked }: QueueState) =>
  ({ name, kind: { perCall }, endpoint: { requestsPerMinute } }: Pace): string => {
    const seen = peeked.reduce((sum, { destination, items }) => sum + (destination === name ? items : 0), 0);
    if (seen === 0 || requestsPerMinute === 0) return '';
    const indicators = Math.round((seen / peeked.length) * Math.max(depth, peeked.length));
    const minutes = Math.ceil(indicators / (perCall * requestsPerMinute));
    return `; ${name}: about ${indicators} indicators, ${minutes} min at ${requestsPerMinute} calls a minute`;
  };

/** How long the limits let the jobs of a queue take, judged by those at its front. */
export const backlogText = (state: QueueState, paces: readonly Pace[]): string =>
  paces.map(ofOne(state)).join('');
