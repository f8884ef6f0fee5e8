import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { startAzurite } from '../../azurite';
import { builtOnce, type Built } from '../../built-once';
import { type WorkerOptions, type WorkerReport } from './limiter-worker';
import { shareOfCeiling, worstWindow } from './limiter-world';

export interface Fleet {
  readonly requestsPerMinute: number;
  readonly windowMs: number;
  readonly guardMs: number;
  readonly loops: number;
  /** How far the clock of each worker is ahead; there is one worker for each value. */
  readonly skewsMs: readonly number[];
  readonly durationMs: number;
  /** How often one of them is killed and another started in its place. */
  readonly killEveryMs?: number;
}

/** What the destination saw, by its own clock, and what the permits cost. */
export interface FleetReport {
  readonly limit: number;
  readonly calls: number;
  readonly worstWindow: number;
  readonly shareOfCeiling: number;
  readonly leases: number;
  readonly leasesPerCall: number;
  readonly tableCalls: number;
  readonly tableCallsPerCall: number;
  readonly conflicts: number;
  readonly lost: number;
  readonly refusals: number;
  readonly killed: number;
  /** The longest that a call took from its permit to the destination; over `guardMs`, nothing can be promised. */
  readonly slowestCallMs: number;
}

/** As one file it starts in a third of the time that its sources take. */
const builtWorker = (): Promise<Built> =>
  builtOnce('limiter-worker', (into) =>
    build({
      entryPoints: [join(__dirname, 'limiter-worker.ts')],
      outdir: into,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      logLevel: 'warning',
    }),
  );

const startWorker = async ({ folder }: Built): Promise<ChildProcess> => {
  const worker = fork(join(folder, 'limiter-worker.js'), { execArgv: [] });
  await once(worker, 'message');
  return worker;
};

const stopWorker = async (worker: ChildProcess): Promise<WorkerReport> => {
  const said = once(worker, 'message');
  worker.send('stop');
  const [report] = (await said) as [WorkerReport];
  return report;
};

/**
 * A destination that records when each call reached it. For a call that the machine delivered later than promised, it records
 * when it should have come.
 */
const startCounter = async (guardMs: number) => {
  const arrivals: number[] = [];
  const delays: number[] = [];
  const server = createServer((call, answer) => {
    const delay = Date.now() - Number(call.headers['x-permit-at']);
    arrivals.push(performance.now() - Math.max(0, delay - guardMs));
    delays.push(delay);
    call.resume();
    answer.end();
  }).listen(0, '127.0.0.1');
  // A connection that closes just when it is used again would be the machine's error.
  server.keepAliveTimeout = 0;
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { arrivals, delays, url: `http://127.0.0.1:${port}/`, stop };
};

/** Runs one process for each skew against one table and one counter. All want more calls than they may make. */
export const runFleet = async (fleet: Fleet): Promise<FleetReport> => {
  const { skewsMs, durationMs, killEveryMs, windowMs, requestsPerMinute, guardMs, loops } = fleet;
  const [azurite, counter, built] = await Promise.all([startAzurite(), startCounter(guardMs), builtWorker()]);
  const workers = await Promise.all(skewsMs.map(() => startWorker(built)));
  let started = 0;
  const begin = (index: number): void => {
    started += 1;
    const options: WorkerOptions = {
      connectionString: azurite.connectionString,
      table: 'limits',
      url: counter.url,
      skewMs: skewsMs[index] ?? 0,
      ...{ requestsPerMinute, windowMs, guardMs, loops },
    };
    workers[index]?.send(options);
  };
  const replace = async (index: number): Promise<void> => {
    const next = await startWorker(built);
    workers[index]?.kill('SIGKILL');
    workers[index] = next;
    begin(index);
  };
  try {
    const end = performance.now() + durationMs;
    for (const index of workers.keys()) begin(index);
    while (killEveryMs !== undefined && performance.now() + killEveryMs < end) {
      await sleep(killEveryMs);
      await replace(started % workers.length);
    }
    await sleep(Math.max(0, end - performance.now()));
    const reports = await Promise.all(workers.map(stopWorker));
    const total = (member: keyof WorkerReport) => reports.reduce((sum, report) => sum + report[member], 0);
    const { arrivals } = counter;
    const limit = Math.floor((requestsPerMinute * windowMs) / 60_000);
    const leases = total('tableWrites') - total('conflicts') - total('lost');
    const tableCalls = total('tableReads') + total('tableWrites');
    return {
      limit,
      calls: arrivals.length,
      worstWindow: worstWindow(arrivals, windowMs),
      shareOfCeiling: shareOfCeiling(arrivals, limit, windowMs),
      leases,
      leasesPerCall: leases / arrivals.length,
      tableCalls,
      tableCallsPerCall: tableCalls / arrivals.length,
      conflicts: total('conflicts'),
      lost: total('lost'),
      refusals: total('refusals'),
      killed: started - workers.length,
      slowestCallMs: Math.max(0, ...counter.delays),
    };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    counter.stop();
    await Promise.all([azurite.stop(), built.remove()]);
  }
};
