import { type TaskEither } from 'fp-ts/TaskEither';
import { type Deliverer } from '../delivery/delivery';
import { type RoomView } from '../delivery/ports';
import { type Retract, type FindSupported } from '../delivery/ledger/support';
import { type Unavailable } from '../failure';
import { type Format } from '../formats/format';
import { type Evaluate } from '../profile/evaluation';
import { type Profile } from '../profile/profile';
import { type Telemetry } from '../telemetry/telemetry';
import { type FailedOver } from './dispatch/failed-over';
import { type Recorder } from './record/recorder';
import { type Final, type Shadows } from './shadow/shadow';

/**
 * The queue of jobs. A Right means durably stored. The queue itself keeps `delaySeconds`, nobody waits. Here and below, when
 * `signal` is aborted the call under way is given up; it may have been done all the same.
 */
export interface JobQueue {
  readonly enqueue: (
    message: string,
    delaySeconds: number,
    signal?: AbortSignal,
  ) => TaskEither<Unavailable, void>;
}

/** The queue of outcomes, written without the host. A Right means that all of them are durably stored. */
export interface OutcomeQueue {
  /**
   * With a signal, what cannot be written at once is tried again until the signal is aborted; then a Left comes, and trying
   * goes on in the background. Without a signal, a Left means that some were not written.
   */
  readonly write: (messages: readonly string[], patience?: AbortSignal) => TaskEither<Unavailable, void>;
}

/** The label of what was given up: enough to list and filter it. */
export interface ParkedItem {
  /** Sorts by time, the newest first. It is safe in a URL, a table key and a blob name. */
  readonly id: string;
  readonly kind: 'event' | 'job';
  /** ISO 8601, UTC. */
  readonly parkedAt: string;
  /** Code of the reason; docs/outcomes.md lists all. */
  readonly reason: string;
  readonly text: string;
  /** Null for an event, which is for every destination. */
  readonly destination: string | null;
  readonly eventId: string;
  /** The source in the envelope; null in rows of versions that did not list it. */
  readonly source: string | null;
  /** How many indicators it holds; 0 where it could not be read. */
  readonly indicators: number;
}

/** Whether a text has the form of an id: thirteen digits that count down with time, then a unique part. */
export const isParkedId = (text: string): boolean => /^\d{13}-[A-Za-z0-9-]{1,64}$/.test(text);

