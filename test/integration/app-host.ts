import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { codeCacheFlags } from '../code-cache';

type Settings = Readonly<Record<string, string>>;

/** The process that runs the built app; it may be ended in any way and started again on the same port. */
export interface AppHost {
  readonly url: string;
  readonly functionKey: string;
  /** Opens the host's administration. */
  readonly masterKey: string;
  /** The process id of its current life. */
  readonly pid: () => number | undefined;
  /** Every line it printed, over all its lives. */
  readonly lines: readonly string[];
  /** Starts it again, with other settings for this one life where some are given. */
  readonly start: (settings?: Settings) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Sends a signal and waits until the process is gone. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  /** Waits until the process is gone by itself. */
  readonly gone: () => Promise<void>;
  /** Asks it to end, and makes it end after a grace time. */
  readonly stop: () => Promise<void>;
}

export interface AppHostOptions {
  /** The folder of the built app. */
  readonly root: string;
  /** The development host as one file, which starts in half the time; by default its sources are used. */
  readonly hostFile?: string;
  readonly settings: Settings;
  /** By default a key of its own. */
  readonly functionKey?: string;
  /** How long a message stays invisible to others while its worker is silent; by default 600 s, as in Azure. */
  readonly invisibilitySeconds?: number;
  /** How long SIGTERM waits for what is under way; by default 10 s. */
  readonly graceSeconds?: number;
}

interface Life {
  readonly child: ChildProcess;
  readonly url: string;
}

const stopMs = 15_000;

const hostSources = ['--import', 'tsx', path.resolve(__dirname, '../../local/host/main.ts')];

const eachLine = (stream: NodeJS.ReadableStream | null, take: (line: string) => void): void => {
  if (stream !== null) createInterface({ input: stream }).on('line', take);
};

const gone = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

export const startAppHost = async (options: AppHostOptions): Promise<AppHost> => {
  const { root, hostFile, settings, invisibilitySeconds = 600, graceSeconds = 10 } = options;
  const host = hostFile === undefined ? hostSources : [...codeCacheFlags, hostFile];
  const { functionKey = randomUUID() } = options;
  const masterKey = randomUUID();
  const lines: string[] = [];
  const flags = {
    root,
    key: functionKey,
    master: masterKey,
    invisibility: invisibilitySeconds,
    grace: graceSeconds,
  };
  const usual = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);

  /** It has an IPC channel, so that it ends with this process however that ends. */
  const live = async (port: string, more: Settings): Promise<Life> => {
    const env = { ...process.env, FUNCTIONS_WORKER_RUNTIME: 'node', ...settings, ...more };
    const args = [...host, ...usual, '--port', port];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const before = lines.length;
    eachLine(child.stderr, (line) => lines.push(line));
    return new Promise((resolve, reject) => {
      eachLine(child.stdout, (line) => {
        if (line.startsWith('{')) resolve({ child, ...(JSON.parse(line) as { readonly url: string }) });
        else lines.push(line);
      });
      child.once('close', () =>
        reject(new Error(`the app did not start:\n${lines.slice(before).join('\n')}`)),
      );
    });
  };
  let { child, url } = await live('0', {});
  return {
    url,
    functionKey,
    masterKey,
    pid: () => child.pid,
    lines,
    start: async (more = {}) => {
      ({ child, url } = await live(new URL(url).port, more));
    },
    signal: (name) => {
      child.kill(name);
    },
    end: (signal) => {
      child.kill(signal);
      return gone(child);
    },
    gone: () => gone(child),
    stop: async () => {
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      child.kill('SIGTERM');
      await gone(child);
      clearTimeout(timer);
    },
  };
};
