import type * as E from 'fp-ts/Either';

/** Who sent an event. Its envelope says so, or the channel for an event without an envelope. */
export interface Origin {
  readonly eventId: string;
  readonly source: string;
  readonly type: string | null;
  readonly time: string | null;
  /** true: its media type is text/csv, so text in it is a list of indicators. */
  readonly isList?: true;
}

/** One payload taken out of its envelopes. `place` is a JSON pointer into the body as it arrived. */
export interface Opened {
  readonly origin: Origin;
  readonly place: string;
  /** A JSON value, or text that is no JSON, such as a line of CEF. */
  readonly payload: unknown;
}

/** Why an envelope is not opened; `text` says what was expected instead. */
export interface Closed {
  readonly code:
    | 'change-notification'
    | 'envelope-data-unreadable'
    | 'envelope-empty'
    | 'envelope-too-deep'
    | 'subscription-event';
  readonly text: string;
  /** true: this is no fault of the sender, who has nothing to change. */
  readonly harmless?: boolean;
}

/** An envelope that holds nothing readable, and why. */
export interface Unopened extends Closed {
  readonly origin: Origin;
  readonly place: string;
}

/** One envelope that was recognised. */
export interface Layer {
  readonly origin: Origin;
  /** The member that holds the content, for the JSON pointer; null where there is no such member. */
  readonly member: string | null;
  /** A JSON value, or text that may hold JSON. */
  readonly content: E.Either<Closed, unknown>;
}

/** Recognises one kind of envelope by several of its members; null for anything else. `outer` is used where it has no origin. */
export type Envelope = (value: unknown, outer: Origin) => Layer | null;
