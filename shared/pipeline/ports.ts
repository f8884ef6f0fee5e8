import { type TaskEither } from 'fp-ts/TaskEither';
import { type Destination, type Exchange } from '../destinations/destination';
import { type Unavailable } from '../failure';
import { type Format } from '../formats/format';
import { type Profile } from '../profile/profile';

/** The queue of jobs. A Right means durably stored; `delaySeconds` is kept by the queue, not by waiting. */
export interface JobQueue {
  readonly enqueue: (message: string, delaySeconds: number) => TaskEither<Unavailable, void>;
}

/** Where what was given up is kept whole. A Right means durably stored under that name. */
export interface ParkedStore {
  readonly keep: (name: string, content: string) => TaskEither<Unavailable, void>;
}

/** A destination that is switched on, and the client that reaches it. */
export interface Route {
  readonly destination: Destination;
  readonly exchange: Exchange;
}

/** Everything the pipeline may use of the world. Made once, in functions/environment.ts. */
export interface Environment {
  readonly now: () => Date;
  readonly newId: () => string;
  readonly formats: readonly Format[];
  readonly routes: readonly Route[];
  readonly jobs: JobQueue;
  readonly parked: ParkedStore;
  /** Namespace of computed `externalId`s, so that two deployments of one tenant may share or not share indicators. */
  readonly identityScope: string;
  /** The deployment's rules. */
  readonly profile: Profile;
  readonly requestTimeoutMs: number;
  /** Wait before the next try where the destination did not ask for one. */
  readonly retryDelaySeconds: number;
}
