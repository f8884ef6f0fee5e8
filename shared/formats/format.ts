// Over sixty lines: the contract: types with what they mean.
import { type PartSize, type TextInParts } from '../codec/text-parts';
import { type Violation } from '../codec/violation';
import { type TiIndicator } from '../codec/ti-indicator';

/**
 * One observable as its sender wrote it, perhaps defanged, with a port or a wrong type. Completing it refangs, normalises and
 * checks it, so a format passes values on as they are.
 */
export type Observation =
  | { readonly kind: 'ip'; readonly value: string; readonly direction?: Direction; readonly port?: unknown }
  | { readonly kind: 'domain'; readonly value: string }
  | { readonly kind: 'url'; readonly value: string }
  /** `algorithm` in any spelling: `SHA-256`, `sha256`, `authentihash`, `ssdeep`, … */
  | { readonly kind: 'hash'; readonly algorithm: string; readonly value: string }
  | { readonly kind: 'text'; readonly member: TextMember; readonly value: string }
  | { readonly kind: 'number'; readonly member: NumberMember; readonly value: unknown };

export type Direction = 'source' | 'destination';

/** Members that take a value as it is, refanged where that applies. */
export type TextMember =
  | 'emailRecipient'
  | 'emailSenderAddress'
  | 'emailSenderName'
  | 'emailSourceDomain'
  | 'emailSourceIpAddress'
  | 'emailSubject'
  | 'emailXMailer'
  | 'fileMutexName'
  | 'fileName'
  | 'filePath'
  | 'fileType'
  | 'userAgent';

/** Members that take a number; text such as `443` or `AS64500` is read. */
export type NumberMember =
  | 'fileSize'
  | 'networkDestinationAsn'
  | 'networkDestinationPort'
  | 'networkPort'
  | 'networkProtocol'
  | 'networkSourceAsn'
  | 'networkSourcePort';

/** A score in its sender's terms: a word, or a number out of `of`. The profile's tables translate it. */
export interface Score {
  readonly value: unknown;
  readonly of?: number;
}

/**
 * What a format understood of one indicator: the observables that belong in one tiIndicator, and what the source says of it.
 * Nothing is invented: what the source does not say is left to the profile.
 */
export interface Draft {
  readonly observed: readonly Observation[];
  /** What its source wants done on a match; where it does not say, the profile decides. */
  readonly action?: TiIndicator['action'] | undefined;
  /** One line; cut at 100 characters later. */
  readonly description?: string | undefined;
  readonly additionalInformation?: string | undefined;
  /** Words such as labels or categories that may say what the threat is; the profile's table maps them. */
  readonly threat?: readonly string[];
  readonly severity?: Score | undefined;
  readonly confidence?: Score | undefined;
  /** Words with which its source judges this indicator. A word that calls it harmless takes it back. */
  readonly judgements?: readonly string[] | undefined;
  /** Markings in any spelling, or STIX marking ids; the strictest wins. */
  readonly tlp?: readonly string[];
  /** ISO 8601, `YYYY-MM-DD HH:MM:SS UTC`, or epoch seconds or milliseconds. */
  readonly expires?: unknown;
  readonly lastSeen?: unknown;
  readonly tags?: readonly string[];
  readonly malwareFamilies?: readonly string[];
  readonly activityGroups?: readonly string[];
  /** Names of kill chain phases in any spelling; those that tiIndicator does not know become tags. */
  readonly killChain?: readonly string[];
  /** Id of the thing it is a part of, such as a file with several hashes. The parts get a tag in common. */
  readonly partOf?: string | undefined;
  /** true: its source takes it back; then only its observables matter. */
  readonly revoked?: boolean | undefined;
  /** When its source said this, in any spelling; where it does not say, the time of the event. */
  readonly saidAt?: unknown;
  /** The source's own id of the thing that says it: a STIX id, the uuid of an attribute, the id of an alert. */
  readonly item?: string | undefined;
}

/** One indicator that a format understood, and where in the payload it stands (JSON pointer). */
export type Found = FoundDraft | FoundWhole;

export interface FoundDraft {
  readonly _tag: 'Draft';
  readonly place: string;
  readonly draft: Draft;
}

/** Native: it is whole already, so no field is lost and no default is added. */
export interface FoundWhole {
  readonly _tag: 'Whole';
  readonly place: string;
  /** Where `isActive` is false, its source takes it back. */
  readonly indicator: TiIndicator;
}

