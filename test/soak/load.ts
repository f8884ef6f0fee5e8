import { setTimeout as sleep } from 'node:timers/promises';
import { QueueServiceClient } from '@azure/storage-queue';
import { randomOf } from '../chaos/random';
import { eventText } from './event';
import { type Tally } from './tally';

export interface LoadOptions {
  readonly urls: readonly string[];
  readonly functionKey: string;
  readonly connectionString: string;
  readonly seed: number;
  readonly tally: Tally;
  /** Indicators of an event on the queue. */
  readonly bulk: number;
  /** Events of one indicator, over all senders. */
  readonly singlesPerSecond: number;
  /** This many indicators are kept on their way, so that no call waits for work. */
  readonly backlog: number;
}

export interface Sent {
  readonly bulkEvents: number;
  /** Events of one indicator, by HTTP. */
  readonly singleEvents: number;
  /** Of these, sent again although the app had taken them. */
  readonly repeats: number;
}

export interface Load {
  readonly stop: () => Promise<Sent>;
}

const bulkSenders = 2;
const singleSenders = 6;
const repeatShare = 0.03;

export const startLoad = (options: LoadOptions): Load => {
  const { urls, functionKey, connectionString, seed, tally, bulk, backlog, singlesPerSecond } = options;
  const events = QueueServiceClient.fromConnectionString(connectionString).getQueueClient('indicator-events');
  const sent = { bulkEvents: 0, singleEvents: 0, repeats: 0 };
  const stopping = new AbortController();
  const { signal: stopped } = stopping;
  const isStopped = (): boolean => stopped.aborted;
  const pause = (ms: number): Promise<unknown> =>
    sleep(ms, undefined, { signal: stopped }).catch(() => undefined);
  const meanPauseMs = (singleSenders / singlesPerSecond) * 1000;

  const enqueue = (text: string): Promise<boolean> =>
    events.sendMessage(text).then(
      () => true,
      () => false,
    );

  const post = async (url: string, text: string, later: boolean): Promise<boolean> => {
    const headers = {
      'content-type': 'application/json',
      'x-functions-key': functionKey,
      ...(later && { prefer: 'respond-async' }),
    };
    try {
      const signal = AbortSignal.timeout(30_000);
      const response = await fetch(`${url}/api/indicators`, { method: 'POST', headers, body: text, signal });
      await response.arrayBuffer().catch(() => undefined);
      return response.ok;
    } catch {
      return false;
    }
  };

  const sendBulk = async (): Promise<void> => {
    while (!isStopped()) {
      if (tally.waiting() >= backlog) {
        await pause(20);
        continue;
      }
      const first = tally.open(bulk);
      tally.answered(first, bulk, await enqueue(eventText(first, bulk)));
      sent.bulkEvents += 1;
    }
  };

  const sendSingles = async (sender: number): Promise<void> => {
    const random = randomOf(seed, `single ${sender}`);
    const url = urls[sender % urls.length] ?? '';
    let last: number | undefined;
    while (!isStopped()) {
      if (last !== undefined && random.next() < repeatShare) {
        await post(url, eventText(last, 1), false);
        sent.repeats += 1;
      }
      const n = tally.open(1);
      const taken = await post(url, eventText(n, 1), random.next() < 0.2);
      tally.answered(n, 1, taken);
      if (taken) last = n;
      sent.singleEvents += 1;
      await pause(meanPauseMs * (0.2 + 1.6 * random.next()));
    }
  };

  const run = async (): Promise<void> => {
    await events.createIfNotExists();
    await Promise.all([
      ...Array.from({ length: bulkSenders }, sendBulk),
      ...Array.from({ length: singleSenders }, (_, sender) => sendSingles(sender)),
    ]);
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      return sent;
    },
  };
};
