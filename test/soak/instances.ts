import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type AppOptions, type AppProcess } from '../chaos/app-process';
import { type Random } from '../chaos/random';

/** The app's processes, which may be killed now and then and are started again. */
export interface Instances {
  readonly kills: () => Readonly<Record<'SIGKILL' | 'SIGTERM', number>>;
  /** Ends the kills; resolves when all processes are up. */
  readonly calm: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const mustBeReady = async (app: AppProcess): Promise<AppProcess> => {
  if (!(await app.ready)) throw new Error(`the app did not start:\n${app.lastWords()}`);
  return app;
};

/** `random` is null where nothing is killed. */
export const startInstances = async (
  options: Omit<AppOptions, 'port'>,
  ports: readonly number[],
  random: Random | null,
): Promise<Instances> => {
  const kills = { SIGKILL: 0, SIGTERM: 0 };
  const start = (port: number): Promise<AppProcess> => mustBeReady(startApp({ ...options, port }));
  const running = await Promise.all(ports.map(start));
  const calmed = new AbortController();
  const isCalm = (): boolean => calmed.signal.aborted;

  const killNowAndThen = async (dice: Random): Promise<void> => {
    while (!isCalm()) {
      await sleep(dice.integer(3_000, 15_000), undefined, { signal: calmed.signal }).catch(() => undefined);
      if (isCalm()) return;
      const index = dice.integer(0, ports.length - 1);
      const signal = dice.next() < 0.7 ? 'SIGKILL' : 'SIGTERM';
      kills[signal] += 1;
      await running[index]?.end(signal);
      running[index] = await start(ports[index] ?? 0);
    }
  };
  const killing = random === null ? Promise.resolve() : killNowAndThen(random);
  const calm = async (): Promise<void> => {
    calmed.abort();
    await killing;
  };
  // The error is reported where `killing` is awaited.
  killing.catch(() => undefined);
  return {
    kills: () => kills,
    calm,
    stop: async () => {
      calmed.abort();
      await killing.catch(() => undefined);
      await Promise.all(running.map((app) => app.end('SIGTERM')));
    },
  };
};
