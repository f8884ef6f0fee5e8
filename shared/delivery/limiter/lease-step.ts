import { type LimiterRules, type PermitDecision } from './limiter-log';

/** All times are milliseconds on this process's own clock. */
export interface Lease {
  readonly permits: number;
  /** They are void from then on. */
  readonly until: number;
}

export interface LeaseState {
  /** The log could not be reached, and is left alone until then. */
  readonly downUntil: number;
  /** No lease before. */
  readonly notBefore: number;
  /** Of the lease under way: calls of the table so far, and when the last began. */
  readonly calls: number;
  readonly calledAt: number;
  /** How many times another was faster. */
  readonly outrun: number;
  /** When it began there were permits, as far as was known. */
  readonly isHopeful: boolean;
}

export const noLease: LeaseState = {
  downUntil: -Infinity,
  notBefore: -Infinity,
  calls: 0,
  calledAt: -Infinity,
  outrun: 0,
  isHopeful: false,
};

/** What is known before a call of the table, and what it would come to. */
export interface Outlook {
  readonly wanted: number;
  readonly decision: PermitDecision;
  /** When the log was seen; -Infinity: never. */
  readonly readAt: number;
  /** Whether it may be written as it is known. */
  readonly isKnown: boolean;
  readonly hasToWrite: boolean;
  /** Whether the others wait to be told what became of the permits of this instance. */
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
  /** No answer; `isSeen`: the log was seen before. */
  | { readonly _tag: 'Failed'; readonly code: string; readonly isSeen: boolean }
  | { readonly _tag: 'Retreated'; readonly delayMs: number }
  /** `allowed`: what an instance may do by itself. */
  | { readonly _tag: 'LookedAlone'; readonly granted: number; readonly allowed: number };

/** Each but `Lose`, `Win` and `Lease` is answered by an event. */
export type LeaseEffect =
  | { readonly _tag: 'Look' }
  | { readonly _tag: 'Read' }
  | { readonly _tag: 'Write'; readonly decision: PermitDecision }
  /** Go out of the way of those who were faster. */
  | { readonly _tag: 'Retreat'; readonly times: number }
  | { readonly _tag: 'LookAlone' }
  /** The log is lost from now on. */
  | { readonly _tag: 'Lose' }
  /** Nobody was faster. */
  | { readonly _tag: 'Win' }
  /** The end. */
  | { readonly _tag: 'Lease'; readonly lease: Lease };

export type LeaseStep = readonly [LeaseState, readonly LeaseEffect[]];

/** A shared log that can't be reached is left alone for so long. */
const downMs = 10_000;

/** For so long where none was seen yet: without one there is nothing to go on. */
const unseenMs = 1_000;

/** Another instance may be faster so many times in a row, before the caller is told to ask later. */
const maxOutrun = 2;

/** Calls of the table for one lease. */
const maxCalls = 6;

/** The table is there and has too much to do: nobody may go on without it. */
const busy = ['ServerBusy', 'OperationTimedOut'];

/** What is said to be taken may have been given back since; and where many ask, more may have been taken. */
const isStale = (ageMs: number, { windowMs }: LimiterRules): boolean => ageMs > windowMs / 4;
const isStaleAmongMany = (ageMs: number, { windowMs }: LimiterRules): boolean => ageMs > windowMs / 60;

export const isDown = ({ downUntil }: LeaseState, at: number): boolean => at < downUntil;

/** By which rules, and when. */
interface Moment {
  readonly rules: LimiterRules;
  readonly at: number;
}

/** When so many should be asked for; `free`: when they are, by what is known. */
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

/** Nothing is leased from the log. */
const end = (state: LeaseState, at: number): LeaseStep => {
  if (isDown(state, at)) return [state, [{ _tag: 'LookAlone' }]];
  const { isHopeful, outrun } = state;
  return isHopeful || outrun > 0
    ? [state, [{ _tag: 'Retreat', times: Math.max(1, outrun) }]]
    : [state, [lease(0, at)]];
};

const next = (state: LeaseState, at: number): LeaseStep =>
  state.calls < maxCalls && state.outrun < maxOutrun && !isDown(state, at)
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

/** What a lease comes to, call by call; one lease at a time. */
export const leaseStep = (state: LeaseState, moment: Moment, event: LeaseEvent): LeaseStep => {
  const { rules, at } = moment;
  switch (event._tag) {
    case 'Begun':
      return next({ ...state, calls: 0, outrun: 0, isHopeful: event.isHopeful }, at);
    case 'Looked':
      return call(state, moment, event);
    case 'Read':
      return next(state, at);
    case 'Outrun':
      return next({ ...state, outrun: state.outrun + 1 }, at);
    case 'Written': {
      if (event.granted === 0) return next(state, at);
      const won: readonly LeaseEffect[] = state.outrun === 0 ? [{ _tag: 'Win' }] : [];
      return [state, [...won, lease(event.granted, state.calledAt + rules.validityMs)]];
    }
    case 'Failed': {
      if (busy.includes(event.code)) return next({ ...state, outrun: state.outrun + maxOutrun }, at);
      const [down, effects] = next({ ...state, downUntil: at + (event.isSeen ? downMs : unseenMs) }, at);
      return [down, [{ _tag: 'Lose' }, ...effects]];
    }
    case 'Retreated': {
      const notBefore = state.outrun >= maxOutrun ? at + event.delayMs : state.notBefore;
      return [{ ...state, notBefore }, [lease(0, at)]];
    }
    case 'LookedAlone': {
      // Without the others, on what was last known: too little is delivered where nothing else is.
      const permits = Math.min(event.granted, event.allowed);
      const notBefore = permits < event.granted ? state.downUntil : state.notBefore;
      return [{ ...state, notBefore }, [lease(permits, at + rules.validityMs)]];
    }
  }
};
