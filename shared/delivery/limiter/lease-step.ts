import { type LimiterRules, type PermitDecision } from './limiter-log';

/** All times are milliseconds on this process's own clock. */
export interface Lease {
  readonly permits: number;
  /** The permits are void from then on. */
  readonly until: number;
}

export interface LeaseState {
  /** The log could not be reached, and is left alone until then. */
  readonly downUntil: number;
  /** No lease begins before this. */
  readonly notBefore: number;
  /** Of the lease under way: how often it has called the table so far, and when the last call began. */
  readonly calls: number;
  readonly calledAt: number;
  /** How many times in a row another instance was faster. */
  readonly lostRaces: number;
  /** Whether there were permits when the lease began, as far as was known. */
  readonly isHopeful: boolean;
}

export const noLease: LeaseState = {
  downUntil: -Infinity,
  notBefore: -Infinity,
  calls: 0,
  calledAt: -Infinity,
  lostRaces: 0,
  isHopeful: false,
};

/** What is known before a call of the table, and the decision that follows from it. */
export interface Outlook {
  readonly wanted: number;
  readonly decision: PermitDecision;
  /** When the log was last seen; -Infinity: never. */
  readonly readAt: number;
  /** Whether the log may be written as it is known. */
  readonly isKnown: boolean;
  readonly hasToWrite: boolean;
  /** Whether the others wait to hear what became of this instance's permits. */
  readonly owes: boolean;
  /** Whether many want the same permits. */
  readonly areMany: boolean;
}

export type LeaseEvent =
  | { readonly _tag: 'Begun'; readonly isHopeful: boolean }
  | ({ readonly _tag: 'Looked' } & Outlook)
  | { readonly _tag: 'Read' }
  | { readonly _tag: 'Written'; readonly granted: number }
  | { readonly _tag: 'Outrun' }
  /** No answer came; `isSeen`: the log was seen before. */
  | { readonly _tag: 'Failed'; readonly code: string; readonly isSeen: boolean }
  | { readonly _tag: 'Retreated'; readonly delayMs: number }
  /** `allowed`: how many calls an instance may make by itself. */
  | { readonly _tag: 'LookedAlone'; readonly granted: number; readonly allowed: number };

/** Every effect but `Lose`, `Win` and `Lease` is answered by an event. */
export type LeaseEffect =
  | { readonly _tag: 'Look' }
  | { readonly _tag: 'Read' }
  | { readonly _tag: 'Write'; readonly decision: PermitDecision }
  /** Keeps out of the way of those who were faster. */
  | { readonly _tag: 'Retreat'; readonly times: number }
  | { readonly _tag: 'LookAlone' }
  /** The log is lost from now on. */
  | { readonly _tag: 'Lose' }
  /** Nobody else was faster. */
  | { readonly _tag: 'Win' }
  /** The lease has ended with this result. */
  | { readonly _tag: 'Lease'; readonly lease: Lease };

export type LeaseStep = readonly [LeaseState, readonly LeaseEffect[]];

/** A shared log that can't be reached is left alone for this long. */
const downMs = 10_000;

/** The same where no log was seen yet, since then there is nothing to go by. */
const unseenMs = 1_000;

/** Another instance may be faster so many times in a row before the caller is told to ask later. */
const maxLostRaces = 2;

/** The most calls of the table for one lease. */
const maxCalls = 6;

/** Codes of a table that is there and has too much to do. Nobody may go on without it. */
const busy = ['ServerBusy', 'OperationTimedOut'];

/**
 * Whether what is known is too old: taken permits may have been given back since, and where many ask, more may have been taken.
 */
const isStale = (ageMs: number, { windowMs }: LimiterRules): boolean => ageMs > windowMs / 4;
const isStaleAmongMany = (ageMs: number, { windowMs }: LimiterRules): boolean => ageMs > windowMs / 60;

export const isDown = ({ downUntil }: LeaseState, at: number): boolean => at < downUntil;

