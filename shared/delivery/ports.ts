// Over two hundred lines: the contracts of what delivery needs: types with what they mean.
import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';
import { type Indicator } from '../indicator/indicator';
import { type Permits } from './batches/batch-wait';

/** The newest assertion of one source on an indicator. */
export interface Assertion {
  /** The source, from the event's envelope; a long one as its SHA-256. */
  readonly source: string;
  /**
   * The source's name, where `source` is the SHA-256 of it; absent for a name that is longer still, and in assertions of earlier
   * versions.
   */
  readonly sourceName?: string | undefined;
  /** The `externalId` that the source's event gave it; a long one as its SHA-256. */
  readonly externalId: string;
  /** When the source said it; ISO 8601, UTC. */
  readonly at: string;
  /** When this gateway heard it; ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly eventId: string;
  /** The configured sender whose event it was. Absent where it was nobody's, and in assertions of earlier versions. */
  readonly sender?: string | undefined;
  /** true: the source then took back whatever it had said. */
  readonly takenBack: boolean;
  /** The source's own id of the thing that says it; a long one as its SHA-256. Absent in assertions of earlier versions. */
  readonly item?: string | undefined;
  /**
   * true: the source did not stand by it any more, and nothing was known of it. Among the source's things, only `item` is
   * meant.
   */
  readonly withdrawn?: boolean | undefined;
}

/**
 * What a destination holds of one indicator, and who says it. `created`, `updated`: written after the destination said that it
 * has it. `sending`, `revoking`: written before a call, so that an end that nobody saw is known to be unknown. `revoked`: it
 * was taken away there. `absent`: it was never there and was only spoken of.
 */
export interface LedgerEntry {
  /** The identity by which the destination knows it. */
  readonly externalId: string;
  /** The id that the destination gave; empty where it is not known, or where nothing was ever there. */
  readonly id: string;
  /** Hash of the content that was sent, without expiry and times of sighting. */
  readonly contentHash: string;
  /** When its source said it; ISO 8601, UTC. */
  readonly sourceTime: string;
  /** When it expires at the destination; ISO 8601, UTC. */
  readonly expires: string;
  /** The end that its source gives, where that is later than `expires`; ISO 8601, UTC. */
  readonly end?: string | undefined;
  /**
   * The hour from which the row is looked at again (`2030-01-31T12`, UTC). Absent in rows of earlier versions until they are
   * written again.
   */
  readonly due?: string | undefined;
  /** A digest of the keys under which the row is listed. Absent in rows of earlier versions until they are written again. */
  readonly listed?: string | undefined;
  /** When it was created there; ISO 8601, UTC. Absent in rows of earlier versions. */
  readonly since?: string | undefined;
  /** What the destination was told to do on a match. Absent in rows of earlier versions. */
  readonly action?: string | undefined;
  /** The `threatType` with which it first came there. Absent in rows of earlier versions. */
  readonly threatType?: string | undefined;
  /** How often it was revoked there for good and came again; absent means 0. */
  readonly generation?: number | undefined;
  /** true: it is revoked there, for good. */
  readonly revoked?: boolean | undefined;
  readonly state: 'created' | 'updated' | 'sending' | 'revoking' | 'revoked' | 'absent';
  /** Who says it, and who took it back. Absent in rows of earlier versions. */
  readonly saidBy?: readonly Assertion[] | undefined;
  /** true: more sources say it than the row names. */
  readonly othersSayIt?: boolean | undefined;
  /**
   * Those of `saidBy` that are news; absent means all. A write leaves the others alone, since another instance may have written
   * them.
   */
  readonly news?: readonly Assertion[] | undefined;
  /** The indicator as it was sent. Absent in rows of earlier versions, and where it is too long for a row. */
  readonly indicator?: Indicator | undefined;
  /** true: another instance began a call a moment ago, and its end is not known yet. Never written. */
  readonly elsewhere?: boolean | undefined;
}

/** What each destination holds. A Left never keeps an indicator from being delivered. */
export interface Ledger {
  /** The entries of these; the map lacks every `externalId` that is not held. */
  readonly find: (
    destination: string,
    externalIds: readonly string[],
  ) => TaskEither<Unavailable, ReadonlyMap<string, LedgerEntry>>;
  readonly record: (destination: string, entries: readonly LedgerEntry[]) => TaskEither<Unavailable, void>;
  /**
   * Records entries that have no row yet, and leaves alone what was written meanwhile; gives the `externalId`s of the latter.
   * Of several instances at once, one records the entry. Absent where nobody else writes.
   */
  readonly claim?: (
    destination: string,
    entries: readonly LedgerEntry[],
  ) => TaskEither<Unavailable, ReadonlySet<string>>;
}

/**
 * A row that is due to be looked at; `entry` is null where the row is gone. The row is removed only while it still has this
 * `version`.
 */
export interface DueRow {
  readonly due: string;
  readonly rowKey: string;
  readonly version: string;
  readonly entry: LedgerEntry | null;
}

/**
 * What becomes of a row that was due. `Stub`: only the note stays that it is revoked for good. `Done`: nothing more is due of
 * it.
 */
export type Kept =
  { readonly _tag: 'Leave' | 'Stub' | 'Done' } | { readonly _tag: 'Later'; readonly due: string };

/** Finds the rows of which something is due. The cost follows what is due, not what is there. */
export interface LedgerKeeper {
  /** The next rows that are due by that hour, the oldest first; empty where none is. */
  readonly take: (destination: string, until: string) => TaskEither<Unavailable, readonly DueRow[]>;
  /** A row that was written meanwhile stays as it is, and is due as before. */
  readonly settle: (destination: string, row: DueRow, kept: Kept) => TaskEither<Unavailable, void>;
}

