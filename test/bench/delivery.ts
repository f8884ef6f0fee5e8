/**
 * `npm run bench:delivery -- [--indicators N] [--latency MS] [--ledger on|off]`: how many indicators a second go from the queue
 * `indicator-events` to the destination, one instance, limiter off. Prints one line of JSON.
 */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { QueueServiceClient } from '@azure/storage-queue';
import { bundle } from '../../local/bundle';
import { startStack, type Stack } from '../../local/stack';

const { values } = parseArgs({
  options: {
    indicators: { type: 'string', default: '20000' },
    latency: { type: 'string', default: '50' },
    ledger: { type: 'string', default: 'on' },
  },
});

const root = path.resolve(__dirname, '../..');
const perEvent = 100;

const indicator = (n: number): object => ({
  action: 'alert',
  description: 'Indicator of the bench',
  expirationDateTime: '2099-01-01T00:00:00Z',
  targetProduct: 'Azure Sentinel',
  threatType: 'WatchList',
  tlpLevel: 'green',
  domainName: `n${n}.bench.example`,
});

interface Counts {
  readonly stored: number;
  readonly requests: number;
}

const countsOf = async ({ simulatorUrl }: Stack): Promise<Counts> => {
  const response = await fetch(`${simulatorUrl}/simulator/state?only=counts`);
  return ((await response.json()) as { readonly counts: Counts }).counts;
};

/** Fills the queue, then counts from the first indicator that is stored. */
const measure = async (stack: Stack, events: number): Promise<object> => {
  const queue = QueueServiceClient.fromConnectionString(stack.connectionString).getQueueClient(
    'indicator-events',
  );
  await queue.createIfNotExists();
  await fetch(`${stack.simulatorUrl}/simulator/switches`, {
    method: 'POST',
    body: JSON.stringify({ latencyMs: Number(values.latency) }),
  });
  const messages = Array.from({ length: events }, (_, event) =>
    JSON.stringify({ value: Array.from({ length: perEvent }, (__, n) => indicator(event * perEvent + n)) }),
  );
  const sendAll = async (): Promise<void> => {
    for (let text = messages.pop(); text !== undefined; text = messages.pop()) await queue.sendMessage(text);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: 16 }, sendAll));
  const filled = { at: performance.now(), ...(await countsOf(stack)) };
  let counts: Counts = filled;
  while (counts.stored < events * perEvent) {
    await sleep(50);
    counts = await countsOf(stack);
  }
  const ended = performance.now();
  const rate = (many: number, ms: number): number => Math.round((many / ms) * 1000);
  return {
    indicators: events * perEvent,
    latencyMs: Number(values.latency),
    ledger: values.ledger,
    perSecond: rate(counts.stored, ended - started),
    perSecondOnceFilled: rate(counts.stored - filled.stored, ended - filled.at),
    calls: counts.requests,
  };
};

const main = async (): Promise<void> => {
  await bundle(root);
  const stack = await startStack({
    root,
    environment: {
      LOCAL_HOST: 'own',
      GRAPH_REQUESTS_PER_MINUTE: '0',
      LEDGER: values.ledger,
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2',
    },
  });
  try {
    const result = await measure(stack, Math.ceil(Number(values.indicators) / perEvent));
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await stack.stop();
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
