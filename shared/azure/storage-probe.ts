import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { type StorageProbe } from '../health/ports';
import { serviceCode } from './service-code';
import { blobService, queueService, type Account } from './storage';
import { tableClient } from './table-client';

/** The things that are looked at; the app itself uses them. */
export interface ProbedPlaces {
  readonly queue: string;
  readonly table: string;
  readonly container: string;
}

/** What the first writer creates; until then it is missing, and that is no fault. */
const notYet: ReadonlySet<string> = new Set(['QueueNotFound', 'ContainerNotFound', 'TableNotFound']);

/**
 * Makes one read, given up after `maxMs`. Gives the service's code where it was refused, the system's code where it did not get
 * there.
 */
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
  // Here it matters whether the table exists, and whether the account has tables at all.
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
