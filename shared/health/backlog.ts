import { type Instance } from '../destinations/destination';
import { type JobShare, type QueueState } from './ports';

/** How fast an instance takes indicators at the most. */
export type Pace = Pick<Instance, 'name' | 'kind' | 'endpoint'>;

/** Messages by which a queue is judged, and how many such there are. */
interface Judged {
  readonly messages: readonly (readonly JobShare[])[];
  readonly depth: number;
}

/** Those that can be seen; jobs that wait for their time cannot, and events say nothing of themselves: then those of lately. */
const judgedBy = ({ depth, peeked }: QueueState, lately: readonly (readonly JobShare[])[]): Judged =>
  peeked.length > 0
    ? { messages: peeked.map((job) => [job]), depth: Math.max(depth, peeked.length) }
    : { messages: lately, depth };

/** `sentinel: about 60000 indicators, 6 min at 100 calls a minute`; '' where it has no limit, or nothing of it can be told. */
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

/** How long the limits let the messages of a queue take, judged by those at its front, or else by the latest. */
export const backlogText = (
  state: QueueState,
  lately: readonly (readonly JobShare[])[],
  paces: readonly Pace[],
): string => paces.map(ofOne(judgedBy(state, lately))).join('');
