import { type Simulator } from '../../local/simulator/simulator';
import { type Outcome } from '../../shared/pipeline/outcome';
import { type Gateway } from '../integration/gateway';
import { type StorageProxy } from './storage-proxy';

/** Where indicators are brought to. */
export type Target = 'graph' | 'sentinel' | 'defender';

/** A gateway and everything around it that can be broken. */
export interface Lane {
  readonly gateway: Gateway;
  readonly simulator: Simulator;
  readonly storage: StorageProxy;
  /** The only destination of its app. */
  readonly target: Target;
  /** Repairs all that can be broken, and runs what `onHeal` was given; what is stored stays. */
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
  /** Neither at the destination, on the queue nor parked; or told to be where it is not. */
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

/** Which settings the app of a fault runs with; lanes.ts has them. */
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
   * What holds it as well, a file of `test/` or the name of a fault that is tried: it is left to `npm run fault-table`, which
   * tries all of them.
   */
  readonly heldBy?: string;
  /** Where it is the same; only at Graph unless told. See targets.ts. */
  readonly at?: readonly Target[];
  /** Indicators sent by each channel; 5 unless told. */
  readonly count?: number;
  /** What is injected is no fault of an answer that can be counted: a switch, a shut gate, another clock, or nothing. */
  readonly unseen?: true;
  /** Members that each indicator gets. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** How often the same indicators are sent, changed each time; once unless told. The last one counts. */
  readonly rounds?: number;
  /** Unless told by HTTP and by queue; see channels.ts. */
  readonly by?: readonly Channel[];
  /** What it hits is also what takes an event in: it is tried by each channel, every time. */
  readonly byEach?: true;
  /** Breaks something; `ids` are the `externalId`s about to be sent. */
  readonly inject: (lane: Lane, ids: readonly string[]) => void | Promise<void>;
  /** Headers of what is sent by HTTP. */
  readonly headers?: Readonly<Record<string, string>>;
  /** All is repaired after so many milliseconds, or when this says so; else what was injected runs out by itself. */
  readonly healed?: number | ((lane: Lane, sending: Sending) => boolean);
  /** Of each channel. What is not named is 0, what is named is exact; of refusals it is the least. */
  readonly expected: Expected;
  readonly expectedByQueue?: Expected;
  /** Most requests that bring indicators, for each channel. */
  readonly maxCalls: number;
  readonly maxTokenCalls?: number;
  /** The destination did it and did not say so: doing it again is right, and what is doubled is counted. */
  readonly ambiguous?: true;
  /** It may be brought again and found to be there: `duplicate` counts as `created`, and final outcomes may come twice. */
  readonly repeats?: true;
  /** Whatever else has to be true at the end of a run. */
  readonly verify?: (seen: Seen) => void | Promise<void>;
}