/** The rules and the moment of a step. */
interface Moment {
  readonly rules: LimiterRules;
  readonly at: number;
}

/** When to ask for so many permits; `free` gives when they are free, as far as is known. */
export const readyAtIn = (
  state: LeaseState,
  { rules, at }: Moment,
  { isKnown, readAt, free }: Pick<Outlook, 'isKnown' | 'readAt'> & { readonly free: () => number },
): number => {
  if (at < state.notBefore) return state.notBefore;
  if (!isKnown && !isDown(state, at)) return at;
  const ready = free();
  if (readAt === -Infinity) return Math.min(ready, state.downUntil);
  return ready > at && isStale(at - readAt, rules) && !isDown(state, at) ? at : ready;
};

const lease = (permits: number, until: number): LeaseEffect => ({
  _tag: 'Lease',
  lease: { permits, until },
});

/** Ends the lease without permits from the log. */
const end = (state: LeaseState, at: number): LeaseStep => {
  if (isDown(state, at)) return [state, [{ _tag: 'LookAlone' }]];
  const { isHopeful, lostRaces } = state;
  return isHopeful || lostRaces > 0
    ? [state, [{ _tag: 'Retreat', times: Math.max(1, lostRaces) }]]
    : [state, [lease(0, at)]];
};

const next = (state: LeaseState, at: number): LeaseStep =>
  state.calls < maxCalls && state.lostRaces < maxLostRaces && !isDown(state, at)
    ? [state, [{ _tag: 'Look' }]]
    : end(state, at);

const call = (state: LeaseState, { rules, at }: Moment, outlook: Outlook): LeaseStep => {
  const { wanted, decision, readAt, isKnown, hasToWrite, owes, areMany } = outlook;
  const { granted } = decision;
  const age = at - readAt;
  const called = { ...state, calls: state.calls + 1, calledAt: at };
  const isDoubtful = isStale(age, rules) && granted === 0 && wanted > 0;
  if (!isKnown || isDoubtful || (isStaleAmongMany(age, rules) && areMany))
    return [called, [{ _tag: 'Read' }]];
  if (granted === 0 && !hasToWrite && (wanted > 0 || !owes)) return end(called, at);
  return [called, [{ _tag: 'Write', decision }]];
};

/** One step of a lease, call by call; there is one lease at a time. */
export const leaseStep = (state: LeaseState, moment: Moment, event: LeaseEvent): LeaseStep => {
  const { rules, at } = moment;
  switch (event._tag) {
    case 'Begun':
      return next({ ...state, calls: 0, lostRaces: 0, isHopeful: event.isHopeful }, at);
    case 'Looked':
      return call(state, moment, event);
    case 'Read':
      return next(state, at);
    case 'Outrun':
      return next({ ...state, lostRaces: state.lostRaces + 1 }, at);
    case 'Written': {
      if (event.granted === 0) return next(state, at);
      const won: readonly LeaseEffect[] = state.lostRaces === 0 ? [{ _tag: 'Win' }] : [];
      return [state, [...won, lease(event.granted, state.calledAt + rules.validityMs)]];
    }
    case 'Failed': {
      if (busy.includes(event.code)) return next({ ...state, lostRaces: state.lostRaces + maxLostRaces }, at);
      const [down, effects] = next({ ...state, downUntil: at + (event.isSeen ? downMs : unseenMs) }, at);
      return [down, [{ _tag: 'Lose' }, ...effects]];
    }
    case 'Retreated': {
      const notBefore = state.lostRaces >= maxLostRaces ? at + event.delayMs : state.notBefore;
      return [{ ...state, notBefore }, [lease(0, at)]];
    }
    case 'LookedAlone': {
      // Without the others, it goes by what was last known. Too few permits are better than none.
      const permits = Math.min(event.granted, event.allowed);
      const notBefore = permits < event.granted ? state.downUntil : state.notBefore;
      return [{ ...state, notBefore }, [lease(permits, at + rules.validityMs)]];
    }
  }
};
