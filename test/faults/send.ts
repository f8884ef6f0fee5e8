import { setTimeout as sleep } from 'node:timers/promises';
import { type Channel, type Fault, type Lane } from './fault';

const perMessage = 100;
/** Ends what hangs: a host may take long to come back. */
const maxRefusals = 200;

const chunks = <A>(all: readonly A[], size: number): readonly (readonly A[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));

interface By {
  readonly headers: Fault['headers'];
  /** Told of each answer that was not 2xx, and of its status where there was an answer. */
  readonly refused: (status: number | null) => void;
}

/** Sends as Event Grid or a Logic App would: what is not answered 2xx is sent again. */
const post = async ({ gateway }: Lane, body: unknown, by: By): Promise<void> => {
  const headers = {
    'content-type': 'application/json',
    'x-functions-key': gateway.functionKey,
    ...by.headers,
  };
  for (let tries = 0; tries <= maxRefusals; tries += 1) {
    const { ok, status } = await fetch(`${gateway.url}/api/indicators`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }).then(
      (answer) => answer,
      () => ({ ok: false, status: null }),
    );
    if (ok) return;
    by.refused(status);
    await sleep(500);
  }
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

/** Sends so many indicators by a channel. */
export const send = async (
  lane: Lane,
  channel: Channel,
  items: readonly unknown[],
  by: By,
): Promise<void> => {
  switch (channel) {
    case 'http':
      return post(lane, items, by);
    case 'each':
      await Promise.all(items.map((item) => post(lane, item, by)));
      return;
    case 'queue':
      for (const part of chunks(items, perMessage)) await lane.gateway.enqueue(JSON.stringify(part));
      return;
    case 'job': {
      const jobs = lane.gateway.queues.getQueueClient('indicator-jobs');
      await jobs.createIfNotExists();
      await jobs.sendMessage(earlierJob(items));
      return;
    }
  }
};
