import { type Indicator } from '../indicator/indicator';
import { type LedgerEntry } from './ports';
import { type Sayer, type Words } from './sayings';

/** What the destination has of an indicator: its id there, since when, its `action` and first `threatType`; null: not known. */
export interface Held {
  readonly id: string;
  readonly since: string | null;
  readonly action: string | null;
  readonly threatType: string | null;
  /** As which it is to be sent: how often it was revoked there for good and came again. */
  readonly generation: number;
}

/** What is to be done with an indicator, after what the destination holds of it; `id` is the one it is held under. */
export type LedgerDecision =
  | { readonly _tag: 'Create'; readonly words?: Words }
  /** Other content, or its expiry is due to be renewed. */
  | ({ readonly _tag: 'Update'; readonly words?: Words } & Held)
  /** Nobody says it any more: it is to go. */
  | ({ readonly _tag: 'TakeBack'; readonly words?: Words; readonly isSure: boolean } & Held)
  /** It may have been revoked for good, which nobody saw: that is done (again), and then it comes as the next generation. */
  | ({ readonly _tag: 'Renew'; readonly words?: Words } & Held)
  /**
   * No call. `confirmed` is to be recorded: that a newer source says the same keeps events in between from overwriting it, and who
   * says it keeps it from being taken away by another. `Superseded`: something newer is held. `TakenBack`: its source took it back
   * since. Of a take-back: `StillSaid` by another, or `NotHeld`.
   */
  | {
      readonly _tag: 'Duplicate' | 'Superseded' | 'TakenBack' | 'StillSaid' | 'NotHeld';
      readonly id: string;
      readonly confirmed: LedgerEntry | null;
    };

/** An indicator, and when its source said it (ISO 8601, UTC). */
export interface Wanted {
  readonly indicator: Indicator;
  readonly sourceTime: string;
  /** When its source says that it ends, where that is later than it is asked for (ISO 8601, UTC). */
  readonly end?: string | undefined;
  /** Who says it; absent: nobody that a row could name. */
  readonly sayer?: Sayer | undefined;
  /**
   * `own`: the source takes back what it said; `named`: the same, where the row names it; `everyone`: somebody takes back what
   * anybody said until then.
   */
  readonly takesBack?: 'own' | 'named' | 'everyone' | undefined;
}

export interface LedgerRules {
  /** Least time by which an expiry must move for a call of its own; 0: never a call for the expiry alone. */
  readonly refreshSeconds: number;
  /** true: what is revoked there stays so under its id. */
  readonly revokesForGood?: boolean;
}

/** What was revoked for good comes again as the next generation, of which nothing is there yet. */
export const heldAs = (entry: LedgerEntry): Held => {
  const { id, since = null, action = null, threatType = null, generation = 0, revoked = false } = entry;
  return revoked
    ? { id, since: null, action: null, threatType: null, generation: generation + 1 }
    : { id, since, action, threatType, generation };
};
