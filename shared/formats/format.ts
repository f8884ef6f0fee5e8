import { type Violation } from '../codec/violation';
import { type TiIndicator } from '../codec/ti-indicator';

/** One indicator that a format understood, and where in the payload it stands (JSON pointer). */
export interface Found {
  readonly place: string;
  readonly indicator: TiIndicator;
}

/** Something that a format did not take, and why. Nothing disappears. */
export interface Skipped {
  readonly place: string;
  readonly reason: SkipReason;
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
}

/** What a format understood of one payload: found + skipped = items in. */
export interface Intake {
  readonly found: readonly Found[];
  readonly skipped: readonly Skipped[];
}

/** Reads one payload into an intake. Pure; the clock is for expiry. */
export interface Format {
  readonly name: string;
  /** What `recognises` looks for, for the answer that lists what was tried. */
  readonly expects: string;
  /** Decides on the shape of the items, never on one common key. */
  readonly recognises: (payload: unknown) => boolean;
  readonly read: (payload: unknown, now: () => Date) => Intake;
}
