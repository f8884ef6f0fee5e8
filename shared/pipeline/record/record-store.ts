import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { type Outcome, type State } from '../outcome';

/** How many outcomes of a batch say the same. */
export interface BatchCount {
  readonly destination: string | null;
  readonly state: State;
  /** Code of the reason; null where there is none. */
  readonly reason: string | null;
  readonly count: number;
}

/** What a batch is, where it is more than outcomes of an event that was just read. */
export type BatchMark =
  /** Of what had been put off before. */
  | { readonly kind: 'later' }
  /** A feed was put on the queue as a whole. */
  | { readonly kind: 'feed'; readonly lines: number; readonly parts: number }
  /** Of the part of a feed that begins behind so many lines; `run` is who read it. */
  | { readonly kind: 'part'; readonly first: number; readonly lines: number; readonly run: string }
  /** Of a shadow: what came to the same there, and what could not be tried there. */
  | { readonly kind: 'same' | 'missed' };

/** Under which intake and event outcomes of a batch are found, and what is counted of them. */
export interface BatchOwner {
  readonly intakeId: string;
  readonly eventId: string;
  readonly counts: readonly BatchCount[];
  readonly mark?: BatchMark | undefined;
}

/** Outcomes that are kept together. */
export interface OutcomeBatch {
  /** 16 hexadecimal digits; of two batches of one process the later has the greater. */
  readonly id: string;
  /** One at least, each of another intake. */
  readonly owners: readonly BatchOwner[];
  /** Each outcome names the intake and the event under which it is found, as it must where there are several owners. */
  readonly namesOwners: boolean;
  /** A JSON array of outcomes. */
  readonly text: string;
}

/** What batches count, without their outcomes: the newest first. */
export interface BatchTally {
  readonly batches: readonly Pick<BatchOwner, 'counts' | 'mark'>[];
  /** false: there are more, older ones. */
  readonly complete: boolean;
}

/** A batch as it is kept: under the moment at which it was written, in milliseconds since 1970. */
export interface DatedBatch {
  readonly at: number;
  readonly batch: OutcomeBatch;
}

/** Where an outcome stands in the record: `index` is its place in its batch, and -1 before the first. */
export interface RecordPlace {
  readonly at: number;
  readonly id: string;
  readonly index: number;
}

/** An outcome that is kept, and where. */
export interface Recorded {
  readonly outcome: Outcome;
  readonly place: RecordPlace;
}

/** Moments are in milliseconds since 1970; `since` is included, `until` is not. `after` gives the oldest first, all else the newest. */
export type RecordQuestion = { readonly state?: State | undefined } & (
  | { readonly by: 'intake' | 'event'; readonly id: string }
  | { readonly by: 'time'; readonly since: number; readonly until: number }
  | { readonly by: 'after'; readonly until: number }
);

export interface RecordPage {
  readonly items: readonly Recorded[];
  /** Where the next page goes on after; null: this is the last. */
  readonly next: RecordPlace | null;
}

/** Where outcomes are kept to be read. */
export interface RecordStore {
  /** A Right means that all of them are kept, and found by each question. To write a batch again under the same moment changes nothing. */
  readonly write: (batches: readonly DatedBatch[]) => TaskEither<Unavailable, void>;
  /** Those of these that are kept. */
  readonly there: (batches: readonly DatedBatch[]) => TaskEither<Unavailable, ReadonlySet<DatedBatch>>;
  /** `from`: only what comes after that place. */
  readonly page: (
    question: RecordQuestion,
    page: { readonly size: number; readonly from: RecordPlace | null },
    signal?: AbortSignal,
  ) => TaskEither<Unavailable, RecordPage>;
  /** Of an intake, or of what is kept as one; `since`: not what was written before, in milliseconds since 1970. */
  readonly tally: (
    intakeId: string,
    since: number,
    signal?: AbortSignal,
  ) => TaskEither<Unavailable, BatchTally>;
  /** Removes what was written on days before this moment's, until `stop` is aborted; gives how many batches. */
  readonly sweep: (before: Date, stop: AbortSignal) => TaskEither<Unavailable, number>;
}

/** Takes out of what is kept what must not be kept any longer. */
export interface RecordEraser {
  /**
   * Goes through the outcomes of an event, or through all, batch by batch: `change` gives back one that stays as it is, another in
   * place of one that does not, and null for one that goes. Gives how many were changed; `isDry`: would be.
   */
  readonly edit: (
    of: { readonly by: 'event'; readonly id: string } | { readonly by: 'all' },
    change: (outcome: Outcome) => Outcome | null,
    isDry: boolean,
  ) => TaskEither<Unavailable, number>;
}
