import { type Indicator } from '../../indicator/indicator';
import { type LedgerEntry } from '../ports';
import { type AssertionSource, type Assertions } from './assertions';

/**
 * What the destination has of an indicator: its id there, since when, its `action` and its first `threatType`. Null: not known.
 */
export interface Held {
  readonly id: string;
  readonly since: string | null;
  readonly action: string | null;
  readonly threatType: string | null;
  /** The generation to send it as: how often it was revoked there for good and came again. */
  readonly generation: number;
}

/** What to do with an indicator, judged by what the destination holds of it; `id` is the id that it has there. */
export type LedgerDecision =
  | { readonly _tag: 'Create'; readonly assertions?: Assertions }
  /** The content differs, or the expiry is due to be renewed. */
  | ({ readonly _tag: 'Update'; readonly assertions?: Assertions } & Held)
  /** Nobody says it any more, so it has to go, or may be there. */
  | ({ readonly _tag: 'TakeBack'; readonly assertions?: Assertions; readonly isSure: boolean } & Held)
  /**
   * It may have been revoked for good without anybody seeing it. It is revoked (again), and then comes as the next generation.
   */
  | ({ readonly _tag: 'Renew'; readonly assertions?: Assertions } & Held)
  /**
   * Its source took it back, and a call of its own for it was begun whose end nobody saw: perhaps nothing is there of what others
   * still say. What the row says is brought again, as `kept` has it.
   */
  | ({ readonly _tag: 'Restore'; readonly kept: LedgerEntry } & Held)
  /**
   * No call is made, and `confirmed` is recorded: a newer time keeps older events from overwriting the row, and one more source
   * keeps the others from taking the indicator away. `Superseded`: something newer is held. `TakenBack`: its source took it back
   * since. `OfAnother`: another sender uses this id for another thing. Only for a take-back: `StillSaid` by another, or `NotHeld`.
   */
  | {
      readonly _tag: 'Duplicate' | 'Superseded' | 'TakenBack' | 'OfAnother' | 'StillSaid' | 'NotHeld';
      readonly id: string;
      readonly confirmed: LedgerEntry | null;
    };

/** An indicator, with the time at which its source said it (ISO 8601, UTC). */
export interface Wanted {
  readonly indicator: Indicator;
  readonly sourceTime: string;
  /** The end that its source gives, where that is later than the expiry asked for (ISO 8601, UTC). */
  readonly end?: string | undefined;
  /** Who says it; absent where there is nobody that a row could name. */
  readonly assertedBy?: AssertionSource | undefined;
  /**
   * `own`: the source takes back what it said. `named`: the same, where the row names the source. `everyone`: somebody takes
   * back what anybody said until then.
   */
  readonly takeBackScope?: 'own' | 'named' | 'everyone' | undefined;
}

export interface LedgerRules {
  /** How far an expiry must at least move to be worth a call of its own; 0: an expiry alone is never worth one. */
  readonly refreshSeconds: number;
  /** true: what is revoked there stays so under its id. */
  readonly revokesForGood?: boolean;
  /** What the ids are computed from, besides the indicator (`IDENTITY_SCOPE`); absent: none is taken for a computed one. */
  readonly identityScope?: string;
}

/** What was revoked for good comes again as the next generation. Nothing of that generation is there yet. */
export const heldAs = (entry: LedgerEntry): Held => {
  const { id, since = null, action = null, threatType = null, generation = 0, revoked = false } = entry;
  return revoked
    ? { id, since: null, action: null, threatType: null, generation: generation + 1 }
    : { id, since, action, threatType, generation };
};
