import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';

/** A message's share for one destination: its name, and how many indicators that is. */
export interface JobShare {
  readonly destination: string;
  readonly items: number;
}

/** How a queue stands. */
export interface QueueState {
  readonly queue: string;
  /** The number of messages, hidden ones included. The queue itself gives only an approximate count. */
  readonly depth: number;
  /** The age of the oldest message that can be seen; null where none can. */
  readonly ageSeconds: number | null;
  /** The shares of the jobs at its front, as far as they can be seen; empty where the messages are no jobs. */
  readonly peeked: readonly JobShare[];
}

/** What has to be measured from time to time, because no event reports it. */
export interface Gauges {
  readonly queues: TaskEither<Unavailable, readonly QueueState[]>;
  /** How many events and jobs are parked. */
  readonly parked: TaskEither<Unavailable, number>;
}

/**
 * What a token for the scope allows: its `roles`, and its `scp` where a person signed in. Null where the token cannot be read.
 * The token itself is not given.
 */
export type Permissions = (scope: string) => TaskEither<Unavailable, readonly string[] | null>;

/** Reads that change nothing, one for each service of the storage account. False: what is read is not there yet. */
export interface StorageProbe {
  readonly queues: TaskEither<Unavailable, boolean>;
  readonly tables: TaskEither<Unavailable, boolean>;
  readonly blobs: TaskEither<Unavailable, boolean>;
}
