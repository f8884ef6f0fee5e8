import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { deliverJob } from '../../functions/deliver-job';
import { showIntake } from '../../functions/intake';
import { receiveHttp } from '../../functions/receive-http';
import { createRecorder } from '../../shared/pipeline/record/recorder';
import { batchIds } from '../../shared/pipeline/record/outcome-batches';
import { answered } from '../functions/answered';
import { createWorld, now } from '../functions/world';
import { inMemoryRecord } from '../pipeline/in-memory-record';
import { type Bench, type Row } from './bench';
import { onlyHeadStart } from '../pipeline/only-head-start';

const lines = 100_000;

const contextOf = (invocationId: string): InvocationContext =>
  new InvocationContext({ invocationId, logHandler: () => undefined });

/** A gateway in this process. It keeps only the counts of its outcomes, and nothing of its calls. */
const createGateway = () => {
  const world = createWorld();
  const store = inMemoryRecord();
  const record = createRecorder({
    store: {
      ...store,
      write: (batches) =>
        store.write(batches.map(({ at, batch }) => ({ at, batch: { ...batch, text: '[]' } }))),
    },
    now: () => now,
    newBatchId: batchIds((bytes) => Buffer.alloc(bytes)),
    pause: onlyHeadStart,
    alert: () => undefined,
    telemetry: { count: () => undefined },
  });
  return { ...world, store, environment: { ...world.environment, record } };
};

/** The most memory that the process held, sampled repeatedly. */
const watchMemory = () => {
  const megabytes = (): number => process.memoryUsage().rss / 1024 / 1024;
  const before = megabytes();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, megabytes())), 20);
  return (): Row => {
    clearInterval(timer);
    return { 'before MB': Math.round(before), 'most MB': Math.round(Math.max(most, megabytes())) };
  };
};

const measure = async (): Promise<readonly Row[]> => {
  const { environment, queued, calls, recorded, store } = createGateway();
  const body = Array.from({ length: lines }, (_, n) => `n${n}.evil-feed.example`).join('\n');
  const settings = { HTTP_BODY_LIMIT_BYTES: 16 * 1024 * 1024, FEED_MAX_LINES: lines };
  const request = new HttpRequest({
    method: 'POST',
    url: 'http://localhost/api/indicators',
    headers: { 'content-type': 'text/csv' },
    body: { string: body },
  });
  const taking = watchMemory();
  const began = performance.now();
  const taken = await answered(environment, receiveHttp(environment, settings))(request, contextOf('feed'));
  const took = performance.now() - began;
  const rows: Row[] = [
    { step: `answered ${taken.status}`, seconds: took / 1000, parts: queued.length, ...taking() },
  ];
  const working = watchMemory();
  const started = performance.now();
  for (const [index, { message }] of [...queued].entries()) {
    await deliverJob(environment)(Buffer.from(message), contextOf(`part-${index}`));
    calls.length = 0;
    recorded.length = 0;
  }
  rows.push({
    step: 'worked off',
    seconds: (performance.now() - started) / 1000,
    parts: queued.length,
    ...working(),
  });
  const asking = performance.now();
  const asked = new HttpRequest({
    method: 'GET',
    url: 'http://localhost/api/intakes/feed',
    params: { id: 'feed' },
  });
  const handler = answered(environment, showIntake(environment, { store, days: 30 }));
  const answer = new HttpResponse(await handler(asked, contextOf('ask')));
  const { feed, settled } = JSON.parse(await answer.text()) as {
    readonly feed: { readonly linesRead: number; readonly partsRead: number };
    readonly settled: { readonly created: number };
  };
  rows.push({
    step: `says ${feed.linesRead} read, ${settled.created} created`,
    seconds: (performance.now() - asking) / 1000,
    parts: feed.partsRead,
  });
  return rows;
};

export const feed: Bench = {
  name: 'feed',
  title: `a list of ${lines} lines in one body, in one process without storage: taken, worked off part by part, and asked for`,
  run: (say) => {
    say(`${lines} lines`);
    return measure();
  },
};
