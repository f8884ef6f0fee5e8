/** Not more than `n` calls, the last of them not after `end` (whole milliseconds since 1970 on the service's clock). */
export interface Calls {
  readonly end: number;
  readonly n: number;
}

/** What all instances know of the calls to one destination. It names none of them, so that it is no longer where they are many. */
export interface LimiterLog {
  /** Calls that were made, in order, by the slot in which they ended. */
  readonly used: readonly Calls[];
  /** Permits that are held, in order, until their holders say what they made of them. */
  readonly held: readonly Calls[];
  readonly pausedUntil: number;
  /** A whole number at random that says which decision this is, so that its maker knows it again; 0: not said. */
  readonly by: number;
}

export const emptyLog: LimiterLog = { used: [], held: [], pausedUntil: 0, by: 0 };

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
  /** Entries of each kind in a log. */
  readonly maxEntries: number;
}

/** An instance that asks for permits and says which it used since the last time. */
export interface Ask {
  readonly wanted: number;
  /** What is held for this instance since it asked the last time; null: nothing, or it can't tell. */
  readonly claim: Calls | null;
  /** When each call was over, at the latest, on the service's clock. */
  readonly ends: readonly number[];
  /** Calls that are not over: they may arrive at any time. */
  readonly underWay: number;
  /** The service's clock is now between these. */
  readonly earliest: number;
  readonly latest: number;
}

export interface PermitDecision {
  readonly granted: number;
  /** When to ask, on the service's clock; -Infinity: at once. */
  readonly readyAt: number;
  /** The log to write where something is granted. */
  readonly log: LimiterLog;
  /** What is held for the instance in that log. */
  readonly claim: Calls | null;
}

const total = (entries: readonly Calls[]): number => entries.reduce((sum, { n }) => sum + n, 0);

/** Calls that are in a log. */
export const logged = ({ used, held }: LimiterLog): number => total(used) + total(held);

/** As entries in order, at most so many: neighbours become one, with the end of the last. No call counts for less long. */
export const gathered = (entries: readonly Calls[], most: number): readonly Calls[] => {
  const slots = new Map<number, number>();
  for (const { end, n } of entries) if (n > 0) slots.set(end, (slots.get(end) ?? 0) + n);
  const sorted = [...slots].map(([end, n]) => ({ end, n })).sort((one, other) => one.end - other.end);
  if (sorted.length <= most) return sorted;
  const size = Math.ceil(sorted.length / most);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, index) => {
    const group = sorted.slice(index * size, (index + 1) * size);
    return { end: Math.max(...group.map(({ end }) => end)), n: total(group) };
  });
};

/**
 * Nobody's name is on what is held: as many as were held for an instance are taken out where they were put. Where they were
 * gathered into a later entry since, they stay in it; then the ones taken out, if any, are another's, for whom those stand.
 * Taken out once: an earlier build's entry may have the same end beside this one's.
 */
const without = (held: readonly Calls[], claim: Calls | null): readonly Calls[] =>
  gathered(held, Infinity).map(({ end, n }) => ({
    end,
    n: claim?.end === end ? Math.max(0, n - claim.n) : n,
  }));

/** The first moment at which `wanted` are free, or fewer have been for `patienceMs`. */
const readyAt = (
  entries: readonly Calls[],
  ask: Ask,
  { expiry, rules }: { readonly expiry: (calls: Calls) => number; readonly rules: LimiterRules },
) => {
  let free = rules.limit - total(entries);
  let first = free >= 1 ? -Infinity : Infinity;
  if (free >= ask.wanted) return -Infinity;
  for (const calls of [...entries].sort((one, other) => one.end - other.end)) {
    free += calls.n;
    if (free >= 1) first = Math.min(first, expiry(calls));
    if (free >= ask.wanted) return Math.min(expiry(calls), first + rules.patienceMs);
  }
  return first + rules.patienceMs;
};

/** The slot's end, on which an entry stands. */
const slotOf = (moment: number, { slotMs }: LimiterRules): number =>
  Math.ceil(Math.ceil(moment / slotMs) * slotMs);

/** Until when a permit's call may arrive where nothing more is heard of its holder. */
const lastArrival = ({ latest }: Pick<Ask, 'latest'>, rules: LimiterRules): number =>
  slotOf(latest + 2 * rules.validityMs, rules);

/** A log that says: there may have been as many calls as the limit, and may be until all permits of now are void. */
export const fullLog = (ask: Pick<Ask, 'latest'>, rules: LimiterRules): LimiterLog => ({
  ...emptyLog,
  held: [{ end: lastArrival(ask, rules), n: rules.limit }],
});

/**
 * Grants what keeps every window within the limit. Permits count from their grant until a window after the end of their
 * call or, as long as their holder did not say, after the last moment at which that could arrive. So all calls of a window
 * were counted when the last of its permits was granted, however long each was on its way.
 */
export const decidePermits = (log: LimiterLog, rules: LimiterRules, ask: Ask): PermitDecision => {
  const { windowMs, guardMs, validityMs, patienceMs, maxEntries } = rules;
  const expiry = ({ end }: Calls): number => end + windowMs + guardMs;
  // Kept a little longer than it counts, for `first` above. No right clock writes an end that is far ahead.
  const matters = (calls: Calls): boolean =>
    expiry(calls) + patienceMs > ask.earliest && calls.end < ask.latest + 2 * validityMs + windowMs;
  const told = ask.ends.map((moment) => ({ end: slotOf(moment, rules), n: 1 }));
  const used = gathered(log.used.concat(told).filter(matters), maxEntries);
  const others = without(log.held, ask.claim).filter(matters);
  const end = lastArrival(ask, rules);

  const entries = [...used, ...others, { end, n: ask.underWay }];
  const ready = Math.max(
    readyAt(entries, ask, { expiry, rules }),
    log.pausedUntil > ask.earliest ? log.pausedUntil : -Infinity,
  );
  const free = rules.limit - total(entries.filter((calls) => expiry(calls) > ask.earliest));
  const granted = ready <= ask.earliest ? Math.min(ask.wanted, free) : 0;
  const claim = { end, n: granted + ask.underWay };
  const held = gathered([...others, claim], maxEntries);
  return { granted, readyAt: ready, log: { ...log, used, held }, claim: claim.n > 0 ? claim : null };
};
