import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';
import { type Indicator } from '../indicator/indicator';
import { type Permits } from './batch-wait';

/** The newest word of one source on an indicator. */
export interface Saying {
  /** Of the event's envelope; a long one as its SHA-256. */
  readonly source: string;
  /** What it is called, where `source` is the SHA-256 of a long name; absent of what is longer still, and in words of earlier versions. */
  readonly sourceName?: string | undefined;
  /** Under which the source's event gave it; a long one as its SHA-256. */
  readonly externalId: string;
  /** When its source said so; ISO 8601, UTC. */
  readonly at: string;
  /** When this gateway heard it; ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly eventId: string;
  /** true: it took back then whatever it had said. */
  readonly takenBack: boolean;
  /** By which the source knows the thing that says it; a long one as its SHA-256. Words of earlier versions don't say it. */
  readonly item?: string | undefined;
  /** true: it did not stand by it any more, and nothing was known of it: of things of its source only `item` is meant. */
  readonly withdrawn?: boolean | undefined;
}

/**
 * What a destination holds of one indicator, and who says it. `created`, `updated`: written after the destination said that it has
 * it. `sending`, `revoking`: written before a call, so that an end that nobody saw is known as unknown. `revoked`: it was taken
 * away there. `absent`: it was never there, and is only spoken of.
 */
export interface LedgerEntry {
  /** The identity by which the destination knows it. */
  readonly externalId: string;
  /** The id the destination gave; empty where it is not known, or nothing was ever there. */
  readonly id: string;
  /** Hash of the content that was sent, expiry and times of sighting left out. */
  readonly contentHash: string;
  /** When its source said it; ISO 8601, UTC. */
  readonly sourceTime: string;
  /** When it expires at the destination; ISO 8601, UTC. */
  readonly expires: string;
  /** When its source says that it ends, where that is later than `expires`; ISO 8601, UTC. */
  readonly end?: string | undefined;
  /** From which hour on the row is looked at again (`2030-01-31T12`, UTC). Rows of earlier versions don't say it, until they are written. */
  readonly due?: string | undefined;
  /** One text for all by which it is listed to be found. Rows of earlier versions don't say it, until they are written. */
  readonly listed?: string | undefined;
  /** When it was created there; ISO 8601, UTC. Rows of earlier versions don't say it. */
  readonly since?: string | undefined;
  /** What the destination was told to do where it sees it. Rows of earlier versions don't say it. */
  readonly action?: string | undefined;
  /** As what it first came there. Rows of earlier versions don't say it. */
  readonly threatType?: string | undefined;
  /** How often it was revoked there for good and came again; absent = 0. */
  readonly generation?: number | undefined;
  /** true: it is revoked there, for good. */
  readonly revoked?: boolean | undefined;
  readonly state: 'created' | 'updated' | 'sending' | 'revoking' | 'revoked' | 'absent';
  /** Who says it, and who took it back. Rows of earlier versions don't say it. */
  readonly saidBy?: readonly Saying[] | undefined;
  /** true: more say it than a row names. */
  readonly othersSayIt?: boolean | undefined;
  /** Those of `saidBy` that are news; absent: all. What is written leaves the others as another instance may have written them. */
  readonly news?: readonly Saying[] | undefined;
  /** As it was sent. Rows of earlier versions, and of what is too long for a row, don't say it. */
  readonly indicator?: Indicator | undefined;
  /** true: another instance began a call a moment ago, and nothing is known of its end yet. Not written. */
  readonly elsewhere?: boolean | undefined;
}

/** Per destination, what it holds. A Left never keeps an indicator from being delivered. */
export interface Ledger {
  /** What is known of these; an `externalId` that is not held is not in the map. */
  readonly find: (
    destination: string,
    externalIds: readonly string[],
  ) => TaskEither<Unavailable, ReadonlyMap<string, LedgerEntry>>;
  readonly record: (destination: string, entries: readonly LedgerEntry[]) => TaskEither<Unavailable, void>;
  /**
   * Records these where there is no row yet, and leaves alone what was written meanwhile; gives the `externalId`s of that. Of
   * several instances that do so at once one does it. Absent: nobody else writes.
   */
  readonly claim?: (
    destination: string,
    entries: readonly LedgerEntry[],
  ) => TaskEither<Unavailable, ReadonlySet<string>>;
}

/** A row that is due to be looked at; null: there is none any more. `version`: only while it is the same the row is taken away. */
export interface DueRow {
  readonly due: string;
  readonly rowKey: string;
  readonly version: string;
  readonly entry: LedgerEntry | null;
}

/** What becomes of a row that was due: `Stub`: only that it is revoked for good stays; `Done`: nothing more is due of it. */
export type Kept =
  { readonly _tag: 'Leave' | 'Stub' | 'Done' } | { readonly _tag: 'Later'; readonly due: string };

/** The rows of which something is due. To ask costs what is due, not what is there. */
export interface LedgerKeeper {
  /** The next that are due at that hour, the oldest first; none: nothing is. */
  readonly take: (destination: string, until: string) => TaskEither<Unavailable, readonly DueRow[]>;
  /** A row that was written meanwhile stays, and is due as before. */
  readonly settle: (destination: string, row: DueRow, kept: Kept) => TaskEither<Unavailable, void>;
}

/** How far the rows that are there are listed to be found. */
export interface ListedSoFar {
  /** Rows that were listed now. */
  readonly rows: number;
  /** true: all are, and what is looked for is found without a look at the others. */
  readonly isWhole: boolean;
}

