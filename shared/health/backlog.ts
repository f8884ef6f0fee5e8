import { type Instance } from '../destinations/destination';
import { type JobShare, type QueueState } from './ports';

/** The highest rate at which an instance takes indicators. */
export type Pace = Pick<Instance, 'name' | 'kind' | 'endpoint'>;

/** The messages by which a queue is judged, and their number. */
interface Judged {
  readonly messages: readonly (readonly JobShare[])[];
  readonly depth: number;
}

/**
 * Judges a queue by the messages that can be seen. Jobs that wait for their time cannot be seen, and events do not say what
 * they hold; then the latest messages stand in.
 */
const judgedBy = ({ depth, peeked }: QueueState, latestMessages: readonly (readonly JobShare[])[]): Judged =>
  peeked.length > 0
    ? { messages: peeked.map((job) => [job]), depth: Math.max(depth, peeked.length) }
    : { messages: latestMessages, depth };

/** `sentinel: about 60000 indicators, 6 min at 100 calls a minute`; '' where it has no limit, or where nothing is known. */
const ofOne =
  ({ messages, depth }: Judged) =>
  ({ name, kind: { perCall }, endpoint: { requestsPerMinute } }: Pace): string => {
    const seen = messages
      .flat()
      .reduce((sum, { destination, items }) => sum + (destination === name ? items : 0), 0);
    const indicators = seen === 0 ? 0 : Math.round((seen / messages.length) * depth);
    if (indicators === 0 || requestsPerMinute === 0) return '';
    const minutes = Math.ceil(indicators / (perCall * requestsPerMinute));
    return `; ${name}: about ${indicators} indicators, ${minutes} min at ${requestsPerMinute} calls a minute`;
  };

/** How long the limits make the messages of a queue take, judged by those at its front, or else by the latest. */
export const backlogText = (
  state: QueueState,
  latestMessages: readonly (readonly JobShare[])[],
  paces: readonly Pace[],
): string => paces.map(ofOne(judgedBy(state, latestMessages))).join('');
