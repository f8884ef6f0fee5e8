import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueueServiceClient } from '@azure/storage-queue';
import { type Channel, type Sent } from './account';
import { eventText, idOf } from './event';
import { randomOf, type Random } from './random';

/** Senders that go on whatever becomes of the app. */
export interface Load {
  /** What was sent so far. */
  readonly sent: readonly Sent[];
  /** How often each answer came; `refused` and `broken` are those of the connection. */
  readonly answers: ReadonlyMap<string, number>;
  /** Resolves when the next event was answered 2xx, or when that takes too long. */
  readonly nextTaken: () => Promise<unknown>;
  /** Resolves when every sender has its last answer. */
  readonly stop: () => Promise<void>;
}

export interface LoadOptions {
  readonly url: string;
  readonly functionKey: string;
  readonly connectionString: string;
  readonly seed: number;
}

type Send = (text: string, later: boolean) => Promise<string>;

const isTaken = (answer: string): boolean => answer.startsWith('2');

/** Nobody listened, so the event has not left the sender. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && (error.cause as { readonly code?: unknown } | undefined)?.code === 'ECONNREFUSED';

const poster =
  ({ url, functionKey }: LoadOptions): Send =>
  async (text, later) => {
    const headers = {
      'content-type': 'application/json',
      'x-functions-key': functionKey,
      ...(later && { prefer: 'respond-async' }),
    };
    try {
      const signal = AbortSignal.timeout(20_000);
      const response = await fetch(`${url}/api/indicators`, { method: 'POST', headers, body: text, signal });
      // The status is the promise; a body that breaks off takes nothing back.
      await response.arrayBuffer().catch(() => undefined);
      return String(response.status);
    } catch (error) {
      return isRefused(error) ? 'refused' : 'broken';
    }
  };

const enqueuer = ({ connectionString }: LoadOptions): Send => {
  const events = QueueServiceClient.fromConnectionString(connectionString).getQueueClient('indicator-events');
  return async (text) => {
    await events.createIfNotExists();
    await events.sendMessage(text);
    return '2xx';
  };
};

/** One event, or many indicators in one, about as often. */
const sizeOf = (random: Random): number => (random.next() < 0.5 ? 1 : random.integer(2, 15));

const httpSenders = 4;
const refusedPauseMs = 50;
const maxWaitMs = 5_000;

export const startLoad = (options: LoadOptions): Load => {
  const sent: Sent[] = [];
  const answers = new Map<string, number>();
  let ids = 0;
  const arrivals = new EventEmitter();
  let stopped = false;
  const isStopped = (): boolean => stopped;

  const sendOne = async (send: Send, channel: Channel, size: number): Promise<void> => {
    const fresh = Array.from({ length: size }, () => idOf(ids++));
    for (;;) {
      const answer = await send(eventText(fresh), channel === 'http, later');
      if (channel !== 'queue') answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (answer !== 'refused' || isStopped()) {
        sent.push({ ids: fresh, channel, taken: isTaken(answer) });
        if (channel !== 'queue' && isTaken(answer)) arrivals.emit('taken');
        return;
      }
      await sleep(refusedPauseMs);
    }
  };

  const sender = async (
    name: string,
    send: Send,
    channels: readonly [Channel, ...Channel[]],
    pauseMs: number,
  ) => {
    const random = randomOf(options.seed, name);
    while (!isStopped()) {
      await sendOne(send, random.pick(channels), sizeOf(random));
      await sleep(random.integer(0, pauseMs));
    }
  };

  const post = poster(options);
  const running = [
    ...Array.from({ length: httpSenders }, (_, n) =>
      sender(`http ${n}`, post, ['http', 'http', 'http, later'], 120),
    ),
    sender('queue', enqueuer(options), ['queue'], 240),
  ];
  return {
    sent,
    answers,
    nextTaken: () => {
      const signal = AbortSignal.timeout(maxWaitMs);
      return once(arrivals, 'taken', { signal }).catch(() => undefined);
    },
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
};