/** Lists rows of earlier versions, by and by; what is written since is listed when it is written. */
export interface LedgerLister {
  /** Goes on where it stopped, until `stop` is aborted. */
  readonly list: (destination: string, stop: AbortSignal) => TaskEither<Unavailable, ListedSoFar>;
}

/** What becomes of a row that is to be erased; `Stub`: that it was revoked for good stays, without a name. */
export type EraseFate = (entry: LedgerEntry) => 'Leave' | 'Stub' | 'Stay';

/** Takes out of the ledger what must not be kept any longer. */
export interface LedgerEraser {
  /**
   * Does with a row as `fateOf` says of it. Gives false where it stays, is not there, or was written meanwhile.
   */
  readonly erase: (
    destination: string,
    externalId: string,
    fateOf: EraseFate,
  ) => TaskEither<Unavailable, boolean>;
}

/** A row of the ledger, and when it was written; ISO 8601, UTC. */
export type LedgerRow = LedgerEntry & { readonly writtenAt: string };

/** Some rows; `next`: where the rest begins, null after the last. */
export interface LedgerPage {
  readonly rows: readonly LedgerRow[];
  readonly next: string | null;
}

/** All that the ledger says of a destination, page by page; null asks for the first. Rows that can't be read are left out. */
export interface LedgerRows {
  readonly page: (destination: string, next: string | null) => TaskEither<Unavailable, LedgerPage>;
}

/** How a look at a product found an indicator that was not as it was sent. `at`: when the look began; ISO 8601, UTC. */
export interface SeenThere {
  readonly at: string;
  readonly state: 'accepted-not-visible' | 'foreign-change' | 'missing';
  /** Why it may not be shown, the likeliest first. */
  readonly causes: readonly string[];
  /** What is shown otherwise than it was sent. */
  readonly differs: readonly string[];
}

/** What the last look at a product came to. */
export interface LastLook {
  /** When it began; ISO 8601, UTC. */
  readonly at: string;
  /** Rows by how they stood. */
  readonly counts: Readonly<Record<string, number>>;
  /** A code why not all could be seen; null: all of it was. */
  readonly unseen: string | null;
  /** How many that were not as they were sent are kept with it. */
  readonly differences: number;
  /** true: all was seen, and all that was not as it was sent is kept. */
  readonly isWhole: boolean;
  /** So long after it was sent the product may not show a thing yet. */
  readonly visibleAfterMinutes: number;
}

/** What the last look at each destination saw; each look replaces the one before. */
export interface LookKeeper {
  /** `differing`: by `externalId`, at most some hundred. */
  readonly keep: (
    destination: string,
    look: LastLook,
    differing: ReadonlyMap<string, SeenThere>,
  ) => TaskEither<Unavailable, void>;
  readonly last: (destination: string) => TaskEither<Unavailable, LastLook | null>;
  /** The last look, and what it saw of these, where they were not as they were sent. */
  readonly seen: (
    destination: string,
    externalIds: readonly string[],
  ) => TaskEither<
    Unavailable,
    { readonly look: LastLook | null; readonly differing: ReadonlyMap<string, SeenThere> }
  >;
}

/** What a shared text's service answered: the version it holds, and its clock (whole seconds; null when not said). */
export interface SharedVersion {
  /** Null: there is no text yet (read), or another instance was faster (write). */
  readonly version: string | null;
  readonly date: Date | null;
}

/** One text under a name, shared by all instances, changed with optimistic concurrency. */
export interface SharedText {
  readonly read: (name: string) => TaskEither<Unavailable, SharedVersion & { readonly text: string }>;
  /** Writes where the version is still the same (null: where there is none), and gives the new version. */
  readonly write: (
    name: string,
    text: string,
    version: string | null,
  ) => TaskEither<Unavailable, SharedVersion>;
}

/** The places of a destination that holds only so many entries. */
export interface Room {
  readonly max: number;
  /** Entries that an indicator becomes. */
  readonly weightOf: (indicator: Indicator) => number;
  /** How many it holds, as far as is known, by a count not older than this (an hour unless told); null: it can't be counted now. */
  readonly held: (maxAgeMs?: number) => Promise<number | null>;
  /** How many of these, in order, have a place. To be followed by `left` for them. */
  readonly enter: (indicators: readonly Indicator[]) => Promise<number>;
  /** Those that entered, and which of them it took; the places of the others are free again. */
  readonly left: (entered: readonly Indicator[], taken: readonly Indicator[]) => void;
}

/** What is to be known of the places before what waits for them is sent. */
export interface RoomView extends Pick<Room, 'max' | 'weightOf' | 'held'> {
  /** By which the destination knows an indicator. */
  readonly identityOf: (indicator: Indicator) => string;
  /** Those of which the ledger says that they are held: they need no place. */
  readonly known: (identities: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Holds one destination to its rate over all instances of the app. */
export interface Limiter {
  /**
   * Takes the permit of one call, waiting `maxMs` milliseconds at the longest. A Left has the code `rate-limited` and in
   * `retryAfterSeconds` when to ask again.
   */
  readonly take: (maxMs: number) => TaskEither<Unavailable, void>;
  /** A call that had its permit is over. To be said of each: until then it may arrive at any time. */
  readonly done: () => void;
  /** What is left of its rate now, over all instances, as far as is known. */
  readonly permits: () => Permits;
  /** The destination asked for so many seconds of peace: no permit before, on any instance. */
  readonly pause: (seconds: number) => void;
}
