import * as E from 'fp-ts/Either';
import { type Unavailable } from '../../failure';
import { createAlone } from './alone';
import { type LimiterRules } from './limiter-log';
import { createPeace } from './peace';
import { createRivals } from './rivals';
import { createSharedLog } from './shared-log';
import { createLogView } from './log-view';
import { type SharedText } from '../ports';

/** All times are milliseconds on this process's own clock. */
export interface Lease {
  readonly permits: number;
  /** They are void from then on. */
  readonly until: number;
}

export interface Leases {
  /** When so many should be asked for, as far as is known. */
  readonly readyAt: (wanted: number) => number;
  /** Takes up to so many permits; the ones of the lease before are void. One lease at a time. */
  readonly lease: (wanted: () => number) => Promise<Lease>;
  /** Whether the others, who are short of permits, wait to be told what became of the ones of this instance. */
  readonly owes: () => boolean;
  /** Calls that are counted in the window that ends now, those of the other instances included. */
  readonly inUse: () => number;
  /** Calls that count now, and no permit that is not used. */
  readonly counted: () => number;
  /** The call of a permit begins. */
  readonly began: () => void;
  /** A call is over: it has arrived, or never will. */
  readonly ended: () => void;
  /** Tells the other instances, when that is possible. */
  readonly pause: (until: number) => void;
}

export interface LeasesOptions {
  readonly name: string;
  readonly shared: SharedText;
  /** Never set, never back: of what the wall clock says nothing is used. */
  readonly monotonicMs: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly rules: LimiterRules;
}

/** A shared log that can't be reached is left alone for so long. */
const downMs = 10_000;

/** For so long where none was seen yet: without one there is nothing to go on. */
const unseenMs = 1_000;

/** Another instance may be faster so many times in a row, before the caller is told to ask later. */
const mostOutrun = 2;

/** Calls of the table for one lease. */
const mostCalls = 6;

/** The table is there and has too much to do: nobody may go on without it. */
const busy = ['ServerBusy', 'OperationTimedOut'];

/** What came of one call of the table: permits, or how many times another was faster. */
interface Step {
  readonly permits: number;
  readonly outrun: number;
}

/** Leases of permits from a log that all instances share. */
export const createLeases = ({ name, shared, monotonicMs: now, random, rules }: LeasesOptions): Leases => {
  const { limit, windowMs, guardMs, validityMs } = rules;
  /** What is said to be taken may have been given back since; and where many ask, more may have been taken. */
  const staleMs = windowMs / 4;
  const staleAmongManyMs = windowMs / 60;
  const sharedLog = createSharedLog(name, shared, now);
  const view = createLogView(sharedLog, now, random, rules);
  const rivals = createRivals(random, windowMs / 2400, windowMs / 4);
  const alone = createAlone(windowMs + guardMs);
  let downUntil = -Infinity;
  let notBefore = -Infinity;

  const isSeen = (): boolean => view.readAt() !== -Infinity;

  const isDown = (): boolean => now() < downUntil;

  const failed = ({ code }: Unavailable): Step => {
    if (busy.includes(code)) return { permits: 0, outrun: mostOutrun };
    downUntil = now() + (isSeen() ? downMs : unseenMs);
    alone.onLost(now());
    return { permits: 0, outrun: 0 };
  };

  const read = async (): Promise<Step> => {
    const answer = await view.read();
    if (E.isLeft(answer)) return failed(answer.left);
    alone.onSeen(now(), answer.right);
    return { permits: 0, outrun: 0 };
  };

  const inUse = (): number => view.inUse() + (isDown() ? view.untold() : 0);

  const owes = (): boolean =>
    2 * inUse() >= limit && (view.unused() > 0 || (rivals.areMany() && view.untold() > 0));

  /** One call of the table; null where there is nothing to say. */
  const step = async (wanted: number): Promise<Step | null> => {
    const age = now() - view.readAt();
    const decision = view.decided(wanted);
    const isStale = age > staleMs && decision.granted === 0 && wanted > 0;
    if (!view.isKnown() || isStale || (age > staleAmongManyMs && rivals.areMany())) return read();
    if (decision.granted === 0 && !view.hasToWrite() && (wanted > 0 || !owes())) return null;
    const written = await view.write(decision);
    if (E.isLeft(written))
      return written.left.code === 'timeout' ? failed(written.left) : { permits: 0, outrun: 1 };
    if (!written.right) return { permits: 0, outrun: 1 };
    alone.onSeen(now(), false);
    return { permits: decision.granted, outrun: 0 };
  };

  /** Without the others, on what was last known: too little is delivered where nothing else is. */
  const leaseAlone = (wanted: number): Lease => {
    const { granted } = view.decided(wanted);
    const permits = Math.min(granted, alone.left(now(), view.underWay()));
    if (permits < granted) notBefore = downUntil;
    return { permits, until: now() + validityMs };
  };

  const lease = async (wanted: () => number): Promise<Lease> => {
    const hoped = view.isKnown() && view.decided(wanted()).granted > 0;
    let outrun = 0;
    for (let call = 0; call < mostCalls && outrun < mostOutrun && !isDown(); call += 1) {
      const at = now();
      const result = await step(wanted());
      if (result === null) break;
      outrun += result.outrun;
      if (result.permits === 0) continue;
      if (outrun === 0) rivals.onFirst();
      return { permits: result.permits, until: at + validityMs };
    }
    if (isDown()) return leaseAlone(wanted());
    if (hoped || outrun > 0) rivals.onOutrun(Math.max(1, outrun));
    if (outrun >= mostOutrun) notBefore = now() + rivals.delayMs();
    return { permits: 0, until: now() };
  };

  const readyAt = (wanted: number): number => {
    const at = now();
    if (at < notBefore) return notBefore;
    if (!view.isKnown() && !isDown()) return at;
    const ready = view.decided(wanted).readyAt - sharedLog.offset().least + rivals.delayMs();
    if (!isSeen()) return Math.min(ready, downUntil);
    return ready > at && at - view.readAt() > staleMs && !isDown() ? at : ready;
  };

  return {
    readyAt,
    lease,
    owes,
    inUse,
    counted: view.counted,
    began: view.began,
    ended: () => {
      view.ended();
      alone.onEnd(now());
    },
    pause: createPeace(sharedLog, view.instead),
  };
};
