import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { isObject } from '../codec/json-value';
import { parseJson } from '../codec/json';
import { type Unavailable } from '../failure';
import { type Gauges, type JobShare, type QueueState } from '../health/ports';
import { attempt, queueService, type Account } from './storage';
import { tableClient } from './table-client';

export interface GaugePlaces {
  readonly queues: readonly string[];
  readonly parkedTable: string;
  readonly now: () => Date;
}

/**
 * How many messages are peeked. A queue shows those at its front, and the oldest of them counts: a hidden message may come back
 * at any place.
 */
const maxPeeked = 32;

/** Counting means walking over all rows; this many are enough to know that something is wrong. */
const maxCounted = 50_000;

/** The share that a job's message names; any other message names none. */
const peekedJobs = (text: string): readonly JobShare[] =>
  pipe(
    parseJson(text),
    E.match(
      () => [],
      (job) =>
        isObject(job) && typeof job.destination === 'string' && Array.isArray(job.items)
          ? [{ destination: job.destination, items: job.items.length }]
          : [],
    ),
  );

const countRows = async (
  table: ReturnType<typeof tableClient>,
  abortSignal: AbortSignal,
): Promise<number> => {
  let count = 0;
  for await (const page of table
    .listEntities({ queryOptions: { select: ['RowKey'] }, abortSignal })
    .byPage()) {
    count += page.length;
    if (count >= maxCounted) break;
  }
  return count;
};

/** A queue or table that nobody has written to yet is an empty one. */
const orEmpty =
  <A>(missing: string, empty: A) =>
  (failure: Unavailable): TE.TaskEither<Unavailable, A> =>
    failure.code === missing ? TE.right(empty) : TE.left(failure);

/**
 * Figures of the queues and parked things of a storage account. Peeking leaves a message as it is, its count of tries included.
 */
export const storageGauges = (account: Account, { queues, parkedTable, now }: GaugePlaces): Gauges => {
  const service = queueService(account);
  const rows = tableClient(account, parkedTable);
  const stateOf = (queue: string): TE.TaskEither<Unavailable, QueueState> => {
    const client = service.getQueueClient(queue);
    const read = attempt('queue', async (abortSignal): Promise<QueueState> => {
      const { approximateMessagesCount = 0 } = await client.getProperties({ abortSignal });
      const peeked = await client.peekMessages({ numberOfMessages: maxPeeked, abortSignal });
      const ages = peeked.peekedMessageItems.map(({ insertedOn }) => now().getTime() - insertedOn.getTime());
      const ageSeconds = ages.length === 0 ? null : Math.max(0, ...ages) / 1000;
      const jobs = peeked.peekedMessageItems.flatMap(({ messageText }) => peekedJobs(messageText));
      return { queue, depth: approximateMessagesCount, ageSeconds, peeked: jobs };
    });
    return pipe(
      read,
      TE.orElse(orEmpty<QueueState>('QueueNotFound', { queue, depth: 0, ageSeconds: null, peeked: [] })),
    );
  };
  return {
    queues: pipe(queues, TE.traverseArray(stateOf)),
    parked: pipe(
      attempt('table', (abortSignal) => countRows(rows, abortSignal)),
      TE.orElse(orEmpty('TableNotFound', 0)),
    ),
  };
};
