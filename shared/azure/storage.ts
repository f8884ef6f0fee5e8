import { type TokenCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { type JobQueue } from '../pipeline/ports';
import { serviceCode } from './service-code';

/** The URLs of an account's services, without a slash at the end. */
export interface ServiceUrls {
  readonly blob: string;
  readonly queue: string;
  readonly table: string;
}

/** A storage account, by connection string or by the addresses of its services and identity. */
export type Account =
  | { readonly _tag: 'ByConnectionString'; readonly connectionString: string }
  | { readonly _tag: 'ByIdentity'; readonly urls: ServiceUrls; readonly credential: TokenCredential };

export const byConnectionString = (connectionString: string): Account => ({
  _tag: 'ByConnectionString',
  connectionString,
});

export const byIdentity = (urls: ServiceUrls, credential: TokenCredential): Account => ({
  _tag: 'ByIdentity',
  urls,
  credential,
});

/** The URLs in the public cloud; elsewhere the settings give the addresses themselves. */
export const publicUrls = (accountName: string): ServiceUrls => ({
  blob: `https://${accountName}.blob.core.windows.net`,
  queue: `https://${accountName}.queue.core.windows.net`,
  table: `https://${accountName}.table.core.windows.net`,
});

/** Tries are few and short: an HTTP caller waits, and the message comes again anyway. */
export const retryOptions = { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 };

export const queueService = (account: Account): QueueServiceClient =>
  account._tag === 'ByConnectionString'
    ? QueueServiceClient.fromConnectionString(account.connectionString, { retryOptions })
    : new QueueServiceClient(account.urls.queue, account.credential, { retryOptions });

export const blobService = (account: Account): BlobServiceClient =>
  account._tag === 'ByConnectionString'
    ? BlobServiceClient.fromConnectionString(account.connectionString, { retryOptions })
    : new BlobServiceClient(account.urls.blob, account.credential, { retryOptions });

/** Without a limit, a connection that is accepted and never answered would hold an invocation for minutes. */
const maxMs = 5_000;

/** Runs one action on the account, its own tries included. It is given up after five seconds, or when `signal` is aborted. */
export const attempt = <A>(
  dependency: 'queue' | 'blob' | 'table',
  action: (abortSignal: AbortSignal) => Promise<A>,
  signal?: AbortSignal,
): TE.TaskEither<Unavailable, A> =>
  TE.tryCatch(
    () => {
      const longest = AbortSignal.timeout(maxMs);
      return action(signal === undefined ? longest : AbortSignal.any([longest, signal]));
    },
    (error) => unavailable(dependency, serviceCode(error)),
  );

/** One action of many calls: given up when `signal` is aborted, as whoever waits says how long that is; after five seconds where nobody does. */
export const attemptUntil = <A>(
  dependency: 'queue' | 'blob' | 'table',
  action: (abortSignal: AbortSignal) => Promise<A>,
  signal?: AbortSignal,
): TE.TaskEither<Unavailable, A> =>
  signal === undefined
    ? attempt(dependency, action)
    : TE.tryCatch(
        () => action(signal),
        (error) => unavailable(dependency, serviceCode(error)),
      );

/** Runs `action`; where the queue, container or table is missing, creates it and runs it once more. */
export const creatingWhatIsMissing = <A>(
  missing: string,
  create: TE.TaskEither<Unavailable, unknown>,
  action: TE.TaskEither<Unavailable, A>,
): TE.TaskEither<Unavailable, A> =>
  pipe(
    action,
    TE.orElse((failure) =>
      failure.code === missing
        ? pipe(
            create,
            TE.flatMap(() => action),
          )
        : TE.left(failure),
    ),
  );

/** Messages live until they are taken: the queue's default of seven days would lose what waits longer. */
export const forever = -1;

/** How many messages are on a queue, hidden ones included. The queue itself gives only an approximate count. */
export const messagesOn = (account: Account, name: string): TE.TaskEither<Unavailable, number> => {
  const queue = queueService(account).getQueueClient(name);
  return pipe(
    attempt('queue', (abortSignal) => queue.getProperties({ abortSignal })),
    TE.map(({ approximateMessagesCount = 0 }) => approximateMessagesCount),
    TE.orElse((failure) => (failure.code === 'QueueNotFound' ? TE.right(0) : TE.left(failure))),
  );
};

export const jobQueue = (account: Account, name: string): JobQueue => {
  const queue = queueService(account).getQueueClient(name);
  const create = attempt('queue', (abortSignal) => queue.createIfNotExists({ abortSignal }));
  return {
    enqueue: (message, delaySeconds, signal) => {
      const options = { visibilityTimeout: delaySeconds, messageTimeToLive: forever };
      const send = (abortSignal: AbortSignal) => queue.sendMessage(message, { ...options, abortSignal });
      return pipe(creatingWhatIsMissing('QueueNotFound', create, attempt('queue', send, signal)), TE.asUnit);
    },
  };
};