/** How far the existing rows are listed in the index. */
export interface ListedSoFar {
  /** How many rows were listed just now. */
  readonly rows: number;
  /** true: all rows are listed, so a search need not look at the others. */
  readonly isWhole: boolean;
}

/** Lists rows of earlier versions step by step. Newer rows are listed when they are written. */
export interface LedgerLister {
  /** Goes on where it stopped, until `stop` is aborted. */
  readonly list: (destination: string, stop: AbortSignal) => TaskEither<Unavailable, ListedSoFar>;
}

/** What becomes of a row that is to be erased. `Stub`: the note stays that it was revoked for good, without a name. */
export type EraseFate = (entry: LedgerEntry) => 'Leave' | 'Stub' | 'Stay';

/** Erases from the ledger what must not be kept any longer. */
export interface LedgerEraser {
  /** Treats a row as `fateOf` says. Gives false where the row stays, is not there, or was written meanwhile. */
  readonly erase: (
    destination: string,
    externalId: string,
    fateOf: EraseFate,
  ) => TaskEither<Unavailable, boolean>;
}

/** A row of the ledger, and when it was written; ISO 8601, UTC. */
export type LedgerRow = LedgerEntry & { readonly writtenAt: string };

/** Some rows; `next` says where the rest begins, and is null after the last. */
export interface LedgerPage {
  readonly rows: readonly LedgerRow[];
  readonly next: string | null;
}

/** All rows of a destination, page by page; null asks for the first page. Rows that can't be read are left out. */
export interface LedgerRows {
  readonly page: (destination: string, next: string | null) => TaskEither<Unavailable, LedgerPage>;
}

/** How a read-back found an indicator that is not as it was sent. `at`: when the read-back began; ISO 8601, UTC. */
export interface SeenThere {
  readonly at: string;
  readonly state: 'accepted-not-visible' | 'foreign-change' | 'missing';
  /** Why the product may not show it, the likeliest cause first. */
  readonly causes: readonly string[];
  /** What the product shows differently from what was sent. */
  readonly differs: readonly string[];
}

/** The result of the last read-back of a product. */
export interface LastReadBack {
  /** When it began; ISO 8601, UTC. */
  readonly at: string;
  /** The number of rows in each state. */
  readonly counts: Readonly<Record<string, number>>;
  /** A code for why not all could be seen; null where all was seen. */
  readonly unseen: string | null;
  /** How many differing rows are kept with it. */
  readonly differences: number;
  /** true: everything was seen, and every differing row is kept. */
  readonly isWhole: boolean;
  /** For this long after sending, the product may not show a thing yet. */
  readonly visibleAfterMinutes: number;
}

/** Keeps the last read-back of each destination; each replaces the one before. */
export interface ReadBackStore {
  /** `differing`: by `externalId`, some hundred at most. */
  readonly keep: (
    destination: string,
    look: LastReadBack,
    differing: ReadonlyMap<string, SeenThere>,
  ) => TaskEither<Unavailable, void>;
  readonly last: (destination: string) => TaskEither<Unavailable, LastReadBack | null>;
  /** The last read-back, and what it saw of those of these indicators that were not as they were sent. */
  readonly seen: (
    destination: string,
    externalIds: readonly string[],
  ) => TaskEither<
    Unavailable,
    { readonly look: LastReadBack | null; readonly differing: ReadonlyMap<string, SeenThere> }
  >;
}

/** A shared text's version, and its service's clock (whole seconds; null where the answer does not say). */
export interface SharedVersion {
  /** Null: there is no text yet (read), or another instance was faster (write). */
  readonly version: string | null;
  readonly date: Date | null;
}

/** A text under a name that all instances share. It is changed with optimistic concurrency. */
export interface SharedText {
  readonly read: (name: string) => TaskEither<Unavailable, SharedVersion & { readonly text: string }>;
  /** Writes where the version is still the same (null: where there is none). Gives the new version. */
  readonly write: (
    name: string,
    text: string,
    version: string | null,
  ) => TaskEither<Unavailable, SharedVersion>;
}

/** The places of a destination that holds a limited number of entries. */
export interface Room {
  readonly max: number;
  /** The number of entries that an indicator becomes. */
  readonly weightOf: (indicator: Indicator) => number;
  /**
   * How many entries it holds, as far as is known, by a count no older than this (by default an hour); null where it can't be
   * counted now.
   */
  readonly held: (maxAgeMs?: number) => Promise<number | null>;
  /** How many of these, in order, have a place. A call of `left` has to follow for them. */
  readonly enter: (indicators: readonly Indicator[]) => Promise<number>;
  /** Takes those that entered, and which of them the destination took; the places of the others are free again. */
  readonly left: (entered: readonly Indicator[], taken: readonly Indicator[]) => void;
}

/** What has to be known of the places before waiting indicators are sent. */
export interface RoomView extends Pick<Room, 'max' | 'held'> {
  /** The entries that an indicator becomes, each with its identity there. */
  readonly entriesOf: (indicator: Indicator) => readonly Indicator[];
  /** Those that the ledger says are held; they need no place. */
  readonly known: (identities: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** Holds one destination to its rate over all instances of the app. */
export interface Limiter {
  /**
   * Takes the permit of one call and waits at most `maxMs` milliseconds for it. A Left has the code `rate-limited`, and
   * `retryAfterSeconds` says when to ask again.
   */
  readonly take: (maxMs: number) => TaskEither<Unavailable, void>;
  /** Says that a call that had its permit is over. Required for every call: until then it may arrive at any time. */
  readonly done: () => void;
  /** What is left of the rate now, over all instances, as far as is known. */
  readonly permits: () => Permits;
  /** The destination asked for a pause of so many seconds; until then no instance gives a permit. */
  readonly pause: (seconds: number) => void;
}
