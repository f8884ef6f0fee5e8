import type * as E from 'fp-ts/Either';

/** What a request brings to prove who sends it: its headers, and its body as it came. */
export interface Presented {
  /**
   * The value of a header by its name in small letters; null where it is missing. A header that came twice has both values,
   * with a comma.
   */
  readonly header: (name: string) => string | null;
  readonly body: Uint8Array;
  readonly now: Date;
}

/** Why a proof does not hold; for the log, never for the answer. */
export type Unproven =
  | 'proof-missing'
  | 'proof-wrong'
  | 'timestamp-wrong'
  | 'certificates-off'
  | 'network-wrong'
  | 'sender-unknown';

/** A proof that holds. */
export interface Proven {
  /** The id by which a repeated message is known; null where there is none. */
  readonly messageId: string | null;
}

export type Proof = E.Either<Unproven, Proven>;

/** How far a sender's clock may be off, either way. */
export const toleranceSeconds = 300;
