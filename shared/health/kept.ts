import * as E from 'fp-ts/Either';
import { type Unavailable } from '../failure';
import { type Gauges, type QueueState } from './ports';
import { backlogText, type Pace } from './backlog';
import { type Check } from './check';
import { notice, trouble, healthy, word, type Finding } from './finding';
import { type ProbedQueue } from './sources';

const notCounted = ({ code }: Unavailable): Finding => trouble('not-counted', `not known: ${word(code)}`);

const emptyQueue = (queue: string): QueueState => ({ queue, depth: 0, ageSeconds: null, peeked: [] });

const queueFinding = (
  { name, stuckSeconds, stuck = 'queue-stuck', latestMessages = () => [] }: ProbedQueue,
  states: E.Either<Unavailable, readonly QueueState[]>,
  paces: readonly Pace[],
): Finding => {
  if (E.isLeft(states)) return notCounted(states.left);
  const state = states.right.find(({ queue }) => queue === name) ?? emptyQueue(name);
  const { depth, ageSeconds } = state;
  const age = ageSeconds === null ? '' : `, the oldest of ${Math.round(ageSeconds)} s`;
  const text = `about ${depth} waiting${age}${backlogText(state, latestMessages(), paces)}`;
  return ageSeconds !== null && ageSeconds > stuckSeconds ? trouble(stuck, text) : healthy(text);
};

const parkedFinding = (parked: E.Either<Unavailable, number>): Finding => {
  if (E.isLeft(parked)) return notCounted(parked.left);
  return parked.right === 0 ? healthy('nothing') : notice('parked', String(parked.right));
};

/** What waits in the storage account, on the queues and parked. All queues are asked at once. */
export const keptChecks = (
  gauges: Gauges,
  queues: readonly ProbedQueue[],
  paces: readonly Pace[],
): readonly Check[] => {
  const states = gauges.queues();
  return [
    ...queues.map((queue) => ({
      name: `queue ${queue.name}`,
      look: async () => queueFinding(queue, await states, paces),
      late: 'not-counted' as const,
    })),
    { name: 'parked', look: async () => parkedFinding(await gauges.parked()), late: 'not-counted' },
  ];
};
