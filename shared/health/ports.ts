import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';

/** For which destination a message is, or a part of it, and how many indicators that is. */
export interface JobShare {
  readonly destination: string;
  readonly items: number;
}

/** How a queue stands. */
export interface QueueState {
  readonly queue: string;
  /** Messages on it, those included that are hidden for now. About right, as the queue says it. */
  readonly depth: number;
  /** Since the oldest message that can be seen was put on it; null where none can. */
  readonly ageSeconds: number | null;
  /** Whose jobs the messages at its front are, those that can be seen; none where they are no jobs. */
  readonly peeked: readonly JobShare[];
}

/** What is measured from time to time, as nothing that happens says it. */
export interface Gauges {
  readonly queues: TaskEither<Unavailable, readonly QueueState[]>;
  /** How many events and jobs are parked. */
  readonly parked: TaskEither<Unavailable, number>;
}

/**
 * What a token for the scope allows (its `roles`, and its `scp` where a person signed in); null where the token cannot be
 * read. The token itself is not given.
 */
export type Permissions = (scope: string) => TaskEither<Unavailable, readonly string[] | null>;

/** Reads that change nothing, one a service of the storage account; false: what is read is not there yet. */
export interface StorageProbe {
  readonly queues: TaskEither<Unavailable, boolean>;
  readonly tables: TaskEither<Unavailable, boolean>;
  readonly blobs: TaskEither<Unavailable, boolean>;
}
