import { type Task } from 'fp-ts/Task';
import {
  type Exchange,
  type Instance,
  type Remark,
  type Unfit,
  type Verdict,
} from '../destinations/destination';
import { type Indicator } from '../indicator/indicator';
import { type Telemetry } from '../telemetry/telemetry';
import { type Wanted } from './ledger-decision';
import { type Ledger, type Limiter, type Room } from './ports';
import { type Sayer } from './sayings';

/** An indicator to bring, and when its source said it. */
export interface DeliveryItem {
  readonly indicator: Indicator;
  /** ISO 8601, UTC. */
  readonly sourceTime: string;
  /** When its source says that it ends, where that is later than it is asked for (ISO 8601, UTC). */
  readonly end?: string | undefined;
  /** Who says it; absent: nobody that a row could name. */
  readonly sayer?: Sayer | undefined;
  /** It is taken back; absent: it is said. */
  readonly takesBack?: Wanted['takesBack'];
}

/**
 * A verdict of the destination, or what made a call needless: the same or something newer is held, its source took it back since;
 * of a take-back: another still says it, or it is not there.
 */
export type Delivery = (
  | Verdict
  | {
      readonly _tag: 'Duplicate' | 'Superseded' | 'TakenBack' | 'StillSaid' | 'NotHeld';
      readonly externalId: string;
      readonly id: string;
    }
  /** The destination can't take it, so it was not asked. */
  | ({ readonly _tag: 'Unfit'; readonly externalId: string } & Unfit)
) & {
  /** true: the ledger could not be asked or told, so that doing it again could not be seen. */
  readonly unrecorded?: boolean;
};

/** Brings indicators to one destination before the deadline. Never fails: one delivery each, at its position. */
export type Deliverer = (items: readonly DeliveryItem[], deadline: Date) => Task<readonly Delivery[]>;

export interface DelivererRules {
  readonly requestTimeoutMs: number;
  readonly batchWindowMs: number;
  readonly callsInFlight: number;
  readonly breakerSeconds: number;
  readonly refreshSeconds: number;
}

export interface DelivererOptions {
  readonly instance: Pick<Instance, 'name' | 'kind'>;
  /** The bare call. */
  readonly exchange: Exchange;
  /** Looks on at each call that has its permit; absent: nobody does. */
  readonly watching?: (exchange: Exchange) => Exchange;
  readonly limiter: Limiter;
  /** Of the calls that are counted apart. Absent: none is. */
  readonly apart?: ReadonlyMap<string, Limiter>;
  /** Absent or null: it takes any number. */
  readonly room?: Room | null;
  /** Null: none is kept. */
  readonly ledger: Ledger | null;
  readonly rules: DelivererRules;
  readonly now: () => Date;
  readonly random: () => number;
  readonly telemetry: Telemetry;
  /** Told once when the destination is left alone, and once when it is well again. */
  readonly onCircuit: (state: 'open' | 'closed', said: Remark | null) => void;
}
