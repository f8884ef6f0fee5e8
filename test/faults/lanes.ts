import path from 'node:path';
import { type Outcome } from '../../shared/pipeline/outcome';
import { startGateway, type GatewayOptions } from '../integration/gateway';
import { indicator } from '../integration/indicators';
import { eventually } from '../waiting';
import { type Lane, type LaneKind, type Target } from './fault';
import { startStorageProxy, type StorageProxy } from './storage-proxy';

/** Short waits before the next try, and long ones for a slow machine. */
const short = {
  RETRY_DELAY_SECONDS: '1',
  RETRY_DELAY_MAX_SECONDS: '1',
  RETRY_MAX_ATTEMPTS: '3',
  GRANT_WAIT_MINUTES: '0',
  REQUEST_TIMEOUT_SECONDS: '30',
  HTTP_BUDGET_SECONDS: '60',
  BREAKER_SECONDS: '1',
  BATCH_WINDOW_MILLISECONDS: '20',
  GRAPH_REQUESTS_PER_MINUTE: '0',
  // Asking an empty queue is most of what an idle lane costs.
  AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.5',
};
/** Where an answer does not come, or comes too late. */
const impatient = { ...short, REQUEST_TIMEOUT_SECONDS: '4', HTTP_BUDGET_SECONDS: '8' };
const patient = { ...short, RETRY_MAX_ATTEMPTS: '25', GRANT_WAIT_MINUTES: '1' };
/** A short wait for tokens that do not come. */
const freshToken = { ...patient, REQUEST_TIMEOUT_SECONDS: '5', HTTP_BUDGET_SECONDS: '10' };

/** One message at a time and one more, so that two instances share the work. */
const ofProcess = {
  ...patient,
  // Longer than the event loop is blocked.
  REQUEST_TIMEOUT_SECONDS: '7',
  BATCH_WINDOW_MILLISECONDS: '50',
  // Little memory, so that it is soon used up.
  NODE_OPTIONS: `--require ${JSON.stringify(path.join(__dirname, 'trouble.cjs'))} --max-old-space-size=192`,
  AzureFunctionsJobHost__extensions__queues__batchSize: '1',
  AzureFunctionsJobHost__extensions__queues__newBatchThreshold: '1',
};

const settingsOf: Readonly<Record<LaneKind, Readonly<Record<string, string>>>> = {
  short,
  impatient,
  patient,
  'fresh-token': freshToken,
  process: ofProcess,
};

/** A message of a process that is gone comes again after four seconds instead of ten minutes. */
const optionsOf: Readonly<Record<LaneKind, GatewayOptions>> = {
  short: {},
  impatient: {},
  patient: {},
  'fresh-token': {},
  process: { invisibilitySeconds: 4, graceSeconds: 8 },
};

export const startLane = async (
  target: Target,
  settings: Readonly<Record<string, string>>,
  options: GatewayOptions = {},
): Promise<Lane> => {
  let proxy: StorageProxy | undefined;
  const door = async (behind: Parameters<typeof startStorageProxy>[0]): Promise<StorageProxy> =>
    (proxy = await startStorageProxy(behind));
  const gateway = await startGateway({ DESTINATIONS: target, ...settings }, { ...options, door });
  if (proxy === undefined) throw new Error('the gateway was started without its storage proxy');
  const storage = proxy;
  const { simulator } = gateway;
  const repairs: (() => Promise<void>)[] = [];
  return {
    gateway,
    simulator,
    storage,
    target,
    onHeal: (repair) => {
      repairs.push(repair);
    },
    heal: async () => {
      for (const repair of repairs.splice(0)) await repair();
      simulator.heal();
      storage.heal();
      await Promise.all([gateway.graphGate.open(), gateway.queueGate.open()]);
    },
  };
};

/** A token of two seconds is never kept by the identity library, so each call has to have a new one. */
const afterReset: Readonly<Record<LaneKind, (lane: Lane) => void>> = {
  short: () => undefined,
  impatient: () => undefined,
  patient: () => undefined,
  process: () => undefined,
  'fresh-token': ({ simulator }) => simulator.configure({ tokenLifetimeSeconds: 2 }),
};