/** Something that a format did not take, and why. Nothing disappears. */
export interface Skipped {
  readonly _tag: 'Skipped';
  readonly place: string;
  readonly reason: SkipReason;
  /** Indicators that the source no longer supports. They are taken back where it is known to have said them before. */
  readonly withdraws?: readonly Found[];
}

export interface SkipReason {
  /** Stable; docs/outcomes.md lists all with cause and remedy. */
  readonly code: string;
  /** For `unreadable`: what was expected; otherwise: why it was left. Never holds the offending value. */
  readonly text: string;
  /** Pointers are relative to the payload, like `place`. */
  readonly violations: readonly Violation[];
  /** true: it could not be read, which is the sender's fault. false: it was read, and left for a good reason. */
  readonly unreadable: boolean;
  /** true: it was read without trouble, and the guard refuses it. */
  readonly endangers?: boolean;
}

/** What a format understood of one payload: found + skipped = items in. */
export interface Intake {
  readonly found: readonly Found[];
  readonly skipped: readonly Skipped[];
}

/** The item of a payload that comes nearest to a format, and what it lacks: names of members, none of the sender's words. */
export interface NearMiss {
  readonly place: string;
  /** The share of the telling members that is there; 1 is all. */
  readonly share: number;
  readonly missing: readonly string[];
}

/** What a deployment lets a format take. */
export interface ReadOptions {
  readonly now: () => Date;
  /** Take what an alert calls suspicious as well as what it calls malicious. */
  readonly takeSuspicious: boolean;
  /** Take what was merely observed (STIX cyber-observables without an indicator). */
  readonly takeObserved: boolean;
  /** Look for indicators in running text. */
  readonly takeFreeText: boolean;
}

/** Reads one payload into an intake. Pure; never throws, for any JSON. */
export interface Format {
  readonly name: string;
  /** What `recognises` looks for; the answer that lists what was tried shows it. */
  readonly expects: string;
  /**
   * Names of members (`marks.ts`) of which everything that it recognises has at least one. They are in small letters where the
   * format takes any spelling, else as they are written. The rarer they are, the less often it is asked in vain.
   */
  readonly marks?: readonly string[];
  /** Decides by the shape of the items, never by one common key. */
  readonly recognises: (payload: unknown) => boolean;
  readonly read: (payload: unknown, options: ReadOptions) => Intake;
  /** The format takes text that is nothing else, so it comes after one that the sender names. */
  readonly takesAnyText?: true;
  /** Cuts text with more lines than an event may have into parts that can each be read alone. Absent: such text is refused. */
  readonly inParts?: (text: string, size: PartSize) => TextInParts;
  /** How near a payload comes that the format does not recognise. */
  readonly nearMiss?: (payload: unknown) => NearMiss | undefined;
}

export const foundDraft = (place: string, draft: Draft): FoundDraft => ({ _tag: 'Draft', place, draft });

export const foundWhole = (place: string, indicator: TiIndicator): FoundWhole => ({
  _tag: 'Whole',
  place,
  indicator,
});

export const skippedFor = (place: string, reason: SkipReason): Skipped => ({
  _tag: 'Skipped',
  place,
  reason,
});

/** Read, and left for a good reason. */
export const leave = (place: string, code: string, text: string): Skipped =>
  skippedFor(place, { code, text, violations: [], unreadable: false });

/** Left, together with what its source would say if it still supported it, so that it can be taken back. */
export const withdraw = (skipped: Skipped, entries: readonly (Found | Skipped)[]): Skipped => {
  const withdraws = entries.flatMap((entry) => (entry._tag === 'Skipped' ? (entry.withdraws ?? []) : entry));
  return withdraws.length === 0 ? skipped : { ...skipped, withdraws };
};

/** Not readable: the sender has to change something. */
export const refuse = (place: string, code: string, expected: string): Skipped =>
  skippedFor(place, { code, text: expected, violations: [{ pointer: place, expected }], unreadable: true });

/** Makes an intake of finds and skips in any order. */
export const intakeOf = (entries: readonly (Found | Skipped)[]): Intake => ({
  found: entries.filter((entry): entry is Found => entry._tag !== 'Skipped'),
  skipped: entries.filter((entry): entry is Skipped => entry._tag === 'Skipped'),
});
