import { setTimeout as sleep } from 'node:timers/promises';
import { startAzurite } from '../azurite';
import { freePort } from '../../local/ports';
import { type Outcome } from '../../shared/pipeline/outcome';
import { appFolder } from '../chaos/app-folder';
import { randomOf } from '../chaos/random';
import { environmentOf, type Settings } from '../chaos/settings';
import { startDestination, type SoakedDestination } from './destination';
import { numberOf } from './event';
import { drain, type Drained } from './drain';
import { startFaults } from './faults';
import { startInstances } from './instances';
import { startLoad, type Sent } from './load';
import { readOutcomes } from './outcomes';
import { createTally, isFinal, type Sum } from './tally';

export interface SoakOptions {
  readonly seconds: number;
  readonly seed: number;
  /** Calls a minute. */
  readonly limit: number;
  readonly instances: number;
  /** Without faults: what the machine can do. */
  readonly calm?: boolean;
  /** Kills processes now and then. */
  readonly kill: boolean;
  /** Most indicators that the destination takes in a call. */
  readonly perCall: number;
  readonly settings?: Settings;
  readonly onProgress?: (line: string) => void;
}

export interface SoakReport extends Omit<SoakOptions, 'settings' | 'onProgress'>, Sum, Drained {
  readonly events: Sent;
  /** Outcomes by state, every one that was read. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Outcomes of what the destination had already. */
  readonly duplicates: number;
  /** Calls to Graph, those under a fault included. */
  readonly calls: number;
  /** Calls during the load, as a share of what the limit allows in that time. */
  readonly shareOfCeiling: number;
  /** 429s of the destination's own limit, not those of a fault. */
  readonly overLimit: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly kills: Readonly<Record<string, number>>;
}

const functionKey = 'soak';
const invisibilitySeconds = 10;

/** Microsoft's library renews a token 300 s before its end, so one of 310 s is renewed every ten seconds. */
const tokenLifetimeSeconds = 310;

const count = (counts: Map<string, number>, name: string): Map<string, number> =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

const onGraph = ({ service }: SoakedDestination) => service.requests.filter(({ on }) => on === 'graph');

/** Holds the app at the limiter's ceiling under a random fault each second, then looks for every indicator. */
export const runSoak = async (options: SoakOptions): Promise<SoakReport> => {
  const {
    seconds,
    seed,
    limit,
    instances: size,
    kill,
    calm = false,
    perCall,
    settings = {},
    onProgress = () => undefined,
  } = options;
  const tally = createTally(() => performance.now());
  const onStored = (externalId: unknown): void => {
    const n = numberOf(externalId);
    if (n !== null) tally.stored(n);
  };
  const switches = {
    latencyMs: 50,
    requestsPerMinute: limit,
    tokenLifetimeSeconds,
    maxItemsPerCall: perCall,
  };
  const [azurite, destination, folder, ports] = await Promise.all([
    startAzurite(),
    startDestination(switches, onStored),
    appFolder(),
    Promise.all(Array.from({ length: size }, () => freePort(0))),
  ]);
  const { connectionString } = azurite;
  const env = environmentOf(
    { connectionString, ...destination },
    { GRAPH_REQUESTS_PER_MINUTE: String(limit), ...settings },
  );
  const states = new Map<string, number>();
  const onOutcome = ({ externalId, state, reason, id }: Outcome): void => {
    count(states, state);
    const n = numberOf(externalId);
    const lie = id !== null && destination.liedAbout(id);
    if (n !== null && isFinal(state)) tally.settled(n, state, reason?.code ?? '', lie);
  };
  let stopInstances = (): Promise<void> => Promise.resolve();
  try {
    const instances = await startInstances(
      { folder, functionKey, invisibilitySeconds, env },
      ports,
      kill ? randomOf(seed, 'kills') : null,
    );
    stopInstances = instances.stop;
    const outcomes = readOutcomes(connectionString, onOutcome);
    const faults = startFaults(destination.service, { seed, calm, callsPerMinute: limit });
    const load = startLoad({
      urls: ports.map((port) => `http://127.0.0.1:${port}`),
      functionKey,
      connectionString,
      seed,
      tally,
      bulk: perCall,
      // A third of the calls would be enough for these one by one, so they never fall behind.
      singlesPerSecond: Math.min(10, limit / 180),
      backlog: Math.ceil(Math.max(10, (limit / 60) * 5) * perCall),
    });
    const began = Date.now();
    for (let tick = 0; Date.now() < began + seconds * 1000; tick += 1) {
      await sleep(Math.min(1000, began + seconds * 1000 - Date.now()));
      if (tick % 10 === 9)
        onProgress(`${tick + 1} s: ${onGraph(destination).length} calls, ${tally.waiting()} waiting`);
    }
    const during = onGraph(destination).length;
    const elapsedMinutes = (Date.now() - began) / 60_000;
    faults.stop();
    const events = await load.stop();
    await instances.calm();
    const drained = await drain(tally, connectionString);
    await instances.stop();
    await outcomes.stop();
    const calls = onGraph(destination);
    return {
      seed,
      seconds,
      limit,
      instances: size,
      kill,
      calm,
      perCall,
      events,
      ...tally.sum(),
      outcomes: Object.fromEntries(states),
      duplicates: states.get('duplicate') ?? 0,
      calls: calls.length,
      shareOfCeiling: Math.round((during / (limit * elapsedMinutes)) * 1000) / 1000,
      overLimit: calls.filter(({ status, fault }) => status === 429 && fault === null).length,
      faults: Object.fromEntries(faults.injected),
      kills: instances.kills(),
      ...drained,
    };
  } finally {
    await stopInstances();
    await Promise.all([destination.stop(), azurite.stop(), folder.remove()]);
  }
};
