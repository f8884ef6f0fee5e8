import { eventually } from '../integration/eventually';
import { startGateway, type GatewayOptions } from '../integration/gateway';
import { indicator } from '../integration/indicators';
import { type Lane, type LaneKind } from './fault';
import { startStorageProxy, type StorageProxy } from './storage-proxy';

const short = {
  RETRY_DELAY_SECONDS: '1',
  RETRY_DELAY_MAX_SECONDS: '1',
  RETRY_MAX_ATTEMPTS: '3',
  GRANT_WAIT_MINUTES: '0',
  REQUEST_TIMEOUT_SECONDS: '2',
  HTTP_BUDGET_SECONDS: '4',
  BREAKER_SECONDS: '1',
  BATCH_WINDOW_MILLISECONDS: '20',
  GRAPH_REQUESTS_PER_MINUTE: '0',
};
const patient = {
  ...short,
  RETRY_MAX_ATTEMPTS: '25',
  GRANT_WAIT_MINUTES: '1',
  REQUEST_TIMEOUT_SECONDS: '10',
  HTTP_BUDGET_SECONDS: '20',
};

const settingsOf: Readonly<Record<LaneKind, Readonly<Record<string, string>>>> = {
  short,
  patient,
  'fresh-token': patient,
};

export const startLane = async (
  settings: Readonly<Record<string, string>>,
  options: GatewayOptions = {},
): Promise<Lane> => {
  let proxy: StorageProxy | undefined;
  const door = async (behind: Parameters<typeof startStorageProxy>[0]): Promise<StorageProxy> =>
    (proxy = await startStorageProxy(behind));
  const gateway = await startGateway(settings, { ...options, door });
  if (proxy === undefined) throw new Error('the gateway was started without its storage proxy');
  const storage = proxy;
  const { simulator } = gateway;
  const repairs: (() => Promise<void>)[] = [];
  return {
    gateway,
    simulator,
    storage,
    onHeal: (repair) => {
      repairs.push(repair);
    },
    heal: async () => {
      simulator.heal();
      storage.heal();
      for (const repair of repairs.splice(0)) await repair();
      await Promise.all([gateway.graphGate.open(), gateway.queueGate.open()]);
    },
  };
};

/** A token of two seconds is never kept by the identity library, so each call has to have a new one. */
const afterReset: Readonly<Record<LaneKind, (lane: Lane) => void>> = {
  short: () => undefined,
  patient: () => undefined,
  'fresh-token': ({ simulator }) => simulator.configure({ tokenLifetimeSeconds: 2 }),
};

let probes = 0;

/** Brings a lane back to where nothing is broken, nothing waits, and an indicator is created at once. */
export const makeReady = async (lane: Lane, kind: LaneKind): Promise<void> => {
  const { gateway, simulator, storage } = lane;
  await lane.heal();
  simulator.reset();
  for (const queue of [
    'indicator-jobs',
    'indicator-events',
    'indicator-events-poison',
    'indicator-jobs-poison',
  ]) {
    if ((await gateway.depth(queue)) > 0) await gateway.queues.getQueueClient(queue).clearMessages();
  }
  await eventually(
    async () => {
      const body = JSON.stringify(indicator({ domainName: `probe${(probes += 1)}.example` }));
      const headers = { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey };
      const answer = await fetch(`${gateway.url}/api/indicators`, { method: 'POST', headers, body });
      return answer.status === 201 && (await gateway.depth('indicator-jobs')) === 0;
    },
    { seconds: 20, what: 'a gateway that is well again' },
  );
  await gateway.outcomes();
  simulator.reset();
  storage.reset();
  afterReset[kind](lane);
};

/** Lanes for tests that run side by side: started when they are needed, used by one at a time. */
export const createPool = (mostOfAKind: Readonly<Record<LaneKind, number>>) => {
  const idle = new Map<LaneKind, Lane[]>();
  const started: Promise<Lane>[] = [];
  const count = new Map<LaneKind, number>();
  const queues = new Map<LaneKind, ((lane: Lane) => void)[]>();

  const take = async (kind: LaneKind): Promise<Lane> => {
    const free = idle.get(kind)?.pop();
    if (free !== undefined) return free;
    const running = count.get(kind) ?? 0;
    if (running >= mostOfAKind[kind]) {
      return new Promise((resolve) => {
        const queue = queues.get(kind) ?? [];
        queue.push(resolve);
        queues.set(kind, queue);
      });
    }
    count.set(kind, running + 1);
    const lane = startLane(settingsOf[kind]);
    started.push(lane);
    return lane;
  };
  const give = (kind: LaneKind, lane: Lane): void => {
    const next = queues.get(kind)?.shift();
    if (next === undefined) idle.set(kind, [...(idle.get(kind) ?? []), lane]);
    else next(lane);
  };
  return {
    with: async <A>(kind: LaneKind, use: (lane: Lane) => Promise<A>): Promise<A> => {
      const lane = await take(kind);
      try {
        return await use(lane);
      } finally {
        give(kind, lane);
      }
    },
    stop: async (): Promise<void> => {
      for (const one of await Promise.allSettled(started)) {
        if (one.status === 'fulfilled') await one.value.gateway.stop();
      }
    },
  };
};
