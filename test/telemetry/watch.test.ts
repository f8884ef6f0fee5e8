import { byConnectionString } from '../../shared/azure/storage';
import { InvocationContext, type Timer } from '@azure/functions';
import { TableClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import * as TE from 'fp-ts/TaskEither';
import { type Azurite } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { watch } from '../../functions/watch';
import { storageGauges } from '../../shared/azure/gauges';
import { unavailable } from '../../shared/failure';
import { type Gauges } from '../../shared/health/ports';

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.stop());

const timer: Timer = {
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: '', next: '', lastUpdated: '' },
};

/** What one run of the timer measures and says. */
const run = async (gauges: Gauges) => {
  const lines: string[] = [];
  const measured: string[] = [];
  const telemetry = {
    gauge: (name: string, value: number, attributes: object) =>
      measured.push(`${name}=${value} ${Object.values(attributes).join(' ')}`.trim()),
  };
  const context = new InvocationContext({
    invocationId: 'the-invocation',
    logHandler: (level, ...args) => lines.push(`${level}: ${args.map(String).join(' ')}`),
  });
  await watch({ telemetry, gauges, forget: TE.right(undefined) })(timer, context);
  return { lines, measured };
};

const gaugesAt = (
  places: { readonly queues: readonly string[]; readonly parkedTable: string },
  now = new Date('2030-01-01T00:00:00Z'),
) => storageGauges(byConnectionString(azurite.connectionString), { ...places, now: () => now });

describe('the watch', () => {
  it('finds empty what nobody has written to yet', async () => {
    const gauges = gaugesAt({ queues: ['not-yet'], parkedTable: 'notyet' });
    expect(await run(gauges)).toEqual({
      lines: [],
      measured: ['gateway.queue.depth=0 not-yet', 'gateway.queue.age=0 not-yet', 'gateway.parked=0'],
    });
  });

  it('measures how deep a queue is, hidden messages included, and how old the oldest that can be seen', async () => {
    const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('watched');
    await queue.create();
    await queue.sendMessage('hidden', { visibilityTimeout: 600 });
    const { insertedOn } = await queue.sendMessage('one');
    await queue.sendMessage('two');
    const later = new Date(insertedOn.getTime() + 100_000);
    const state = await gaugesAt({ queues: ['watched'], parkedTable: 'notyet' }, later).queues();
    expect(state).toMatchObject({ _tag: 'Right', right: [{ queue: 'watched', depth: 3, ageSeconds: 100 }] });
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 2 });
    expect(receivedMessageItems.map(({ dequeueCount }) => dequeueCount)).toEqual([1, 1]);
  });

  it('says no age where nothing can be seen', async () => {
    const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('waiting');
    await queue.create();
    await queue.sendMessage('hidden', { visibilityTimeout: 600 });
    expect(await gaugesAt({ queues: ['waiting'], parkedTable: 'notyet' }).queues()).toMatchObject({
      right: [{ depth: 1, ageSeconds: null }],
    });
  });

  it('says whose jobs are at the front, and takes nothing else for one', async () => {
    const queue = QueueServiceClient.fromConnectionString(azurite.connectionString).getQueueClient('jobs');
    await queue.create();
    for (const text of [
      '{"destination":"soc","items":[1,2,3]}',
      '{"items":[1]}',
      'no job',
      '{"destination":1}',
    ])
      await queue.sendMessage(text);
    expect(await gaugesAt({ queues: ['jobs'], parkedTable: 'notyet' }).queues()).toMatchObject({
      right: [{ depth: 4, peeked: [{ destination: 'soc', items: 3 }] }],
    });
  });

  it('counts what is parked', async () => {
    const table = TableClient.fromConnectionString(azurite.connectionString, 'parkedhere', {
      allowInsecureConnection: true,
    });
    await table.createTable();
    for (const rowKey of ['a', 'b', 'c']) await table.createEntity({ partitionKey: 'parked', rowKey });
    expect(await gaugesAt({ queues: [], parkedTable: 'parkedhere' }).parked()).toMatchObject({ right: 3 });
  });

  it('says what it could not measure, and measures the rest', async () => {
    const { lines, measured } = await run({
      queues: TE.left(unavailable('queue', 'ECONNREFUSED')),
      parked: TE.right(7),
    });
    expect(lines).toEqual([
      'warning: {"line":"watch","intake":"the-invocation","failed":"queue unavailable (ECONNREFUSED)"}',
    ]);
    expect(measured).toEqual(['gateway.parked=7']);
  });
});
