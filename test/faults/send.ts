import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, type Fault, type Lane } from './fault';

const perMessage = 100;
const mostRefusals = 20;

const chunks = <A>(all: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

/** Sends as Event Grid or a Logic App would: what is not answered 2xx is sent again. Gives the number of refusals. */
const post = async ({ gateway }: Lane, body: unknown, more: Fault['headers'] = {}): Promise<number> => {
  const headers = { 'content-type': 'application/json', 'x-functions-key': gateway.functionKey, ...more };
  for (let refusals = 0; refusals <= mostRefusals; refusals += 1) {
    const taken = await fetch(`${gateway.url}/api/indicators`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (taken) return refusals;
    await sleep(500);
  }
  return mostRefusals + 1;
};

/** A job as the version before wrote it: without first-seen time, wait and history. */
const earlierJob = (items: readonly unknown[]): string => {
  const provenance = {
    eventId: 'earlier',
    intakeId: 'earlier',
    source: 'http',
    eventType: null,
    eventTime: null,
    format: 'tiIndicator',
    receivedAt: new Date().toISOString(),
  };
  return JSON.stringify({
    schema: 'indicator-gateway/job/1',
    destination: 'graph',
    attempts: 1,
    items: items.map((item, index) => ({
      provenance: { ...provenance, place: `/${index}` },
      indicator: item,
    })),
  });
};

/** Sends so many indicators by a channel, and gives the number of refusals. */
export const send = async (
  lane: Lane,
  channel: Channel,
  items: readonly unknown[],
  headers: Fault['headers'],
): Promise<number> => {
  switch (channel) {
    case 'http':
      return post(lane, items, headers);
    case 'each': {
      const refusals = await Promise.all(items.map((item) => post(lane, item, headers)));
      return refusals.reduce((sum, one) => sum + one, 0);
    }
    case 'queue':
      for (const part of chunks(items, perMessage)) await lane.gateway.enqueue(JSON.stringify(part));
      return 0;
    case 'job': {
      const jobs = lane.gateway.queues.getQueueClient('indicator-jobs');
      await jobs.createIfNotExists();
      await jobs.sendMessage(earlierJob(items));
      return 0;
    }
  }
};
