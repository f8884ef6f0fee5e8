import { buffer } from 'node:stream/consumers';
import { type ContainerClient } from '@azure/storage-blob';
import { blobService, type Account } from '../../shared/azure/storage';
import { Failure } from '../failure';
import { lettersIn, type DeadLetter } from './dead-letter';
import { storageTrouble } from './trouble';

/** A blob of dead letters. */
export interface DeadLetters {
  readonly name: string;
  readonly modifiedAt: Date;
  /** Changes with its content. */
  readonly version: string;
  /** Null where the blob holds no events, or is larger than what is read. */
  readonly letters: readonly DeadLetter[] | null;
}

/** The blobs of dead letters. Every error is a Failure. */
export interface DeadLetterStore {
  /** One blob after the other, only one of them in memory. */
  readonly each: () => AsyncIterable<DeadLetters>;
  readonly names: () => Promise<readonly string[]>;
  readonly read: (name: string) => Promise<DeadLetters>;
  /** Removes what was read, unless it was written since. */
  readonly remove: (read: DeadLetters) => Promise<void>;
}

/** The largest blob that is read. An event is at most 1 MiB; how many Event Grid puts into a blob is not documented. */
const maxBytes = 64 * 1024 * 1024;

const gone = (name: string): Failure =>
  new Failure(`${name} is not there`, 'it was replayed or deleted already, or the name is not right');

const readFrom = async (container: ContainerClient, name: string, most: number): Promise<DeadLetters> => {
  const answer = await container.getBlobClient(name).download(0, most + 1);
  const { readableStreamBody, lastModified = new Date(0), etag = '' } = answer;
  const content = readableStreamBody === undefined ? Buffer.alloc(0) : await buffer(readableStreamBody);
  const letters = content.byteLength > most ? null : lettersIn(content.toString('utf8'));
  return { name, modifiedAt: lastModified, version: etag, letters };
};

const isGone = (error: unknown): boolean => (error as { readonly code?: unknown }).code === 'BlobNotFound';

export const deadLetterStore = (
  account: Account,
  containerName: string,
  most = maxBytes,
): DeadLetterStore => {
  const container = blobService(account).getContainerClient(containerName);
  const names = async function* (): AsyncIterable<string> {
    try {
      for await (const { name, properties } of container.listBlobsFlat())
        if ((properties.contentLength ?? 0) > 0) yield name;
    } catch (error) {
      throw storageTrouble(error);
    }
  };
  const read = (name: string): Promise<DeadLetters> =>
    readFrom(container, name, most).catch((error: unknown) => {
      throw isGone(error) ? gone(name) : storageTrouble(error);
    });
  return {
    read,
    names: async () => {
      const all: string[] = [];
      for await (const name of names()) all.push(name);
      return all;
    },
    each: async function* () {
      for await (const name of names()) yield await read(name);
    },
    remove: async ({ name, version }) => {
      await container
        .getBlobClient(name)
        .delete({ conditions: { ifMatch: version } })
        .catch((error: unknown) => {
          if (!isGone(error)) throw storageTrouble(error);
        });
    },
  };
};