/** What to list. An absent member does not filter. Times are ISO 8601; `from` is included, `to` is not. */
export interface ParkedFilter {
  readonly reason?: string | undefined;
  readonly destination?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface ParkedPage {
  readonly items: readonly ParkedItem[];
  /** The id of the last item, to go on after; null on the last page. */
  readonly next: string | null;
}

/** Keeps whole what was given up, until somebody replays or drops it. */
export interface ParkedStore {
  /** A Right means durably stored, and listed. */
  readonly keep: (item: ParkedItem, content: string, signal?: AbortSignal) => TaskEither<Unavailable, void>;
  readonly list: (
    filter: ParkedFilter,
    page: { readonly size: number; readonly next: string | null },
    signal?: AbortSignal,
  ) => TaskEither<Unavailable, ParkedPage>;
  /** The content as it was kept; null where nothing of that id is kept. */
  readonly read: (id: string, signal?: AbortSignal) => TaskEither<Unavailable, string | null>;
  /** A Right of false says that nothing of that id was kept. */
  readonly remove: (id: string, signal?: AbortSignal) => TaskEither<Unavailable, boolean>;
}

/** A message that the host gave up, as it stands on the poison queue. */
export interface PoisonMessage {
  readonly id: string;
  readonly text: string;
  /** When the host gave it up. */
  readonly insertedAt: Date;
  /** How often it was taken from this queue, including now. */
  readonly times: number;
  /** What is needed to remove it. */
  readonly receipt: string;
}

/** A poison queue that is read without a trigger, so no content can keep a message from being taken. */
export interface PoisonQueue {
  /** The queue that the messages came from. */
  readonly of: string;
  readonly kind: 'event' | 'job';
  /** The next few messages, hidden from others for some minutes; empty where the queue is. */
  readonly take: TaskEither<Unavailable, readonly PoisonMessage[]>;
  readonly remove: (message: PoisonMessage) => TaskEither<Unavailable, void>;
}

/** When a destination's successor gets what it does not take. */
export interface Failover {
  readonly afterMinutes: number;
  /** Since when this process sees it down; null where it does not. */
  readonly downSince: () => Date | null;
  /** Absent or null: the destination is tried again by itself. */
  readonly lasting?: FailedOver | null;
}

/** A destination, and what brings indicators there. */
export interface Route {
  readonly name: string;
  readonly deliverer: Deliverer;
  /** Name of the route that gets what this one no longer takes; null: that is parked. */
  readonly successor: string | null;
  /** The route gets only what another hands over. */
  readonly standby: boolean;
  /** true: new indicators go to its successor, or are skipped; what already waits for it is delivered. */
  readonly drains?: boolean;
  /** Null or absent: what it does not take waits, however long it is down. */
  readonly failover?: Failover | null;
  /** Absent or null where it takes any number. */
  readonly room?: RoomView | null;
  /** Absent or null where nobody knows what its sources said before. */
  readonly findSupported?: FindSupported | null;
  /** Absent or null where take-backs are not remembered. */
  readonly retract?: Retract | null;
}

/** Whether events go there directly. */
export const isForEvents = ({ standby }: Route): boolean => !standby;

/** Told what came of indicators at a destination, for its shadows; nobody waits for it. */
export type ReportToShadows = (destination: string, finals: readonly Final[]) => void;

/** How many indicators of a message are for a destination. */
export interface QueuedShare {
  readonly destination: string;
  readonly items: number;
}

/** Everything that the pipeline may use of the outside world. Made once, in functions/environment.ts. */
export interface Environment {
  readonly now: () => Date;
  readonly newId: () => string;
  /** From 0 to under 1. */
  readonly random: () => number;
  readonly formats: readonly Format[];
  readonly routes: readonly Route[];
  /** Absent where no destination has a shadow. */
  readonly mirror?: ReportToShadows | undefined;
  readonly shadows?: Shadows<Route> | undefined;
  readonly jobs: JobQueue;
  readonly outcomes: OutcomeQueue;
  readonly parked: ParkedStore;
  /** Where outcomes are kept for reading, after they went to their queue. */
  readonly record: Pick<Recorder, 'keep'>;
  /** The namespace of computed `externalId`s. By it, two deployments of one tenant share indicators or keep them apart. */
  readonly identityScope: string;
  /** The deployment's rules. */
  readonly profile: Profile;
  /** Evaluates the profile's expressions over a payload; never called where it has none. */
  readonly evaluate: Evaluate;
  readonly retry: RetryRules;
  /**
   * Called when a job is put on a queue or an event is taken, with the message's share for each destination. Absent where
   * nobody listens.
   */
  readonly onMessage?: ((queue: 'events' | 'jobs', shares: readonly QueuedShare[]) => void) | undefined;
  readonly telemetry: Telemetry;
  /** Writes one line that should wake somebody: ids and codes, no content. */
  readonly alert: (code: string, destination: string, text: string) => void;
}

/** How long, and how often, a job is tried. */
export interface RetryRules {
  /**
   * The first wait where the destination asked for none, in seconds. It doubles with each try, and a random part of it is
   * waited.
   */
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  readonly maxAttempts: number;
  readonly maxAgeSeconds: number;
  /** A thing received longer ago is not sent any more, unless it is a take-back: nobody knows by then who took it back since. */
  readonly oldestSeconds: number;
  /** How long a 403 counts as a role that has not spread yet, in seconds. */
  readonly grantSeconds: number;
}
