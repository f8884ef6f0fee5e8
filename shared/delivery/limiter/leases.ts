import * as E from 'fp-ts/Either';
import { type Unavailable } from '../../failure';
import { createSoloAllowance } from './solo-allowance';
import {
  isDown,
  leaseStep,
  noLease,
  readyAtIn,
  type Lease,
  type LeaseEffect,
  type LeaseEvent,
} from './lease-step';
import { type LimiterRules, type PermitDecision } from './limiter-log';
import { createPauseBroadcast } from './pause-broadcast';
import { createContention } from './contention';
import { createSharedLog } from './shared-log';
import { createLogView } from './log-view';
import { type SharedText } from '../ports';

export interface Leases {
  /** When to ask for so many permits, as far as is known. */
  readonly readyAt: (wanted: number) => number;
  /** Takes up to so many permits and voids those of the lease before. There is one lease at a time. */
  readonly lease: (wanted: () => number) => Promise<Lease>;
  /** Whether others who are short of permits wait to hear what became of this instance's. */
  readonly owes: () => boolean;
  /** Calls counted in the window that ends now, those of the other instances included. */
  readonly inUse: () => number;
  /** Calls that count now, without unused permits. */
  readonly counted: () => number;
  /** The call of a permit begins. */
  readonly began: () => void;
  /** A call is over: it has arrived, or never will. */
  readonly ended: () => void;
  /** Tells the other instances of the pause, once that is possible. */
  readonly pause: (until: number) => void;
}

export interface LeasesOptions {
  readonly name: string;
  readonly shared: SharedText;
  /** A clock that is never set and never runs back. The wall clock is not used. */
  readonly monotonicMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly rules: LimiterRules;
}

/** Leases permits from a log that all instances share, by `leaseStep`. */
export const createLeases = ({ name, shared, monotonicMs: now, random, rules }: LeasesOptions): Leases => {
  const { limit, windowMs, guardMs } = rules;
  const sharedLog = createSharedLog(name, shared, now);
  const view = createLogView(sharedLog, { now, random, rules });
  const contention = createContention(random, windowMs / 2400, windowMs / 4);
  const alone = createSoloAllowance(windowMs + guardMs);
  let state = noLease;

  const inUse = (): number => view.inUse() + (isDown(state, now()) ? view.untold() : 0);

  const owes = (): boolean =>
    2 * inUse() >= limit && (view.unused() > 0 || (contention.isHigh() && view.untold() > 0));

  const failed = ({ code }: Unavailable): LeaseEvent => ({
    _tag: 'Failed',
    code,
    isSeen: view.readAt() !== -Infinity,
  });

  const read = async (): Promise<LeaseEvent> => {
    const answer = await view.read();
    if (E.isLeft(answer)) return failed(answer.left);
    alone.onSeen(now(), answer.right);
    return { _tag: 'Read' };
  };

  const write = async (decision: PermitDecision): Promise<LeaseEvent> => {
    const written = await view.write(decision);
    if (E.isLeft(written)) return written.left.code === 'timeout' ? failed(written.left) : { _tag: 'Outrun' };
    if (!written.right) return { _tag: 'Outrun' };
    alone.onSeen(now(), false);
    return { _tag: 'Written', granted: decision.granted };
  };

  const look = (wanted: number): LeaseEvent => ({
    _tag: 'Looked',
    wanted,
    decision: view.decided(wanted),
    readAt: view.readAt(),
    isKnown: view.isKnown(),
    hasToWrite: view.hasToWrite(),
    owes: owes(),
    areMany: contention.isHigh(),
  });

  /** Gives null where no event follows. */
  const perform = (
    effect: Exclude<LeaseEffect, { readonly _tag: 'Lease' }>,
    wanted: () => number,
  ): LeaseEvent | Promise<LeaseEvent> | null => {
    switch (effect._tag) {
      case 'Look':
        return look(wanted());
      case 'Read':
        return read();
      case 'Write':
        return write(effect.decision);
      case 'LookAlone': {
        const { granted } = view.decided(wanted());
        return { _tag: 'LookedAlone', granted, allowed: alone.left(now(), view.underWay()) };
      }
      case 'Retreat':
        contention.onLost(effect.times);
        return { _tag: 'Retreated', delayMs: contention.delayMs() };
      case 'Lose':
        alone.onLost(now());
        return null;
      case 'Win':
        contention.onWon();
        return null;
    }
  };

  const lease = async (wanted: () => number): Promise<Lease> => {
    const isHopeful = view.isKnown() && view.decided(wanted()).granted > 0;
    let event: LeaseEvent = { _tag: 'Begun', isHopeful };
    for (;;) {
      const [next, effects] = leaseStep(state, { rules, at: now() }, event);
      state = next;
      for (const effect of effects) {
        if (effect._tag === 'Lease') return effect.lease;
        const answer = perform(effect, wanted);
        // What needs no call of the table is done at once, so that nobody who comes meanwhile is left out.
        if (answer !== null) event = answer instanceof Promise ? await answer : answer;
      }
    }
  };

  return {
    readyAt: (wanted) =>
      readyAtIn(
        state,
        { rules, at: now() },
        {
          isKnown: view.isKnown(),
          readAt: view.readAt(),
          free: () => view.decided(wanted).readyAt - sharedLog.offset().least + contention.delayMs(),
        },
      ),
    lease,
    owes,
    inUse,
    counted: view.counted,
    began: view.began,
    ended: () => {
      view.ended();
      alone.onEnd(now());
    },
    pause: createPauseBroadcast(sharedLog, view.instead),
  };
};
