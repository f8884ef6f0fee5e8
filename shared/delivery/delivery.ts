import { type Task } from 'fp-ts/Task';
import {
  type Exchange,
  type Instance,
  type ErrorDetail,
  type Unfit,
  type Verdict,
} from '../destinations/destination';
import { type Indicator } from '../indicator/indicator';
import { type Telemetry } from '../telemetry/telemetry';
import { type Wanted } from './ledger/ledger-decision';
import { type Ledger, type Limiter, type Room } from './ports';
import { type AssertionSource } from './ledger/assertions';

/** An indicator to deliver, with the time at which its source said it. */
export interface DeliveryItem {
  readonly indicator: Indicator;
  /** ISO 8601, UTC. */
  readonly sourceTime: string;
  /** The end that its source gives, where that is later than the expiry asked for (ISO 8601, UTC). */
  readonly end?: string | undefined;
  /** Who says it; absent where there is nobody that a row could name. */
  readonly assertedBy?: AssertionSource | undefined;
  /** Whose assertions are taken back with the item; where this is absent, it is asserted. */
  readonly takeBackScope?: Wanted['takeBackScope'];
}

/**
 * A verdict of the destination, or the reason why no call was needed: the same or something newer is held, or its source took
 * it back since, or under its id another sender says another thing. For a take-back: another still says it, or it is not there.
 */
export type Delivery = (
  | Verdict
  | {
      readonly _tag: 'Duplicate' | 'Superseded' | 'TakenBack' | 'OfAnother' | 'StillSaid' | 'NotHeld';
      readonly externalId: string;
      readonly id: string;
    }
  /** The destination can't take the indicator, so it was not asked. */
  | ({ readonly _tag: 'Unfit'; readonly externalId: string } & Unfit)
) & {
  /** true: the ledger could not be asked or told, so nobody would notice if this were done twice. */
  readonly unrecorded?: boolean;
  /** Why it could not be said there: what its source had said of it was taken back instead. */
  readonly insteadOf?: Unfit;
};

/** Delivers indicators to one destination before the deadline. Never fails: gives one delivery for each, at its position. */
export type Deliverer = (items: readonly DeliveryItem[], deadline: Date) => Task<readonly Delivery[]>;

export interface DelivererRules {
  readonly requestTimeoutMs: number;
  readonly batchWindowMs: number;
  readonly callsInFlight: number;
  readonly breakerSeconds: number;
  readonly refreshSeconds: number;
  /** See `LedgerRules`. */
  readonly identityScope?: string;
}

export interface DelivererOptions {
  readonly instance: Pick<Instance, 'name' | 'kind'>;
  /** The bare call. */
  readonly exchange: Exchange;
  /** Watches each call that has its permit; absent where nobody does. */
  readonly watching?: (exchange: Exchange) => Exchange;
  readonly limiter: Limiter;
  /** Limiters of the calls that are counted apart; absent where there are none. */
  readonly apart?: ReadonlyMap<string, Limiter>;
  /** Absent or null where the destination takes any number. */
  readonly room?: Room | null;
  /** Null where no ledger is kept. */
  readonly ledger: Ledger | null;
  readonly rules: DelivererRules;
  readonly now: () => Date;
  readonly random: () => number;
  readonly telemetry: Telemetry;
  /** Told once when the destination is left alone, and once when it is well again. */
  readonly onCircuit: (state: 'open' | 'closed', detail: ErrorDetail | null) => void;
}
