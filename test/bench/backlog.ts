import { QueueServiceClient } from '@azure/storage-queue';

const perEvent = 100;

const eventOf = (event: number, more: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    value: Array.from({ length: perEvent }, (_, n) => ({
      action: 'alert',
      description: 'Indicator of the bench',
      expirationDateTime: '2099-01-01T00:00:00Z',
      targetProduct: 'Azure Sentinel',
      threatType: 'WatchList',
      tlpLevel: 'green',
      ...more,
      domainName: `n${event * perEvent + n}.bench.example`,
    })),
  });

/** Puts so many indicators on the queue, in events of a hundred. They are the same each time, except for `more`. */
export const fillQueue = async (
  connectionString: string,
  indicators: number,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  const queue = QueueServiceClient.fromConnectionString(connectionString).getQueueClient('indicator-events');
  await queue.createIfNotExists();
  const events = Array.from({ length: indicators / perEvent }, (_, event) => event);
  const sendAll = async (): Promise<void> => {
    for (let event = events.pop(); event !== undefined; event = events.pop())
      await queue.sendMessage(eventOf(event, more));
  };
  await Promise.all(Array.from({ length: 16 }, sendAll));
};
