import { setTimeout as sleep } from 'node:timers/promises';
import { workLeft } from '../chaos/whereabouts';
import { type Tally } from './tally';

export interface Drained {
  /** From the end of the load until everything was settled, or nothing moved any more. */
  readonly drainSeconds: number;
  /** Messages on the queues then: what they hold is not settled, and counted as lost. */
  readonly messagesLeft: number;
}

/** Longer than any wait of the app in a run: a minute of the limiter, and the delays of retries. */
const maxStillMs = 150_000;

/** Waits until every indicator is settled and the queues are empty, for as long as something moves. */
export const drain = async (tally: Tally, connectionString: string): Promise<Drained> => {
  const began = performance.now();
  let moved = { at: began, waiting: tally.waiting() };
  for (;;) {
    const now = performance.now();
    const waiting = tally.waiting();
    const messagesLeft = await workLeft(connectionString);
    if (waiting !== moved.waiting) moved = { at: now, waiting };
    if ((waiting === 0 && messagesLeft === 0) || now - moved.at > maxStillMs)
      return { drainSeconds: Math.round((now - began) / 100) / 10, messagesLeft };
    await sleep(200);
  }
};
