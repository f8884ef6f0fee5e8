import { spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import spawn from 'cross-spawn';
import { type OnLine } from './child';

/** A program that is not ours, with everything that it starts. */
export interface Program {
  /** How it ended, such as `exit code 1`; it may have left children that go on. */
  readonly ended: Promise<string>;
  /** What it printed last, on both streams. */
  readonly lastLines: () => readonly string[];
  /** Ends it and what it started: asks first, and makes them end after a grace time. */
  readonly stop: () => Promise<void>;
}

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine?: OnLine;
  /** How long it may take to end when asked to. */
  readonly graceMs: number;
}

const maxLines = 20;
const onWindows = process.platform === 'win32';

/** Signals everything in its process group; false where nobody is left in it. */
const signalled = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
};

const endNow = (pid: number): void => {
  if (onWindows) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
  else signalled(pid, 'SIGKILL');
};

const isGone = async (pid: number, withinMs: number): Promise<boolean> => {
  const until = Date.now() + withinMs;
  while (signalled(pid, 0)) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
};

/** SIGINT, as Ctrl-C: `func` does not listen to SIGTERM (azure-functions-core-tools issue 3074). */
const endAll = async (pid: number, graceMs: number): Promise<void> => {
  if (!onWindows && (!signalled(pid, 'SIGINT') || (await isGone(pid, graceMs)))) return;
  endNow(pid);
  // The wait is limited: where nobody collects dead processes, they stay in the group.
  if (!onWindows) await isGone(pid, 2000);
};

/** Resolves when all of its output has arrived; a child that it left may hold the streams open for as long as it likes. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', ({ message }) => {
      resolve(message);
    });
    child.once('exit', (code, signal) => {
      const tell = (): void => {
        resolve(signal ?? `exit code ${String(code)}`);
      };
      child.once('close', tell);
      setTimeout(tell, 1000).unref();
    });
  });

/**
 * Starts it in a process group of its own, so that all of it can be ended. It has no channel to this process, which only our
 * own programs can read.
 */
export const startProgram = (
  command: string,
  args: readonly string[],
  { cwd, env, onLine = () => undefined, graceMs }: ProgramOptions,
): Program => {
  const child = spawn(command, args, {
    cwd,
    env,
    detached: !onWindows,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null)
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        if (said.length > maxLines) said.shift();
        onLine(line);
      });
  const { pid } = child;
  const atExit = (): void => {
    if (pid !== undefined) endNow(pid);
  };
  process.once('exit', atExit);
  return {
    ended: endOf(child),
    lastLines: () => [...said],
    stop: async () => {
      if (pid !== undefined) await endAll(pid, graceMs);
      process.off('exit', atExit);
    },
  };
};
