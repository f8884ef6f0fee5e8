import { readFile } from 'node:fs/promises';
import { startAzurite } from '../../local/azurite';
import { startChild } from '../../local/child';
import { freePort } from '../../local/ports';
import { type RecordedRequest } from '../../local/simulator/recorded';
import { type AppFolder } from '../chaos/app-folder';
import { startApp } from '../chaos/app-process';
import { environmentOf, type Settings } from '../chaos/settings';

export interface Counts {
  /** By Graph. */
  readonly stored: number;
  readonly stixObjects: number;
  readonly defenderIndicators: number;
  readonly requests: number;
}

/** What each kind of destination holds. */
export const heldBy = {
  graph: ({ stored }: Counts): number => stored,
  sentinel: ({ stixObjects }: Counts): number => stixObjects,
  defender: ({ defenderIndicators }: Counts): number => defenderIndicators,
} as const;

export type To = keyof typeof heldBy;

/** One instance of an app, with a storage account and a destination of its own, each in a process. */
export interface BenchStack {
  readonly url: string;
  readonly functionKey: string;
  /** Another key that opens the same. */
  readonly masterKey: string;
  readonly connectionString: string;
  /** Where Graph is. */
  readonly graphUrl: string;
  /** What the destination holds, and the calls that it had. */
  readonly counts: () => Promise<Counts>;
  /** Every call that it had, in order. */
  readonly requests: () => Promise<readonly RecordedRequest[]>;
  /** Most memory that the app and its host had, in MB; null where the system does not tell. */
  readonly peakMegabytes: () => Promise<number | null>;
  readonly stop: () => Promise<void>;
}

interface SimulatorReady {
  readonly url: string;
  readonly graphUrl: string;
  readonly identity: { readonly endpoint: string; readonly header: string };
}

const functionKey = 'bench';
const masterKey = 'the master of the bench';

const peakOf = async (pid: number | undefined): Promise<number | null> => {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024);
};

export const startBenchStack = async (
  folder: AppFolder,
  latencyMs: number,
  settings: Settings,
): Promise<BenchStack> => {
  const azurite = await startAzurite();
  const simulator = await startChild<SimulatorReady>('simulator/main.ts', ['--port', '0'], {
    env: process.env,
    onLine: () => undefined,
  });
  const { ready } = simulator;
  await fetch(`${ready.url}/simulator/switches`, {
    method: 'POST',
    body: JSON.stringify({ latencyMs, defenderQuota: 1_000_000 }),
  });
  const port = await freePort(0);
  const app = startApp({
    folder,
    port,
    functionKey,
    masterKey,
    invisibilitySeconds: 600,
    env: environmentOf({ connectionString: azurite.connectionString, ...ready }, settings),
  });
  const stop = async (): Promise<void> => {
    await app.end('SIGKILL');
    await simulator.stop();
    await azurite.stop();
  };
  if (!(await app.ready)) {
    await stop();
    throw new Error(`the app did not start:\n${app.lastWords()}`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    functionKey,
    masterKey,
    connectionString: azurite.connectionString,
    graphUrl: ready.graphUrl,
    counts: async () => {
      const response = await fetch(`${ready.url}/simulator/state?only=counts`);
      return ((await response.json()) as { readonly counts: Counts }).counts;
    },
    requests: async () => {
      const response = await fetch(`${ready.url}/simulator/state?only=requests`);
      return ((await response.json()) as { readonly requests: readonly RecordedRequest[] }).requests;
    },
    peakMegabytes: () => peakOf(app.pid),
    stop,
  };
};
