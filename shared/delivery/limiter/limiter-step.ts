import { type Lease } from './lease-step';

/** All times are milliseconds on this process's own clock. */
export interface PermitRules {
  readonly limit: number;
  readonly windowMs: number;
  /** The most permits of one lease. */
  readonly maxPermits: number;
}

/** A caller that waits for a permit, by a number of its own. */
export interface Waiter {
  readonly id: number;
  readonly deadline: number;
}

export interface LimiterState {
  /** In the order in which they came. */
  readonly waiters: readonly Waiter[];
  /** The lease that is held; `left` is what remains of it. */
  readonly held: Lease;
  readonly left: number;
  /** How many permits were asked for when it was taken. */
  readonly asked: number;
  /** Whether a lease is under way; `chunk` is the least that it asks for. */
  readonly isLeasing: boolean;
  readonly chunk: number;
  readonly pausedUntil: number;
  /** When the caller that was refused last may come again. */
  readonly lastRefusal: number;
}

export const idle: LimiterState = {
  waiters: [],
  held: { permits: 0, until: -Infinity },
  left: 0,
  asked: 1,
  isLeasing: false,
  chunk: 1,
  pausedUntil: -Infinity,
  lastRefusal: -Infinity,
};

export type LimiterEvent =
  | ({ readonly _tag: 'Came' } & Waiter)
  | { readonly _tag: 'Woken' }
  /** `readyAt`: when to ask for as many as were wanted. */
  | { readonly _tag: 'Ready'; readonly readyAt: number }
  /** A call of the lease under way begins, and says now how many it asks for. */
  | { readonly _tag: 'Asking' }
  | { readonly _tag: 'Leased'; readonly lease: Lease }
  /** The permits of the lease are void; `owes`: the others wait to hear what became of them. */
  | { readonly _tag: 'Void'; readonly owes: boolean }
  | { readonly _tag: 'GivenBack' }
  | { readonly _tag: 'Paused'; readonly until: number };

export type LimiterEffect =
  | { readonly _tag: 'Grant'; readonly id: number }
  | { readonly _tag: 'Refuse'; readonly id: number; readonly waitMs: number }
  /** Answered by `Ready`, at once. */
  | { readonly _tag: 'FindReady'; readonly wanted: number }
  /** Answered by `Leased`. */
  | { readonly _tag: 'Lease' }
  /** Answered by `GivenBack`. */
  | { readonly _tag: 'GiveBack' }
  /** Sends `Woken` after this long, and at no other time; null: never. */
  | { readonly _tag: 'Wake'; readonly afterMs: number | null }
  /** Sends `Void` some time after that, and at no other time. */
  | { readonly _tag: 'AwaitVoid'; readonly until: number }
  | { readonly _tag: 'TellUse' }
  | { readonly _tag: 'TellPause'; readonly until: number };

export type LimiterStep = readonly [LimiterState, readonly LimiterEffect[]];

/**
 * Refused callers come back this much faster than the limit lets them through, so that no permit stays unused; several that
 * come back together share a call. The greater the excess, the more callers are refused a second time, which costs the queue.
 */
const eagerness = 1.3;

/** How many to lease: twice as many as last time where all were used while valid, else as many as were used. */
const chunkOf = ({ left, held, asked }: LimiterState): number => {
  if (left > 0) return Math.max(1, held.permits - left);
  return held.permits < asked ? asked : asked * 2;
};

const wantedOf = ({ waiters }: LimiterState, { maxPermits }: PermitRules, chunk: number): number =>
  Math.min(maxPermits, Math.max(chunk, waiters.length));

const serve = (state: LimiterState, at: number): LimiterStep => {
  const { waiters, left, held, pausedUntil } = state;
  if (pausedUntil > at || held.until <= at) return [state, []];
  const served = waiters.slice(0, left);
  return [
    { ...state, waiters: waiters.slice(served.length), left: left - served.length },
    served.map(({ id }) => ({ _tag: 'Grant', id })),
  ];
};

/** The rules and the moment of a step. */
interface Moment {
  readonly rules: PermitRules;
  readonly at: number;
}

const proceed = (state: LimiterState, { rules, at }: Moment): LimiterStep => {
  const [served, grants] = serve(state, at);
  const effects: readonly LimiterEffect[] = [{ _tag: 'Wake', afterMs: null }, ...grants];
  if (served.isLeasing || served.waiters.length === 0) return [served, effects];
  return [served, [...effects, { _tag: 'FindReady', wanted: wantedOf(served, rules, chunkOf(served)) }]];
};

/** Leases now, or refuses those who can't wait that long. */
const ready = (state: LimiterState, { rules, at }: Moment, readyAt: number): LimiterStep => {
  if (readyAt <= at) return [{ ...state, isLeasing: true, chunk: chunkOf(state) }, [{ _tag: 'Lease' }]];
  let { lastRefusal } = state;
  const effects: LimiterEffect[] = [];
  for (const { id, deadline } of state.waiters)
    if (deadline < readyAt) {
      lastRefusal = Math.max(lastRefusal + rules.windowMs / rules.limit / eagerness, readyAt);
      effects.push({ _tag: 'Refuse', id, waitMs: Math.max(0, lastRefusal - at) });
    }
  const waiters = state.waiters.filter(({ deadline }) => deadline >= readyAt);
  if (waiters.length > 0) effects.push({ _tag: 'Wake', afterMs: readyAt - at });
  return [{ ...state, waiters, lastRefusal }, effects];
};

const leased = (state: LimiterState, { rules, at }: Moment, held: Lease): LimiterStep => {
  const [next, effects] = proceed({ ...state, held, left: held.permits, isLeasing: false }, { rules, at });
  const awaiting: readonly LimiterEffect[] =
    held.permits === 0 ? [] : [{ _tag: 'AwaitVoid', until: held.until }];
  return [next, [{ _tag: 'TellUse' }, ...effects, ...awaiting]];
};

/** Decides who gets a permit, who is refused, and when there is something to do next. */
export const limiterStep = (state: LimiterState, moment: Moment, event: LimiterEvent): LimiterStep => {
  const { rules } = moment;
  switch (event._tag) {
    case 'Came': {
      const { id, deadline } = event;
      return proceed({ ...state, waiters: [...state.waiters, { id, deadline }] }, moment);
    }
    case 'Woken':
      return proceed(state, moment);
    case 'Ready':
      return ready(state, moment, Math.max(state.pausedUntil, event.readyAt));
    case 'Asking':
      return [{ ...state, asked: wantedOf(state, rules, state.chunk) }, []];
    case 'Leased':
      return leased(state, moment, event.lease);
    case 'Void':
      return state.isLeasing || !event.owes
        ? [state, []]
        : [{ ...state, isLeasing: true }, [{ _tag: 'GiveBack' }]];
    case 'GivenBack':
      return proceed({ ...state, isLeasing: false }, moment);
    case 'Paused': {
      const { until } = event;
      if (until <= state.pausedUntil) return [state, []];
      const [next, effects] = proceed({ ...state, pausedUntil: until }, moment);
      return [next, [{ _tag: 'TellPause', until }, ...effects]];
    }
  }
};
