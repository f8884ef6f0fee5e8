/** At most `n` calls, the last of them at `end` or before (whole milliseconds since 1970 on the service's clock). */
export interface Calls {
  readonly end: number;
  readonly n: number;
}

/** What all instances know of the calls to one destination. It names no instance, so many instances do not make it longer. */
export interface LimiterLog {
  /** Calls that were made, in order, by the slot in which they ended. */
  readonly used: readonly Calls[];
  /** Permits that are held, in order, until their holders say what became of them. */
  readonly held: readonly Calls[];
  readonly pausedUntil: number;
  /** A random whole number that marks this decision, so that its maker knows it again; 0: none. */
  readonly by: number;
}

export const emptyLog: LimiterLog = { used: [], held: [], pausedUntil: 0, by: 0 };

/** The rules: at most `limit` calls in any `windowMs`. All times are milliseconds. */
export interface LimiterRules {
  readonly limit: number;
  readonly windowMs: number;
  /** How much later than its recorded end a call may arrive: one that was given up may just be arriving. */
  readonly guardMs: number;
  /** How long a permit may be used. Its call may take as long again to arrive, where its holder can't say that it did. */
  readonly validityMs: number;
  /** Calls that end within the same slot share an entry. */
  readonly slotMs: number;
  /** How long the first free permits wait for more, so that a lease is worth its call. */
  readonly patienceMs: number;
  /** The most entries of each kind in a log. */
  readonly maxEntries: number;
}

/** What an instance says when it asks for permits: how many, and which it has used since the last time. */
export interface Ask {
  readonly wanted: number;
  /** What the log holds for this instance since it last asked; null where that is nothing, or not known. */
  readonly claim: Calls | null;
  /** The latest moment at which each call was over, on the service's clock. */
  readonly ends: readonly number[];
  /** Calls that are not over; they may arrive at any time. */
  readonly underWay: number;
  /** The service's clock is now between these two. */
  readonly earliest: number;
  readonly latest: number;
}

export interface PermitDecision {
  readonly granted: number;
  /** When to ask again, on the service's clock; -Infinity: at once. */
  readonly readyAt: number;
  /** The log to write where permits are granted. */
  readonly log: LimiterLog;
  /** What is held for the instance in that log. */
  readonly claim: Calls | null;
}

const total = (entries: readonly Calls[]): number => entries.reduce((sum, { n }) => sum + n, 0);

/** The number of calls in a log. */
export const logged = ({ used, held }: LimiterLog): number => total(used) + total(held);

/**
 * Puts entries into order and, where there are more than `most`, joins neighbours at the end of the last. So no call counts
 * for a shorter time.
 */
export const mergedCalls = (entries: readonly Calls[], most: number): readonly Calls[] => {
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
 * Takes what was held for an instance out of the entry where it was put; no entry names its holder. Where that entry was since
 * joined with a later one, the permits stay there, and any taken out here are another's, for which the joined ones stand in.
 * They are taken out once only, as an earlier build's entry may have the same end.
 */
const without = (held: readonly Calls[], claim: Calls | null): readonly Calls[] =>
  mergedCalls(held, Infinity).map(({ end, n }) => ({
    end,
    n: claim?.end === end ? Math.max(0, n - claim.n) : n,
  }));

/** The first moment at which `wanted` permits are free, or at which fewer have been free for `patienceMs`. */
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

/** The end of the slot in which a moment lies; entries stand on slot ends. */
const slotOf = (moment: number, { slotMs }: LimiterRules): number =>
  Math.ceil(Math.ceil(moment / slotMs) * slotMs);

/** Until when a permit's call may arrive if its holder says nothing more. */
const lastArrival = ({ latest }: Pick<Ask, 'latest'>, rules: LimiterRules): number =>
  slotOf(latest + 2 * rules.validityMs, rules);

/**
 * A log that assumes the most: as many calls as the limit may have been made, and may still be until all present permits are
 * void.
 */
export const fullLog = (ask: Pick<Ask, 'latest'>, rules: LimiterRules): LimiterLog => ({
  ...emptyLog,
  held: [{ end: lastArrival(ask, rules), n: rules.limit }],
});

/**
 * Grants as many permits as keep every window within the limit. A permit counts from its grant until a window after the end of
 * its call, or, until its holder reports, after the last moment at which that call could arrive. So when the last permit of a
 * window is granted, all its calls are counted, however long each was on its way.
 */
export const decidePermits = (log: LimiterLog, rules: LimiterRules, ask: Ask): PermitDecision => {
  const { windowMs, guardMs, validityMs, patienceMs, maxEntries } = rules;
  const expiry = ({ end }: Calls): number => end + windowMs + guardMs;
  // Entries are kept a little longer than they count, because of `first` in `readyAt`. An end far ahead can't come from a right
  // clock.
  const matters = (calls: Calls): boolean =>
    expiry(calls) + patienceMs > ask.earliest && calls.end < ask.latest + 2 * validityMs + windowMs;
  const told = ask.ends.map((moment) => ({ end: slotOf(moment, rules), n: 1 }));
  const used = mergedCalls(log.used.concat(told).filter(matters), maxEntries);
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
  const held = mergedCalls([...others, claim], maxEntries);
  return { granted, readyAt: ready, log: { ...log, used, held }, claim: claim.n > 0 ? claim : null };
};
