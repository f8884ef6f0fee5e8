import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

export interface Child {
  /** Asks it to end, and makes it end after a grace time. */
  readonly stop: () => Promise<void>;
}

export interface Announced<A> extends Child {
  /** The JSON line it printed when it was ready. */
  readonly ready: A;
  /** Sends a signal without waiting for its effect. */
  readonly signal: (name: NodeJS.Signals) => void;
  readonly exited: () => Promise<void>;
}

export type OnLine = (line: string) => void;

const graceMs = 15_000;

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const stopOf = (child: ChildProcess) => async (): Promise<void> => {
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.kill('SIGTERM');
  await exited(child);
  clearTimeout(timer);
};

const announced = <A>(child: ChildProcess, ready: A): Announced<A> => ({
  ready,
  stop: stopOf(child),
  signal: (name) => {
    child.kill(name);
  },
  exited: () => exited(child),
});

/** The child has an IPC channel, so it notices when this process is gone, however it went. */
const spawnChild = (args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });

const lines = (stream: NodeJS.ReadableStream | null, onLine: OnLine): void => {
  if (stream !== null) createInterface({ input: stream }).on('line', onLine);
};

/** Runs a TypeScript file of this repository as its own process. */
const typescript = (file: string): readonly string[] => [
  '--import',
  pathToFileURL(require.resolve('tsx')).href,
  path.join(__dirname, file),
];

/** Starts `file` and waits for the JSON line that says it is ready; rejects with its last words when it ends before. */
export const startChild = <A>(
  file: string,
  args: readonly string[],
  { env, onLine }: { readonly env: NodeJS.ProcessEnv; readonly onLine: OnLine },
): Promise<Announced<A>> => {
  const child = spawnChild([...typescript(file), ...args], env);
  const said: string[] = [];
  lines(child.stderr, (line) => {
    said.push(line);
    onLine(line);
  });
  return new Promise((resolve, reject) => {
    lines(child.stdout, (line) => {
      if (line.startsWith('{')) resolve(announced(child, JSON.parse(line) as A));
      else onLine(line);
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${file} did not start:\n${said.slice(-20).join('\n')}`)));
  });
};
