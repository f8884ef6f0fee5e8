import type * as E from 'fp-ts/Either';

/** Who sent an event, as its envelope says; for a bare event as its channel says. */
export interface Origin {
  readonly eventId: string;
  readonly source: string;
  readonly type: string | null;
  readonly time: string | null;
  /** Its media type is text/csv: text in it is a list of indicators. */
  readonly isList?: true;
}

/** One payload taken out of its envelopes. `place` is a JSON pointer into the body as it arrived. */
export interface Opened {
  readonly origin: Origin;
  readonly place: string;
  /** JSON, or text that is none (a line of CEF, say). */
  readonly payload: unknown;
}

/** Why an envelope is left closed; `text` is what was expected in its place. */
export interface Closed {
  readonly code:
    | 'change-notification'
    | 'envelope-data-unreadable'
    | 'envelope-empty'
    | 'envelope-too-deep'
    | 'subscription-event';
  readonly text: string;
  /** true: the sender asked for nothing that is there, and has nothing to change. */
  readonly harmless?: boolean;
}

/** An envelope that holds nothing readable, and why. */
export interface Unopened extends Closed {
  readonly origin: Origin;
  readonly place: string;
}

/** One envelope, recognised. */
export interface Layer {
  readonly origin: Origin;
  /** Name of the member that holds the content, for the pointer; null for the envelope itself. */
  readonly member: string | null;
  /** A value, or text that may hold one. */
  readonly content: E.Either<Closed, unknown>;
}

/** Recognises one kind of envelope, by several telling members; null for anything else. `outer` says what it does not. */
export type Envelope = (value: unknown, outer: Origin) => Layer | null;
