import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { type StorageProbe } from '../health/ports';
import { serviceCode } from './service-code';
import { blobService, queueService, type Account } from './storage';
import { tableClient } from './table-client';

/** What is looked at: things that the app itself uses. */
export interface ProbedPlaces {
  readonly queue: string;
  readonly table: string;
  readonly container: string;
}

/** Made by the first who writes. */
const notYet: ReadonlySet<string> = new Set(['QueueNotFound', 'ContainerNotFound', 'TableNotFound']);

/** One read, given up after so long; the service's code where it is refused, the system's where it did not get there. */
const read =
  (dependency: Unavailable['dependency'], maxMs: number) =>
  (action: (abortSignal: AbortSignal) => Promise<unknown>): TE.TaskEither<Unavailable, boolean> =>
    TE.tryCatch(
      () =>
        action(AbortSignal.timeout(maxMs)).then(
          () => true,
          (error: unknown) => (notYet.has(serviceCode(error)) ? false : Promise.reject(error as Error)),
        ),
      (error) => unavailable(dependency, serviceCode(error)),
    );

/** Looks at each service of a storage account with the rights that the app itself has there. */
export const storageProbe = (
  account: Account,
  { queue, table, container }: ProbedPlaces,
  maxMs: number,
): StorageProbe => {
  const queueClient = queueService(account).getQueueClient(queue);
  // Here it matters whether there is a table, and an account that has tables.
  const rows = tableClient(account, table, { absentAsEmpty: false });
  const blobClient = blobService(account).getContainerClient(container);
  return {
    queues: read('queue', maxMs)((abortSignal) => queueClient.getProperties({ abortSignal })),
    tables: read(
      'table',
      maxMs,
    )((abortSignal) => rows.listEntities({ abortSignal }).byPage({ maxPageSize: 1 }).next()),
    blobs: read(
      'blob',
      maxMs,
    )((abortSignal) => blobClient.listBlobsFlat({ abortSignal }).byPage({ maxPageSize: 1 }).next()),
  };
};
