import { byConnectionString } from '../../../shared/azure/storage';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import * as E from 'fp-ts/Either';
import { sharedText } from '../../../shared/azure/shared-text';
import { createLimiter } from '../../../shared/delivery/limiter/limiter';
import { type SharedText } from '../../../shared/delivery/ports';

/** What one process does: `loops` calls at once to `url`, each after its permit, until it is told to stop. */
export interface WorkerOptions {
  readonly connectionString: string;
  readonly table: string;
  readonly url: string;
  readonly requestsPerMinute: number;
  readonly windowMs: number;
  readonly guardMs: number;
  readonly loops: number;
  /** How far its clock is ahead. */
  readonly skewMs: number;
}

export interface WorkerReport {
  readonly tableReads: number;
  readonly tableWrites: number;
  /** Writes that another process was faster than. */
  readonly conflicts: number;
  /** Table calls without an answer. */
  readonly lost: number;
  readonly refusals: number;
}

const agent = new Agent({ keepAlive: true });

/** The header says when the permit was given. */
const call = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = { 'x-permit-at': Date.now() };
    request(url, { method: 'POST', agent, headers }, (response) => response.resume().once('end', resolve))
      .once('error', reject)
      .end();
  });

const counting = (shared: SharedText, count: Record<keyof WorkerReport, number>): SharedText => ({
  read: (name) => async () => {
    count.tableReads += 1;
    const answer = await shared.read(name)();
    if (E.isLeft(answer)) count.lost += 1;
    return answer;
  },
  write: (name, text, version) => async () => {
    count.tableWrites += 1;
    const answer = await shared.write(name, text, version)();
    if (E.isLeft(answer)) count.lost += 1;
    else if (answer.right.version === null) count.conflicts += 1;
    return answer;
  },
});

const work = ({ connectionString, table, url, loops, skewMs, ...options }: WorkerOptions): void => {
  const count = { tableReads: 0, tableWrites: 0, conflicts: 0, lost: 0, refusals: 0 };
  const limiter = createLimiter({
    name: 'graph',
    shared: counting(sharedText(byConnectionString(connectionString), table), count),
    monotonicMs: () => performance.now() + skewMs,
    random: Math.random,
    ...options,
  });
  const loop = async (): Promise<never> => {
    for (;;) {
      const taken = await limiter.take(1_000)();
      if (E.isRight(taken)) await call(url).finally(limiter.done);
      else {
        count.refusals += 1;
        await sleep((taken.left.retryAfterSeconds ?? 0) * 1000);
      }
    }
  };
  for (let started = 0; started < loops; started += 1) void loop();
  process.once('message', () => {
    process.send?.(count, () => process.exit());
  });
};

process.once('message', (options) => work(options as WorkerOptions));
process.once('disconnect', () => process.exit());
process.send?.('ready');
