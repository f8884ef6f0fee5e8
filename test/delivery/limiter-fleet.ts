import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startAzurite } from '../../local/azurite';
import { type WorkerOptions, type WorkerReport } from './limiter-worker';
import { shareOfCeiling, worstWindow } from './limiter-world';

export interface Fleet {
  readonly requestsPerMinute: number;
  readonly windowMs: number;
  readonly guardMs: number;
  readonly loops: number;
  /** How far the clock of each worker is ahead: one worker each. */
  readonly skewsMs: readonly number[];
  readonly durationMs: number;
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
}

const startWorker = async (): Promise<ChildProcess> => {
  const worker = fork(join(__dirname, 'limiter-worker.ts'), { execArgv: ['--import', 'tsx'] });
  await once(worker, 'message');
  return worker;
};

const stopWorker = async (worker: ChildProcess): Promise<WorkerReport> => {
  const said = once(worker, 'message');
  worker.send('stop');
  const [report] = (await said) as [WorkerReport];
  return report;
};

/** A destination that writes down when each call reached it. */
const startCounter = async () => {
  const arrivals: number[] = [];
  const server = createServer((call, answer) => {
    arrivals.push(performance.now());
    call.resume();
    answer.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { arrivals, url: `http://127.0.0.1:${port}/`, stop };
};

/** Runs one process for each skew, all wanting more calls than they may, against one table and one counter. */
export const runFleet = async (fleet: Fleet): Promise<FleetReport> => {
  const { skewsMs, durationMs, windowMs, requestsPerMinute, guardMs, loops } = fleet;
  const azurite = await startAzurite();
  const counter = await startCounter();
  const workers = await Promise.all(skewsMs.map(() => startWorker()));
  try {
    for (const [index, worker] of workers.entries()) {
      const options: WorkerOptions = {
        instance: `worker-${index}`,
        connectionString: azurite.connectionString,
        table: 'limits',
        url: counter.url,
        skewMs: skewsMs[index] ?? 0,
        ...{ requestsPerMinute, windowMs, guardMs, loops },
      };
      worker.send(options);
    }
    await sleep(durationMs);
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
    };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    counter.stop();
    await azurite.stop();
  }
};