let probes = 0;

/** Status and outcomes of an indicator, sent by HTTP. */
const probe = async ({ gateway }: Lane, domainName: string): Promise<string> => {
  const response = await fetch(`${gateway.url}/api/indicators`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey },
    body: JSON.stringify(indicator({ domainName })),
  });
  const { outcomes = [] } = (await response.json()) as { readonly outcomes?: readonly Outcome[] };
  return [response.status, ...outcomes.map(({ state }) => state)].join(' ');
};

/**
 * Brings a lane back to where nothing is broken and nothing waits, an indicator is created at once, and the ledger knows it
 * again. After a failure the ledger is left alone for a while.
 */
export const makeReady = async (lane: Lane, kind: LaneKind): Promise<void> => {
  const { gateway, simulator, storage } = lane;
  await lane.heal();
  await gateway.alone();
  simulator.reset();
  afterReset[kind](lane);
  for (const queue of [
    'indicator-jobs',
    'indicator-events',
    'indicator-events-poison',
    'indicator-jobs-poison',
  ]) {
    if ((await gateway.depth(queue)) > 0) await gateway.queues.getQueueClient(queue).clearMessages();
  }
  await eventually(async () => {
    const domainName = `probe${(probes += 1)}.example`;
    const isCreated = (await probe(lane, domainName)) === '201 created';
    const isKnown = isCreated && (await probe(lane, domainName)) === '200 duplicate';
    return isKnown && (await gateway.depth('indicator-jobs')) === 0;
  });
  await gateway.outcomes();
  simulator.reset();
  storage.reset();
  afterReset[kind](lane);
};

interface Slots {
  free: number;
  readonly idle: Lane[];
  /** Calling one of these gives a slot to a waiting caller. */
  readonly waiting: (() => void)[];
}

/**
 * Lanes for tests that run side by side: so many of a kind at Graph, and one elsewhere. Each is started when needed and used by
 * one test at a time.
 */
export const createPool = (maxOfAKind: Readonly<Partial<Record<LaneKind, number>>>) => {
  const kinds = new Map<string, Slots>();
  const slotsOf = (kind: LaneKind, target: Target): Slots => {
    const key = `${kind} ${target}`;
    const slots = kinds.get(key) ?? {
      free: target === 'graph' ? (maxOfAKind[kind] ?? 1) : 1,
      idle: [],
      waiting: [],
    };
    kinds.set(key, slots);
    return slots;
  };
  const enter = async (slots: Slots): Promise<void> => {
    if (slots.free > 0) slots.free -= 1;
    else await new Promise<void>((resolve) => slots.waiting.push(resolve));
  };
  const leave = (slots: Slots): void => {
    const next = slots.waiting.shift();
    if (next === undefined) slots.free += 1;
    else next();
  };
  /** A lane on which a test failed may be broken, so it is not used again. */
  const on = async <A>(lane: Lane, { idle }: Slots, use: (lane: Lane) => Promise<A>): Promise<A> => {
    try {
      const result = await use(lane);
      idle.push(lane);
      return result;
    } catch (error) {
      await lane.gateway.stop();
      throw error;
    }
  };
  return {
    with: async <A>(kind: LaneKind, target: Target, use: (lane: Lane) => Promise<A>): Promise<A> => {
      const slots = slotsOf(kind, target);
      await enter(slots);
      try {
        const lane = slots.idle.pop() ?? (await startLane(target, settingsOf[kind], optionsOf[kind]));
        return await on(lane, slots, use);
      } finally {
        leave(slots);
      }
    },
    /** Ends the idle lanes: of one kind and target, or all of them. */
    stop: async (one?: { readonly kind: LaneKind; readonly target: Target }): Promise<void> => {
      const slots = one === undefined ? [...kinds.values()] : [slotsOf(one.kind, one.target)];
      const lanes = slots.flatMap(({ idle }) => idle.splice(0));
      await Promise.all(lanes.map(({ gateway }) => gateway.stop()));
    },
  };
};
