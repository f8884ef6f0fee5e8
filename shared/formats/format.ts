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

/** Members that take a value as it is, once refanged where that applies. */
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

/** A score in its sender's terms: a word, or a number out of `of`. The profile's tables say what it means. */
export interface Score {
  readonly value: unknown;
  readonly of?: number;
}

/**
 * What a format understood of one indicator: the observables that belong into one tiIndicator, and what the source says of
 * it. Nothing is invented: what the source does not say is left to the profile.
 */
export interface Draft {
  readonly observed: readonly Observation[];
  /** What its source wants done with what it matches; the profile's where it does not say. */
  readonly action?: TiIndicator['action'] | undefined;
  /** One line; cut at 100 characters later. */
  readonly description?: string | undefined;
  readonly additionalInformation?: string | undefined;
  /** Words such as labels or categories that may say what the threat is; the profile's table maps them. */
  readonly threat?: readonly string[];
  readonly severity?: Score | undefined;
  readonly confidence?: Score | undefined;
  /** Words in which its source judges this indicator; one that calls it harmless takes it back. */
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
  /** Id of the thing it is a part of (a file with several hashes): its parts get one tag in common. */
  readonly partOf?: string | undefined;
  /** true: its source takes it back. What is said of it beside its observables is no matter then. */
  readonly revoked?: boolean | undefined;
  /** When its source said this, in any spelling; the time of the event where nothing is said. */
  readonly saidAt?: unknown;
  /** By which its source knows the thing that says it: a STIX id, the uuid of an attribute, the id of an alert. */
  readonly item?: string | undefined;
}

/** One indicator that a format understood, and where in the payload it stands (JSON pointer). */
export type Found = FoundDraft | FoundWhole;

export interface FoundDraft {
  readonly _tag: 'Draft';
  readonly place: string;
  readonly draft: Draft;
}

/** Native: whole already, so that no field is lost and no default added. */
export interface FoundWhole {
  readonly _tag: 'Whole';
  readonly place: string;
  /** With `isActive` false its source takes it back. */
  readonly indicator: TiIndicator;
}

/** Something that a format did not take, and why. Nothing disappears. */
export interface Skipped {
  readonly _tag: 'Skipped';
  readonly place: string;
  readonly reason: SkipReason;
  /** What its source does not stand by any more: taken back where it is known to have said it before. */
  readonly withdraws?: readonly Found[];
}

export interface SkipReason {
  /** Stable; docs/outcomes.md lists all with cause and remedy. */
  readonly code: string;
  /** What was expected, for `unreadable`; else why it was left. Never the offending value. */
  readonly text: string;
  /** Pointers are relative to the payload, like `place`. */
  readonly violations: readonly Violation[];
  /** true: the sender's fault, it could not be read. false: read, and rightly left. */
  readonly unreadable: boolean;
  /** true: it was read well, and the guard refuses it. */
  readonly endangers?: boolean;
}

/** What a format understood of one payload: found + skipped = items in. */
export interface Intake {
  readonly found: readonly Found[];
  readonly skipped: readonly Skipped[];
}

/** The item of a payload that comes nearest to a format, and what it lacks; member names, none of its sender's words. */
export interface NearMiss {
  readonly place: string;
  /** How much of what tells the format is there; 1 is all. */
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
  /** What `recognises` looks for, for the answer that lists what was tried. */
  readonly expects: string;
  /**
   * Names of members (`marks.ts`), in small letters where it takes them in any spelling, else as they are: whatever it recognises has
   * one of them. The rarer they are, the seldomer it is asked in vain.
   */
  readonly marks?: readonly string[];
  /** Decides on the shape of the items, never on one common key. */
  readonly recognises: (payload: unknown) => boolean;
  readonly read: (payload: unknown, options: ReadOptions) => Intake;
  /** It takes text that is nothing else, so it waits behind one that is said to be what the text is. */
  readonly takesAnyText?: true;
  /** Text of more lines than an event may have, in parts that can each be read alone. Absent: it is refused. */
  readonly inParts?: (text: string, size: PartSize) => TextInParts;
  /** How near it comes that does not recognise it. */
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

/** Read, and rightly left. */
export const leave = (place: string, code: string, text: string): Skipped =>
  skippedFor(place, { code, text, violations: [], unreadable: false });

/** Left, with what its source would say if it still stood by it, so that it can be taken back. */
export const withdraw = (skipped: Skipped, entries: readonly (Found | Skipped)[]): Skipped => {
  const withdraws = entries.flatMap((entry) => (entry._tag === 'Skipped' ? (entry.withdraws ?? []) : entry));
  return withdraws.length === 0 ? skipped : { ...skipped, withdraws };
};

/** Not readable: the sender has to change something. */
export const refuse = (place: string, code: string, expected: string): Skipped =>
  skippedFor(place, { code, text: expected, violations: [{ pointer: place, expected }], unreadable: true });

/** An intake of finds and skips in any order. */
export const intakeOf = (entries: readonly (Found | Skipped)[]): Intake => ({
  found: entries.filter((entry): entry is Found => entry._tag !== 'Skipped'),
  skipped: entries.filter((entry): entry is Skipped => entry._tag === 'Skipped'),
});
