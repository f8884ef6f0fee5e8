import { type TokenCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { type JobQueue, type ParkedStore } from '../pipeline/ports';

/** A storage account, by connection string or by name and identity. */
export type Account =
  | { readonly connectionString: string }
  | { readonly accountName: string; readonly credential: TokenCredential };

/** Tries are few and short: an HTTP caller waits, and the message comes again anyway. */
const retryOptions = { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 };

const queueService = (account: Account): QueueServiceClient =>
  'connectionString' in account
    ? QueueServiceClient.fromConnectionString(account.connectionString, { retryOptions })
    : new QueueServiceClient(`https://${account.accountName}.queue.core.windows.net`, account.credential, {
        retryOptions,
      });

const blobService = (account: Account): BlobServiceClient =>
  'connectionString' in account
    ? BlobServiceClient.fromConnectionString(account.connectionString, { retryOptions })
    : new BlobServiceClient(`https://${account.accountName}.blob.core.windows.net`, account.credential, {
        retryOptions,
      });

/** The service's error code, never the error itself: it may carry a signature. */
const codeOf = (error: unknown): string => {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return [code, name].find((value): value is string => typeof value === 'string') ?? 'unknown';
};

/** A connection that is taken and never answered would else hold an invocation for minutes. */
const longestMs = 5_000;

const attempt = (
  dependency: 'queue' | 'blob',
  action: (abortSignal: AbortSignal) => Promise<unknown>,
): TE.TaskEither<Unavailable, void> =>
  TE.tryCatch(
    async () => {
      await action(AbortSignal.timeout(longestMs));
    },
    (error) => unavailable(dependency, codeOf(error)),
  );

/** Runs `action`; where the queue or container is missing, creates it and runs it once more. */
const creating = (
  missing: string,
  create: TE.TaskEither<Unavailable, void>,
  action: TE.TaskEither<Unavailable, void>,
): TE.TaskEither<Unavailable, void> =>
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
const forever = -1;

export const jobQueue = (account: Account, name: string): JobQueue => {
  const queue = queueService(account).getQueueClient(name);
  const create = attempt('queue', (abortSignal) => queue.createIfNotExists({ abortSignal }));
  return {
    enqueue: (message, delaySeconds) => {
      const options = { visibilityTimeout: delaySeconds, messageTimeToLive: forever };
      const send = (abortSignal: AbortSignal) => queue.sendMessage(message, { ...options, abortSignal });
      return creating('QueueNotFound', create, attempt('queue', send));
    },
  };
};

const asJson = { blobHTTPHeaders: { blobContentType: 'application/json' } };

export const parkedStore = (account: Account, container: string): ParkedStore => {
  const blobs = blobService(account).getContainerClient(container);
  const create = attempt('blob', (abortSignal) => blobs.createIfNotExists({ abortSignal }));
  return {
    keep: (name, content) => {
      const upload = (abortSignal: AbortSignal) =>
        blobs
          .getBlockBlobClient(name)
          .upload(content, Buffer.byteLength(content), { ...asJson, abortSignal });
      return creating('ContainerNotFound', create, attempt('blob', upload));
    },
  };
};
