import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OnLine } from './child';
import { askHostStatus } from './host-status';
import { startProgram, type Program } from './program';

/** Milliseconds. */
export interface CoreToolsTimes {
  /** For `func --version`. */
  readonly version: number;
  /** From its start to state Running. */
  readonly up: number;
  /** The same for npx, which may have to download it. */
  readonly upByNpx: number;
  readonly poll: number;
  /** For one answer of its status. */
  readonly answer: number;
  /** Between two lines that say how far it is. */
  readonly progress: number;
  /** For ending by itself when asked to. */
  readonly grace: number;
}

const usualTimes: CoreToolsTimes = {
  version: 10_000,
  up: 120_000,
  upByNpx: 1_200_000,
  poll: 500,
  answer: 5000,
  progress: 5000,
  grace: 5000,
};

export interface CoreToolsOptions {
  readonly root: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: OnLine;
  readonly onStep: OnLine;
  /** Aborted when nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
  readonly times?: CoreToolsTimes;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly upMs: number;
}

const pinned = 'azure-functions-core-tools@4';

const withLastLines = (what: string, { lastLines }: Program): Error => {
  const lines = lastLines();
  const shown = lines.length === 0 ? ['(nothing)'] : lines;
  return new Error(
    [
      what,
      'It printed last:',
      ...shown.map((line) => `  ${line}`),
      'Without --func, npm start runs a host of its own (local/host).',
    ].join('\n'),
  );
};

/** The version of the `func` on PATH; null where there is none. */
const versionOnPath = async (
  { root, env }: CoreToolsOptions,
  times: CoreToolsTimes,
): Promise<string | null> => {
  const program = startProgram('func', ['--version'], { cwd: root, env, graceMs: times.grace });
  const late = sleep(times.version, null, { ref: false });
  try {
    const end = await Promise.race([program.ended, late]);
    if (end === null)
      throw withLastLines(
        `func is on PATH, and func --version did not end within ${times.version / 1000} s.`,
        program,
      );
    return end === 'exit code 0'
      ? (program.lastLines().find((line) => /^\d+\.\d+/.test(line)) ?? null)
      : null;
  } finally {
    await program.stop();
  }
};

/** npx beside the npm that runs this, which needs no shell; else the one on PATH. */
const npx = ({ npm_execpath: npm }: NodeJS.ProcessEnv): readonly [string, ...string[]] => {
  const beside = npm === undefined ? undefined : path.join(path.dirname(npm), 'npx-cli.js');
  return beside !== undefined && existsSync(beside) ? [process.execPath, beside] : ['npx'];
};

const commandFor = async (options: CoreToolsOptions, times: CoreToolsTimes): Promise<Command> => {
  const start = ['start', '--port', String(options.port)];
  const version = await versionOnPath(options, times);
  if (version?.startsWith('4.') === true) {
    options.onStep(`func ${version}, as it is on PATH`);
    return { command: 'func', args: start, upMs: times.up };
  }
  const found = version === null ? 'there is no func on PATH' : `the func on PATH is ${version}`;
  options.onStep(`${found}: npx fetches ${pinned}, some 650 MB the first time, and runs it`);
  const [command, ...args] = npx(options.env);
  return {
    command,
    args: [...args, '--yes', '--package', pinned, '--', 'func', ...start],
    upMs: times.upByNpx,
  };
};

interface Waiting {
  readonly upMs: number;
  readonly times: CoreToolsTimes;
  readonly onStep: OnLine;
  readonly isOver: () => boolean;
}

const untilRunning = async (
  url: string,
  program: Program,
  { upMs, times, onStep, isOver }: Waiting,
): Promise<void> => {
  const began = Date.now();
  let toldAt = began;
  while (!isOver()) {
    const { state, errors, text } = await askHostStatus(url, times.answer);
    if (isOver() || state === 'Running') return;
    if (state === 'Error')
      throw withLastLines(
        ['func is in state Error:', ...errors.map((error) => `  ${error}`)].join('\n'),
        program,
      );
    const seconds = Math.round((Date.now() - began) / 1000);
    if (Date.now() - began > upMs)
      throw withLastLines(`func did not come up within ${upMs / 1000} s: ${text}.`, program);
    if (Date.now() - toldAt >= times.progress) {
      toldAt = Date.now();
      const last = program.lastLines().at(-1);
      onStep(`waiting for func, ${seconds} s: ${text}${last === undefined ? '' : `; it says: ${last}`}`);
    }
    await sleep(times.poll);
  }
};

/** Starts Azure Functions Core Tools 4 and waits until they run the app; whatever fails, nothing of them is left. */
export const startCoreTools = async (
  options: CoreToolsOptions,
): Promise<{ readonly url: string } & Pick<Program, 'ended' | 'stop'>> => {
  const { root, port, env, onLine, onStep, signal, times = usualTimes } = options;
  const url = `http://127.0.0.1:${port}`;
  const { command, args, upMs } = await commandFor(options, times);
  const program = startProgram(command, args, { cwd: root, env, onLine, graceMs: times.grace });
  let isOver = false;
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('stopped')), { once: true });
  });
  aborted.catch(() => undefined);
  const ended = program.ended.then((how): never => {
    throw withLastLines(`func ended before it ran the app: ${how}.`, program);
  });
  ended.catch(() => undefined);
  try {
    signal?.throwIfAborted();
    const running = untilRunning(url, program, { upMs, times, onStep, isOver: () => isOver });
    await Promise.race([running, ended, aborted]);
    return { url, ended: program.ended, stop: program.stop };
  } catch (error) {
    await program.stop();
    throw error;
  } finally {
    isOver = true;
  }
};
