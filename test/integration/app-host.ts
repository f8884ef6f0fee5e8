import { randomUUID } from 'node:crypto';
import { startChild, type Announced } from '../../local/child';

/** The process that runs the built app; it may be ended in any way and started again on the same port. */
export interface AppHost {
  readonly url: string;
  readonly functionKey: string;
  /** Every line it printed, over all its lives. */
  readonly lines: readonly string[];
  /** Starts it again, with other settings where some are given. */
  readonly start: (settings?: Readonly<Record<string, string>>) => Promise<void>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Sends a signal and waits until the process is gone. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  /** Asks it to end, and makes it end after a grace time. */
  readonly stop: () => Promise<void>;
}

export interface AppHostOptions {
  readonly root: string;
  readonly settings: Readonly<Record<string, string>>;
  /** How long a message stays invisible to others while its worker is silent; 600 s as in Azure unless told. */
  readonly invisibilitySeconds?: number;
  /** How long SIGTERM waits for what is under way; 10 s unless told. */
  readonly graceSeconds?: number;
}

type Running = Announced<{ readonly url: string; readonly functionKey: string }>;

export const startAppHost = async ({
  root,
  settings,
  invisibilitySeconds = 600,
  graceSeconds = 10,
}: AppHostOptions): Promise<AppHost> => {
  const functionKey = randomUUID();
  const lines: string[] = [];
  const flags = { root, key: functionKey, invisibility: invisibilitySeconds, grace: graceSeconds };
  const usual = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const run = (port: string, more: Readonly<Record<string, string>>): Promise<Running> =>
    startChild('host/main.ts', [...usual, '--port', port], {
      env: { ...process.env, FUNCTIONS_WORKER_RUNTIME: 'node', ...settings, ...more },
      onLine: (line) => lines.push(line),
    });
  let running = await run('0', {});
  const { url } = running.ready;
  return {
    url,
    functionKey,
    lines,
    start: async (more = {}) => {
      running = await run(new URL(url).port, more);
    },
    signal: (name) => running.signal(name),
    end: async (signal) => {
      running.signal(signal);
      await running.exited();
    },
    stop: () => running.stop(),
  };
};
