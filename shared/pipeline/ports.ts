import { type TaskEither } from 'fp-ts/TaskEither';
import { type Deliverer } from '../delivery/delivery';
import { type RoomView } from '../delivery/ports';
import { type Silence, type StoodBy } from '../delivery/standing';
import { type Unavailable } from '../failure';
import { type Format } from '../formats/format';
import { type Evaluate } from '../profile/evaluation';
import { type Profile } from '../profile/profile';
import { type Telemetry } from '../telemetry/telemetry';
import { type FailedOver } from './failed-over';
import { type Recorder } from './record/recorder';
import { type Final, type Shadows } from './shadow/shadow';

/**
 * The queue of jobs. A Right means durably stored; `delaySeconds` is kept by the queue, not by waiting. Here and below, what is
 * under way when `signal` is aborted is given up; it may have been done all the same.
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
   * With a signal, what cannot be written at once is tried again until it is aborted; then a Left, and trying goes on in the
   * background. Without one, a Left means that some were not written.
   */
  readonly write: (messages: readonly string[], patience?: AbortSignal) => TaskEither<Unavailable, void>;
}

/** The label on what was given up: enough to list and filter it. */
export interface ParkedItem {
  /** Sorts by time, the newest first; safe in a URL, a table key and a blob name. */
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
  /** As the envelope says; null in a row of a version that did not list it. */
  readonly source: string | null;
  /** How many indicators it holds; 0 where it could not be read. */
  readonly indicators: number;
}

/** The form of an id: thirteen digits that count down with time, then what makes it unique. */
export const isParkedId = (text: string): boolean => /^\d{13}-[A-Za-z0-9-]{1,64}$/.test(text);

/** What to list; a member that is absent does not filter. Times are ISO 8601, `from` is included and `to` is not. */
export interface ParkedFilter {
  readonly reason?: string | undefined;
  readonly destination?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface ParkedPage {
  readonly items: readonly ParkedItem[];
  /** The id of the last item here, to go on after; null on the last page. */
  readonly next: string | null;
}

/** Where what was given up is kept whole, until somebody replays or drops it. */
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

/** A message that the host gave up, as it lies on the poison queue. */
export interface PoisonMessage {
  readonly id: string;
  readonly text: string;
  /** When the host gave it up. */
  readonly insertedAt: Date;
  /** How often it was taken from this queue, this time included. */
  readonly times: number;
  /** With which it may be removed. */
  readonly receipt: string;
}

/** A poison queue, taken from without a trigger: no content can keep a message from being taken. */
export interface PoisonQueue {
  /** The queue that the messages were on before. */
  readonly of: string;
  readonly kind: 'event' | 'job';
  /** The next few messages, hidden from others for some minutes; none where it is empty. */
  readonly take: TaskEither<Unavailable, readonly PoisonMessage[]>;
  readonly remove: (message: PoisonMessage) => TaskEither<Unavailable, void>;
}

/** When the successor of a destination gets what it does not take. */
export interface Failover {
  readonly afterMinutes: number;
  /** Since when this process sees it down; null: it does not. */
  readonly downSince: () => Date | null;
  /** Absent or null: it is tried again by itself. */
  readonly lasting?: FailedOver | null;
}

/** A destination, and who brings indicators there. */
export interface Route {
  readonly name: string;
  readonly deliverer: Deliverer;
  /** Name of the route that gets what this one takes no more; null: it is parked. */
  readonly successor: string | null;
  /** It gets only what another hands over. */
  readonly standby: boolean;
  /** true: what is new goes to its successor, or is skipped; what waits for it is delivered. */
  readonly drains?: boolean;
  /** Null or absent: what it does not take waits, however long it is down. */
  readonly failover?: Failover | null;
  /** Absent or null: it takes any number. */
  readonly room?: RoomView | null;
  /** Absent or null: nobody knows what its sources said before. */
  readonly standing?: StoodBy | null;
  /** Absent or null: nothing is remembered. */
  readonly silence?: Silence | null;
}

/** Whether events go there by themselves. */
export const isForEvents = ({ standby }: Route): boolean => !standby;

/** Told what came of indicators at a destination, for its shadows; never waited for. */
export type Mirror = (destination: string, finals: readonly Final[]) => void;

/** How many indicators of a message are for a destination. */
export interface QueuedShare {
  readonly destination: string;
  readonly items: number;
}

/** Everything the pipeline may use of the world. Made once, in functions/environment.ts. */
export interface Environment {
  readonly now: () => Date;
  readonly newId: () => string;
  /** From 0 to under 1. */
  readonly random: () => number;
  readonly formats: readonly Format[];
  readonly routes: readonly Route[];
  /** Absent: no destination has a shadow. */
  readonly mirror?: Mirror | undefined;
  readonly shadows?: Shadows<Route> | undefined;
  readonly jobs: JobQueue;
  readonly outcomes: OutcomeQueue;
  readonly parked: ParkedStore;
  /** Where outcomes are kept to be read; second to the queue of them. */
  readonly record: Pick<Recorder, 'keep'>;
  /** Namespace of computed `externalId`s, so that two deployments of one tenant may share or not share indicators. */
  readonly identityScope: string;
  /** The deployment's rules. */
  readonly profile: Profile;
  /** The profile's expressions over a payload; never asked where it has none. */
  readonly evaluate: Evaluate;
  readonly retry: RetryRules;
  /** Told what a message of a queue holds for each destination, when a job is put there or an event was taken. Absent: nobody is. */
  readonly onMessage?: ((queue: 'events' | 'jobs', shares: readonly QueuedShare[]) => void) | undefined;
  readonly telemetry: Telemetry;
  /** One line that should wake somebody: ids and codes, no content. */
  readonly alert: (code: string, destination: string, text: string) => void;
}

/** How long a job is tried. */
export interface RetryRules {
  /** The first wait where the destination did not ask for one; it doubles with each try, and a random part of it is waited. */
  readonly firstSeconds: number;
  readonly maxSeconds: number;
  readonly maxAttempts: number;
  readonly maxAgeSeconds: number;
  /** What was received longer ago, and is not taken back, is not sent any more: nobody knows by then who took it back since. */
  readonly oldestSeconds: number;
  /** How long 403 is taken for a role that has not spread yet. */
  readonly grantSeconds: number;
}
