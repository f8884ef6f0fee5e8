/** Who sent an event, as its envelope says; for a bare event as its channel says. */
export interface Origin {
  readonly eventId: string;
  readonly source: string;
  readonly type: string | null;
  readonly time: string | null;
}

/** One payload taken out of its envelopes. `place` is a JSON pointer into the body as it arrived. */
export interface Opened {
  readonly origin: Origin;
  readonly place: string;
  readonly payload: unknown;
}

/** An envelope that holds nothing readable, and why. */
export interface Unopened {
  readonly origin: Origin;
  readonly place: string;
  readonly code: 'envelope-empty' | 'envelope-too-deep' | 'envelope-data-unreadable';
  readonly text: string;
}

/** What one layer is: an envelope around `data`, or null for anything else. */
export interface Layer {
  readonly origin: Origin;
  /** Name of the member that holds the payload, for the pointer. */
  readonly member: string;
  readonly data: unknown;
}

export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A string with something in it, else null. Azure itself writes `subject: ""`. */
export const textOr = <A>(value: unknown, fallback: A): string | A =>
  typeof value === 'string' && value !== '' ? value : fallback;
