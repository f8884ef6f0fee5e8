import { setTimeout as sleep } from 'node:timers/promises';
import { QueueServiceClient } from '@azure/storage-queue';
import { startAzurite } from '../azurite';
import { freePort } from '../../local/ports';
import { type Fault } from '../../local/simulator/faults';
import { startSimulator } from '../../local/simulator/simulator';
import { accountOf, type Account } from './account';
import { appFolder } from './app-folder';
import { startApp, type AppProcess } from './app-process';
import { type Target } from '../faults/fault';
import { startLoad } from './load';
import { parkedBy } from './parked';
import { randomOf, type Random } from './random';
import { environmentOf, type Settings } from './settings';
import { messagesLeft, storedAt, whereaboutsOf, workLeft } from './whereabouts';

export interface ChaosOptions {
  readonly kills: number;
  readonly seed: number;
  readonly settings?: Settings;
  /** Where everything goes; Graph unless told. */
  readonly at?: Target;
  /** What the destination does wrong meanwhile. */
  readonly faults?: readonly Fault[];
  readonly onKill?: (done: number) => void;
}

export interface ChaosReport extends Account {
  readonly seed: number;
  readonly kills: number;
  readonly killsFrom: Readonly<Record<From, number>>;
  /** How often each HTTP answer came. */
  readonly answers: Readonly<Record<string, number>>;
  readonly at: Target;
  /** Calls that deliver indicators. */
  readonly calls: number;
  /** What the last process could not finish, by queue. */
  readonly messagesLeft: Readonly<Record<string, number>>;
  /** How long the last process took. */
  readonly drainSeconds: number;
  readonly seconds: number;
}

/** How long a killed process holds its messages, in seconds. */
const invisibilitySeconds = 5;
/** A sweep of a poison queue that was killed hides what it had for five minutes, and nobody could find it until then. */
const maxDrainMs = 420_000;
const functionKey = 'chaos';

/** From when on a process may be killed: its start, its first message, or its first answer. */
type From = 'start' | 'ready' | 'answering';

const maxMs: Readonly<Record<From, number>> = { start: 600, ready: 800, answering: 1200 };

const froms: readonly [From, ...From[]] = ['start', 'ready', 'answering', 'answering', 'answering'];

const momentOf = (random: Random): { readonly from: From; readonly ms: number } => {
  const from = random.pick(froms);
  return { from, ms: random.integer(0, maxMs[from]) };
};

const secondsSince = (began: number): number => Math.round((performance.now() - began) / 100) / 10;

const drain = async (connectionString: string): Promise<number> => {
  const began = performance.now();
  while ((await workLeft(connectionString)) > 0 && performance.now() - began < maxDrainMs) await sleep(250);
  return secondsSince(began);
};

/** Nobody reads the outcomes here, and they would only fill the memory. */
const forgetOutcomes = async (connectionString: string): Promise<void> => {
  const outcomes =
    QueueServiceClient.fromConnectionString(connectionString).getQueueClient('indicator-outcomes');
  await outcomes.clearMessages().catch(() => undefined);
};

const clearOutcomesEvery = 20;

/** Kills the app again and again under load, lets a last process work off what is left, and looks for every indicator. */
export const runChaos = async (options: ChaosOptions): Promise<ChaosReport> => {
  const { kills, seed, settings = {}, faults = [], at = 'graph', onKill = () => undefined } = options;
  const began = performance.now();
  const [azurite, simulator, folder, port] = await Promise.all([
    startAzurite(),
    startSimulator({ switches: { latencyMs: 20 } }),
    appFolder(),
    freePort(0),
  ]);
  const { connectionString } = azurite;
  const { graphUrl, identity } = simulator;
  const url = `http://127.0.0.1:${port}`;
  const env = environmentOf({ connectionString, graphUrl, identity }, { DESTINATIONS: at, ...settings });
  const start = (): AppProcess => startApp({ folder, port, functionKey, invisibilitySeconds, env });
  const mustStart = async (app: AppProcess): Promise<void> => {
    if (!(await app.ready)) throw new Error(`the app did not start:\n${app.lastWords()}`);
  };
  let app: AppProcess | undefined;
  try {
    simulator.inject(...faults);
    const load = startLoad({ url, functionKey, connectionString, seed });
    const random = randomOf(seed, 'kills');
    const killsFrom = { start: 0, ready: 0, answering: 0 };
    for (let done = 0; done < kills; done += 1) {
      app = start();
      const { from, ms } = momentOf(random);
      if (from !== 'start') await mustStart(app);
      if (from === 'answering') await load.nextTaken();
      killsFrom[from] += 1;
      await sleep(ms);
      await app.end('SIGKILL');
      if (done % clearOutcomesEvery === 0) await forgetOutcomes(connectionString);
      onKill(done + 1);
    }
    await load.stop();
    app = start();
    await mustStart(app);
    const drainSeconds = await drain(connectionString);
    const left = await messagesLeft(connectionString);
    const parked = await parkedBy(url, functionKey);
    await app.end('SIGTERM');
    return {
      seed,
      kills,
      killsFrom,
      answers: Object.fromEntries(load.answers),
      at,
      calls: simulator.requests().filter(({ on, method }) => on === at && method === 'POST').length,
      messagesLeft: left,
      drainSeconds,
      seconds: secondsSince(began),
      ...accountOf(load.sent, await whereaboutsOf(connectionString, storedAt(at, simulator), parked)),
    };
  } finally {
    await app?.end('SIGKILL');
    await Promise.all([simulator.stop(), azurite.stop(), folder.remove()]);
  }
};
