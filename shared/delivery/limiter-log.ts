import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { parseJson } from '../codec/json';

/** Not more than `n` calls, the last of them not after `end` (milliseconds since 1970 on the service's clock). */
const Calls = t.readonly(t.strict({ end: t.number, n: t.number }));
type Calls = t.TypeOf<typeof Calls>;

const Log = t.readonly(
  t.strict({
    /** Calls that were made, in order, by the slot in which they ended. */
    used: t.readonlyArray(Calls),
    /** Permits that an instance holds, by its id, until it says what it made of them. */
    held: t.readonly(t.record(t.string, Calls)),
    pausedUntil: t.number,
  }),
);

/** What all instances know of the calls to one destination. */
export type LimiterLog = t.TypeOf<typeof Log>;

export const emptyLog: LimiterLog = { used: [], held: {}, pausedUntil: 0 };

/** A text that can't be read is as none. */
export const parseLog = (text: string): LimiterLog =>
  pipe(
    parseJson(text),
    E.flatMap((value) => Log.decode(value)),
    E.getOrElse(() => emptyLog),
  );

/** The limit is `limit` calls in any `windowMs`; all in milliseconds. */
export interface LimiterRules {
  readonly limit: number;
  readonly windowMs: number;
  /** How inexact the end of a call may be: it is told to have been given up, and may just be arriving. */
  readonly guardMs: number;
  /** How long a permit may be used, and how long its call may take to arrive where its holder can't say that it did. */
  readonly validityMs: number;
  /** Calls that end within the same slot share an entry. */
  readonly slotMs: number;
  /** How long the first free permits wait for more, so that a lease is worth its call. */
  readonly patienceMs: number;
}

/** An instance that asks for permits and says which it used since the last time. */
export interface Ask {
  readonly instance: string;
  readonly wanted: number;
  /** When each call was over, at the latest, on the service's clock. */
  readonly ends: readonly number[];
  /** Calls that are not over: they may arrive at any time. */
  readonly underWay: number;
  /** The service's clock is now between these. */
  readonly earliest: number;
  readonly latest: number;
}

export interface Decision {
  readonly granted: number;
  /** When to ask, on the service's clock; -Infinity: at once. */
  readonly readyAt: number;
  /** The log to write where something is granted. */
  readonly log: LimiterLog;
}

const merged = (used: readonly Calls[], ends: readonly number[], slotMs: number): readonly Calls[] => {
  const slots = new Map(used.map(({ end, n }) => [end, n]));
  for (const moment of ends) {
    const end = Math.ceil(moment / slotMs) * slotMs;
    slots.set(end, (slots.get(end) ?? 0) + 1);
  }
  return [...slots].map(([end, n]) => ({ end, n })).sort((one, other) => one.end - other.end);
};

/** The first moment at which `wanted` are free, or fewer have been for `patienceMs`. */
const readyAt = (
  entries: readonly Calls[],
  expiry: (calls: Calls) => number,
  ask: Ask,
  rules: LimiterRules,
) => {
  let free = rules.limit - entries.reduce((sum, { n }) => sum + n, 0);
  let first = free >= 1 ? -Infinity : Infinity;
  if (free >= ask.wanted) return -Infinity;
  for (const calls of [...entries].sort((one, other) => one.end - other.end)) {
    free += calls.n;
    if (free >= 1) first = Math.min(first, expiry(calls));
    if (free >= ask.wanted) return Math.min(expiry(calls), first + rules.patienceMs);
  }
  return first + rules.patienceMs;
};

/**
 * Grants what keeps every window within the limit. Permits count from their grant until a window after the end of their
 * call or, as long as their holder did not say, after the last moment at which that could arrive. So all calls of a window
 * were counted when the last of its permits was granted, however long each was on its way.
 */
export const decide = (log: LimiterLog, rules: LimiterRules, ask: Ask): Decision => {
  const { windowMs, guardMs, validityMs, slotMs, patienceMs } = rules;
  const expiry = ({ end }: Calls): number => end + windowMs + guardMs;
  // Kept a little longer than it counts, for `first` above. No right clock writes an end that is far ahead.
  const matters = (calls: Calls): boolean =>
    expiry(calls) + patienceMs > ask.earliest && calls.end < ask.latest + 2 * validityMs + windowMs;
  const used = merged(log.used, ask.ends, slotMs).filter(matters);
  const end = Math.ceil(ask.latest + 2 * validityMs);
  const others = Object.entries(log.held).filter(([id, calls]) => id !== ask.instance && matters(calls));

  const entries = [...used, ...others.map(([, calls]) => calls), { end, n: ask.underWay }];
  const ready = Math.max(
    readyAt(entries, expiry, ask, rules),
    log.pausedUntil > ask.earliest ? log.pausedUntil : -Infinity,
  );
  const counted = entries.filter((calls) => expiry(calls) > ask.earliest);
  const free = rules.limit - counted.reduce((sum, { n }) => sum + n, 0);
  const granted = ready <= ask.earliest ? Math.min(ask.wanted, free) : 0;
  const mine = { end, n: granted + ask.underWay };
  return {
    granted,
    readyAt: ready,
    log: { ...log, used, held: { ...Object.fromEntries(others), [ask.instance]: mine } },
  };
};
