import path from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { type AzuritePorts } from '../../local/azurite';
import { putMessage } from '../../local/host/put-message';
import { startAzurite } from '../azurite';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type OutcomeMessage } from '../../shared/pipeline/outcomes/outcome-messages';
import { appFolder, type AppFolder } from '../chaos/app-folder';
import { startAppHost, type AppHost, type AppHostOptions } from './app-host';
import { gateTo, type Gate } from './gate';

export const root = path.resolve(__dirname, '../..');

/** The built app on the development host, with real HTTP and real queues; the parts around it in reach of a test. */
export interface Gateway {
  readonly url: string;
  readonly functionKey: string;
  readonly simulator: Simulator;
  /** The app's process. */
  readonly host: Pick<AppHost, 'pid' | 'start' | 'signal' | 'end' | 'gone'>;
  /** Starts another instance of the app beside it. */
  readonly another: () => Promise<void>;
  /** Ends all instances but the first. */
  readonly alone: () => Promise<void>;
  /** The app's only way to its queues; `queues` below goes around it. */
  readonly queueGate: Gate;
  /** The app's only way to the destinations; tokens go around it. */
  readonly graphGate: Gate;
  /** Every line the host printed. */
  readonly lines: readonly string[];
  /** Breaks every connection to Graph and to the identity endpoint, or lets them through again. */
  readonly setGraphDown: (down: boolean) => Promise<void>;
  /** Puts a message on `indicator-events` and gives its id. */
  readonly enqueue: (text: string) => Promise<string>;
  /** Everything that was on `indicator-outcomes` so far. */
  readonly outcomes: () => Promise<readonly Outcome[]>;
  /** Runs the timer that parks what the host gave up: now, and not at the next full minute. */
  readonly sweep: () => Promise<void>;
  /** Runs the timer that sends what waits for room, in the same way. */
  readonly refill: () => Promise<void>;
  /** How many messages a queue holds, the invisible ones included. */
  readonly depth: (queue: string) => Promise<number>;
  /** The storage account's queues, around everything that stands between it and the app. */
  readonly queues: QueueServiceClient;
  /** The connection string of the storage account, around the same. */
  readonly connectionString: string;
  readonly parked: (name: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

type Settings = Readonly<Record<string, string>>;

/** What stands between the app and its storage account. */
export interface Door {
  readonly ports: AzuritePorts;
  readonly stop: () => Promise<void>;
}

export interface GatewayOptions extends Pick<
  AppHostOptions,
  'invisibilitySeconds' | 'graceSeconds' | 'functionKey'
> {
  readonly door?: (behind: AzuritePorts) => Promise<Door>;
}

/** Short waits between tries, so that a test of a retry takes seconds; long ones for answers, as a machine may be slow. */
const quick = {
  AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01',
  AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2',
  RETRY_DELAY_SECONDS: '1',
  REQUEST_TIMEOUT_SECONDS: '30',
  HTTP_BUDGET_SECONDS: '60',
  PROFILE: path.join(root, 'local/profile.json'),
};

const atPorts = (connectionString: string, ports: AzuritePorts): string =>
  connectionString
    .replace(/(BlobEndpoint=http:\/\/127\.0\.0\.1:)\d+/, `$1${ports.blob}`)
    .replace(/(QueueEndpoint=http:\/\/127\.0\.0\.1:)\d+/, `$1${ports.queue}`)
    .replace(/(TableEndpoint=http:\/\/127\.0\.0\.1:)\d+/, `$1${ports.table}`);

/** A queue that nobody has written to yet is an empty one. */
const ifMissing =
  <A>(empty: A) =>
  (error: unknown): A => {
    if ((error as { readonly statusCode?: unknown }).statusCode === 404) return empty;
    throw error;
  };

const outcomesOf = (queues: QueueServiceClient): (() => Promise<readonly Outcome[]>) => {
  const queue = queues.getQueueClient('indicator-outcomes');
  const all: Outcome[] = [];
  return async () => {
    for (;;) {
      const { receivedMessageItems } = await queue
        .receiveMessages({ numberOfMessages: 32 })
        .catch(ifMissing({ receivedMessageItems: [] }));
      if (receivedMessageItems.length === 0) return all;
      for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
        all.push(...(JSON.parse(messageText) as OutcomeMessage).outcomes);
        await queue.deleteMessage(messageId, popReceipt);
      }
    }
  };
};

/** Built once for all gateways of a process, and removed with the last of them. */
let built: Promise<AppFolder> | undefined;
let users = 0;

const takeFolder = (): Promise<AppFolder> => {
  users += 1;
  return (built ??= appFolder());
};

const giveFolder = async (): Promise<void> => {
  users -= 1;
  if (users > 0) return;
  const last = built;
  built = undefined;
  await (await last)?.remove();
};

/** `settings` may depend on the simulator's address, which passes no gate. */
export const startGateway = async (
  settings: Settings | ((simulator: Simulator) => Settings) = {},
  { door, ...hostOptions }: GatewayOptions = {},
): Promise<Gateway> => {
  const [azurite, simulator, folder] = await Promise.all([startAzurite(), startSimulator(), takeFolder()]);
  const storage = await door?.(azurite.ports);
  const ports = storage?.ports ?? azurite.ports;
  const [queueGate, graphGate] = [
    await gateTo(ports.queue),
    await gateTo(Number(new URL(simulator.url).port)),
  ];
  const stopAround = async (): Promise<void> => {
    await Promise.all([queueGate.shut(), graphGate.shut()]);
    await Promise.all([storage?.stop(), simulator.stop(), azurite.stop(), giveFolder()]);
  };
  const hostWith: AppHostOptions = {
    root: folder.root,
    hostFile: folder.hostFile,
    settings: {
      DESTINATIONS: 'graph',
      AzureWebJobsStorage: atPorts(azurite.connectionString, { ...ports, queue: queueGate.port }),
      GRAPH_BASE_URL: `http://127.0.0.1:${graphGate.port}/beta`,
      SENTINEL_BASE_URL: `http://127.0.0.1:${graphGate.port}`,
      SENTINEL_WORKSPACE_ID: simulator.workspaceId,
      DEFENDER_BASE_URL: `http://127.0.0.1:${graphGate.port}/api`,
      IDENTITY_ENDPOINT: simulator.identity.endpoint,
      IDENTITY_HEADER: simulator.identity.header,
      ...quick,
      ...(typeof settings === 'function' ? settings(simulator) : settings),
    },
    ...hostOptions,
  };
  const host = await startAppHost(hostWith).catch(async (error: unknown) => {
    await stopAround();
    throw error;
  });
  const runTimer = async (name: string): Promise<void> => {
    const headers = { 'x-functions-key': host.masterKey };
    await fetch(`${host.url}/admin/functions/${name}`, { method: 'POST', headers });
  };
  const others: AppHost[] = [];
  const alone = async (): Promise<void> => {
    await Promise.all(others.splice(0).map((other) => other.stop()));
  };
  const queues = QueueServiceClient.fromConnectionString(azurite.connectionString);
  const parkedBlobs = BlobServiceClient.fromConnectionString(azurite.connectionString).getContainerClient(
    'indicator-parked',
  );
  const events = queues.getQueueClient('indicator-events');
  await events.createIfNotExists();
  return {
    url: host.url,
    functionKey: host.functionKey,
    simulator,
    host,
    another: async () => {
      others.push(await startAppHost(hostWith));
    },
    alone,
    queueGate,
    graphGate,
    lines: host.lines,
    setGraphDown: async (down) => {
      const body = JSON.stringify(down ? { seconds: 600 } : { up: true });
      await fetch(`${simulator.url}/simulator/down`, { method: 'POST', body });
    },
    enqueue: (text) => putMessage(events, text),
    outcomes: outcomesOf(queues),
    sweep: () => runTimer('sweep-poison'),
    refill: () => runTimer('refill-room'),
    depth: async (name) => {
      const properties = queues.getQueueClient(name).getProperties();
      const { approximateMessagesCount = 0 } = await properties.catch(
        ifMissing({ approximateMessagesCount: 0 }),
      );
      return approximateMessagesCount;
    },
    queues,
    connectionString: azurite.connectionString,
    parked: async (name) =>
      JSON.parse((await parkedBlobs.getBlobClient(name).downloadToBuffer()).toString()) as unknown,
    stop: async () => {
      await Promise.all([host.stop(), alone()]);
      await stopAround();
    },
  };
};
