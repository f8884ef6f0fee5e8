import path from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { startAzurite } from '../../local/azurite';
import { bundle } from '../../local/bundle';
import { startFunctionsHost } from '../../local/functions-host';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type OutcomeMessage } from '../../shared/pipeline/outcome-messages';
import { gateTo, type Gate } from './gate';

export const root = path.resolve(__dirname, '../..');

/** The built app on the development host, with real HTTP and real queues; the parts around it in reach of a test. */
export interface Gateway {
  readonly url: string;
  readonly functionKey: string;
  readonly simulator: Simulator;
  /** The app's only way to its queues; what is below goes around it. */
  readonly queueGate: Gate;
  /** Every line the host printed. */
  readonly lines: readonly string[];
  /** Breaks every connection to Graph and to the identity endpoint, or lets them through again. */
  readonly setGraphDown: (down: boolean) => Promise<void>;
  /** Puts a message on `indicator-events` and gives its id. */
  readonly enqueue: (text: string) => Promise<string>;
  /** Everything that was on `indicator-outcomes` so far. */
  readonly outcomes: () => Promise<readonly Outcome[]>;
  /** How many messages a queue holds, the invisible ones included. */
  readonly depth: (queue: string) => Promise<number>;
  readonly parked: (name: string) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** Short waits, so that a test of a retry takes seconds. */
const quick = {
  AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01',
  AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2',
  RETRY_DELAY_SECONDS: '1',
  REQUEST_TIMEOUT_SECONDS: '2',
  HTTP_BUDGET_SECONDS: '5',
  LOCAL_HOST: 'own',
  PROFILE: 'local/profile.json',
};

const atPort = (connectionString: string, port: number): string =>
  connectionString.replace(/(QueueEndpoint=http:\/\/127\.0\.0\.1:)\d+/, `$1${port}`);

const outcomesOf = (queues: QueueServiceClient): (() => Promise<readonly Outcome[]>) => {
  const queue = queues.getQueueClient('indicator-outcomes');
  const all: Outcome[] = [];
  return async () => {
    await queue.createIfNotExists();
    for (;;) {
      const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
      if (receivedMessageItems.length === 0) return all;
      for (const { messageId, popReceipt, messageText } of receivedMessageItems) {
        all.push(...(JSON.parse(messageText) as OutcomeMessage).outcomes);
        await queue.deleteMessage(messageId, popReceipt);
      }
    }
  };
};

export const startGateway = async (settings: Readonly<Record<string, string>> = {}): Promise<Gateway> => {
  const [azurite, simulator] = await Promise.all([startAzurite(), startSimulator(), bundle(root)]);
  const queueGate = await gateTo(azurite.ports.queue);
  const lines: string[] = [];
  const stopAround = async (): Promise<void> => {
    await Promise.all([queueGate.shut(), simulator.stop(), azurite.stop()]);
  };
  const host = await startFunctionsHost({
    root,
    port: 0,
    functionKey: undefined,
    env: {
      ...process.env,
      FUNCTIONS_WORKER_RUNTIME: 'node',
      AzureWebJobsStorage: atPort(azurite.connectionString, queueGate.port),
      GRAPH_BASE_URL: simulator.graphUrl,
      IDENTITY_ENDPOINT: simulator.identity.endpoint,
      IDENTITY_HEADER: simulator.identity.header,
      ...quick,
      ...settings,
    },
    onLine: (line) => lines.push(line),
  }).catch(async (error: unknown) => {
    await stopAround();
    throw error;
  });
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
    queueGate,
    lines,
    setGraphDown: async (down) => {
      const body = JSON.stringify(down ? { seconds: 600 } : { up: true });
      await fetch(`${simulator.url}/simulator/down`, { method: 'POST', body });
    },
    enqueue: async (text) => (await events.sendMessage(text)).messageId,
    outcomes: outcomesOf(queues),
    depth: async (name) => {
      const queue = queues.getQueueClient(name);
      await queue.createIfNotExists();
      return (await queue.getProperties()).approximateMessagesCount ?? 0;
    },
    parked: async (name) =>
      JSON.parse((await parkedBlobs.getBlobClient(name).downloadToBuffer()).toString()) as unknown,
    stop: async () => {
      await host.stop();
      await stopAround();
    },
  };
};
