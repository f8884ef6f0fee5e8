import { type Simulator } from '../../local/simulator/simulator';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type Gateway } from '../integration/gateway';
import { type StorageProxy } from './storage-proxy';

/** Where indicators are delivered. */
export type Target = 'graph' | 'sentinel' | 'defender';

/** A gateway and everything around it that can be broken. */
export interface Lane {
  readonly gateway: Gateway;
  readonly simulator: Simulator;
  readonly storage: StorageProxy;
  /** The only destination of its app. */
  readonly target: Target;
  /** Repairs everything that can be broken, and runs what `onHeal` was given. What is stored stays. */
  readonly heal: () => Promise<void>;
  readonly onHeal: (repair: () => Promise<void>) => void;
}

/** What became of the indicators of one run. A row of docs/measured.md is made of these. */
export interface Tally {
  readonly sent: number;
  readonly created: number;
  readonly updated: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly parked: number;
  /** Still waiting on the queue. */
  readonly deferred: number;
  /** Neither at the destination, on the queue nor parked; or reported where it is not. */
  readonly lost: number;
  /** Held more than once by the destination, under one `externalId`. */
  readonly doubled: number;
  /** Requests that bring indicators to the destination. */
  readonly calls: number;
  readonly tokenCalls: number;
  /** Answers by HTTP that were not 2xx: the sender had to send again. */
  readonly refusals: number;
}

/** What a run left behind, for whoever wants to see more than the tally. */
export interface Seen {
  readonly lane: Lane;
  readonly outcomes: readonly Outcome[];
}

/** `each`: every indicator is an event of its own by HTTP, all at once. `job`: as the version before wrote its jobs. */
export type Channel = 'http' | 'queue' | 'each' | 'job';

/** The settings with which the app of a fault runs; lanes.ts has them. */
export type LaneKind = 'short' | 'impatient' | 'patient' | 'fresh-token' | 'process';

export type Expected = Partial<Omit<Tally, 'sent' | 'calls' | 'tokenCalls'>>;

/** How far the sender of a run is. */
export interface Sending {
  readonly isSent: boolean;
  /** Answers so far that were not 2xx. */
  readonly refusals: number;
}

export interface Fault {
  readonly group: 'token' | 'status' | 'partial' | 'line' | 'lies' | 'storage' | 'process' | 'peers';
  /** As in the checklist. */
  readonly name: string;
  readonly on: LaneKind;
  /**
   * A file of `test/` or another tried fault that holds it as well. Only `npm run fault-table`, which tries all faults, tries
   * it then.
   */
  readonly heldBy?: string;
  /** Where it is the same; by default only Graph. See targets.ts. */
  readonly at?: readonly Target[];
  /** Indicators sent by each channel; by default 5. */
  readonly count?: number;
  /** What is injected is no faulty answer that could be counted: a switch, a shut gate, another clock, or nothing. */
  readonly unseen?: true;
  /** Members that each indicator gets. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** How often the same indicators are sent, changed each time; by default once. The last time counts. */
  readonly rounds?: number;
  /** By default HTTP and queue; see channels.ts. */
  readonly by?: readonly Channel[];
  /** It also hits what takes events in, so it is always tried by each channel. */
  readonly byEach?: true;
  /** Breaks something; `ids` are the `externalId`s about to be sent. */
  readonly inject: (lane: Lane, ids: readonly string[]) => void | Promise<void>;
  /** Headers of what is sent by HTTP. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Everything is repaired after so many milliseconds, or when this function says so. Otherwise the injected fault runs out by
   * itself.
   */
  readonly healed?: number | ((lane: Lane, sending: Sending) => boolean);
  /** For each channel. What is not named is 0, what is named is exact; for refusals it is the minimum. */
  readonly expected: Expected;
  readonly expectedByQueue?: Expected;
  /** Most requests that deliver indicators, for each channel. */
  readonly maxCalls: number;
  readonly maxTokenCalls?: number;
  /** The destination did it and did not say so. Doing it again is right, and doubled indicators are counted. */
  readonly ambiguous?: true;
  /** It may be delivered again and found to be there: `duplicate` counts as `created`, and final outcomes may come twice. */
  readonly repeats?: true;
  /** Whatever else has to be true at the end of a run. */
  readonly verify?: (seen: Seen) => void | Promise<void>;
}
