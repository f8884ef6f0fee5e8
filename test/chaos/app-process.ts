import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { codeCacheFlags } from '../code-cache';
import { type AppFolder } from './app-folder';

/** One process of the app on its host. */
export interface AppProcess {
  readonly pid: number | undefined;
  /** true once it listens; false where it ended before. */
  readonly ready: Promise<boolean>;
  /** Ends it: SIGKILL leaves it no time, SIGTERM lets it finish what it has begun. Resolves when it is gone. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  /** The last lines it wrote. */
  readonly lastWords: () => string;
}

export interface AppOptions {
  readonly folder: AppFolder;
  readonly port: number;
  readonly functionKey: string;
  /** One of its own unless told; it opens everything. */
  readonly masterKey?: string;
  /** Seconds until a message that a killed process had comes again. */
  readonly invisibilitySeconds: number;
  readonly env: NodeJS.ProcessEnv;
}

const eachLine = (stream: NodeJS.ReadableStream | null, take: (line: string) => void): void => {
  if (stream !== null) createInterface({ input: stream }).on('line', take);
};

/** It has an IPC channel, so that it ends with this process however that ends. */
export const startApp = (options: AppOptions): AppProcess => {
  const { folder, port, functionKey, masterKey, invisibilitySeconds, env } = options;
  const master = masterKey === undefined ? {} : { master: masterKey };
  const flags = { root: folder.root, port, key: functionKey, ...master, invisibility: invisibilitySeconds };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [...codeCacheFlags, folder.hostFile, ...args, '--quiet'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  eachLine(child.stderr, (line) => {
    said.push(line);
    if (said.length > 50) said.shift();
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const ready = new Promise<boolean>((resolve) => {
    eachLine(child.stdout, () => resolve(true));
    void gone.then(() => resolve(false));
  });
  return {
    pid: child.pid,
    ready,
    end: (signal) => {
      child.kill(signal);
      return gone;
    },
    lastWords: () => said.join('\n'),
  };
};
