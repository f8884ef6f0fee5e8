import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** Asks `GET /api/live` from a thread of its own. */
export interface Probe {
  readonly start: () => void;
  /** Milliseconds of the longest wait for an answer since the start. */
  readonly maxMs: () => Promise<number>;
  readonly end: () => Promise<unknown>;
}

export const probeOf = (url: string): Probe => {
  const thread = new Worker(path.join(__dirname, 'probe.cjs'), { workerData: `${url}/api/live` });
  return {
    start: () => thread.postMessage('start'),
    maxMs: async () => {
      const answer = once(thread, 'message') as Promise<[number]>;
      thread.postMessage('stop');
      const [ms] = await answer;
      return ms;
    },
    end: () => thread.terminate(),
  };
};
