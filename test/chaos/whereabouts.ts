import { setTimeout as sleep } from 'node:timers/promises';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { type Simulator } from '../../local/simulator/simulator';
import { type Target } from '../faults/fault';
import { type Whereabouts } from './account';
import { idsIn } from './event';

/** Queues that hold work; the host moves to `-poison` what it gave up. */
const workQueues = ['indicator-events', 'indicator-jobs', 'indicator-events-poison', 'indicator-jobs-poison'];

const clients = (connectionString: string): readonly QueueClient[] => {
  const service = QueueServiceClient.fromConnectionString(connectionString);
  return workQueues.map((name) => service.getQueueClient(name));
};

/** Messages of a queue, the invisible ones included. */
const depthOf = async (queue: QueueClient): Promise<number> =>
  (await queue.exists()) ? ((await queue.getProperties()).approximateMessagesCount ?? 0) : 0;

/** Messages on each queue that holds any. */
export const messagesLeft = async (connectionString: string): Promise<Readonly<Record<string, number>>> => {
  const queues = clients(connectionString);
  const depths = await Promise.all(queues.map(depthOf));
  const named = queues.map(({ name }, index) => [name, depths[index] ?? 0] as const);
  return Object.fromEntries(named.filter(([, depth]) => depth > 0));
};

/** Messages that wait for work, over all queues. */
export const workLeft = async (connectionString: string): Promise<number> => {
  const depths = Object.values(await messagesLeft(connectionString));
  return depths.reduce((sum, depth) => sum + depth, 0);
};

const maxWaitMs = 30_000;

/** The ids in a queue's messages. It waits for invisible messages; those it reads stay invisible to others afterwards. */
const idsOn = async (queue: QueueClient): Promise<readonly string[]> => {
  const ids: string[] = [];
  const until = Date.now() + maxWaitMs;
  const wanted = await depthOf(queue);
  for (let seen = 0; seen < wanted && Date.now() < until;) {
    const { receivedMessageItems } = await queue.receiveMessages({
      numberOfMessages: 32,
      visibilityTimeout: 3600,
    });
    ids.push(...receivedMessageItems.flatMap(({ messageText }) => idsIn(messageText)));
    seen += receivedMessageItems.length;
    if (receivedMessageItems.length === 0) await sleep(250);
  }
  return ids;
};

/** The name of each entry at a destination. */
const namesIn: Readonly<Record<Target, (simulator: Simulator) => readonly unknown[]>> = {
  graph: (simulator) => simulator.stored().map(({ externalId }) => externalId),
  sentinel: (simulator) => simulator.stixObjects().map(({ pattern }) => pattern),
  defender: (simulator) => simulator.defenderIndicators().map(({ indicatorValue }) => indicatorValue),
};

const timesOf = (ids: readonly string[]): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
};

/** How often a destination holds each id. */
export const storedAt = (target: Target, simulator: Simulator): ReadonlyMap<string, number> =>
  timesOf(namesIn[target](simulator).flatMap((name) => idsIn(String(name)).slice(0, 1)));

/** Finds where everything is. The app has to be down, because the queues are read empty. */
export const whereaboutsOf = async (
  connectionString: string,
  stored: ReadonlyMap<string, number>,
  parked: ReadonlyMap<string, string>,
): Promise<Whereabouts> => {
  const queued = await Promise.all(clients(connectionString).map(idsOn));
  return { stored, queued: new Set(queued.flat()), parked };
};
