import { bytes, doubles } from './column';

/** The states in which an indicator has come to rest, the best news last. */
const finals = ['parked', 'skipped', 'rejected', 'duplicate', 'updated', 'created'] as const;

export type Final = (typeof finals)[number];

export const isFinal = (state: string): state is Final => finals.some((final) => final === state);

export interface Tally {
  /** So many new indicators are on their way; gives the number of the first. */
  readonly open: (count: number) => number;
  /** The app took them (2xx, or the queue has them), or nobody answered. */
  readonly answered: (first: number, count: number, taken: boolean) => void;
  readonly stored: (n: number) => void;
  /** An outcome. `lie`: the destination said that it has it, and never stored it. */
  readonly settled: (n: number, state: Final, reason: string, lie: boolean) => void;
  /** The number that was taken and is not settled. */
  readonly waiting: () => number;
  readonly sum: () => Sum;
}

/** What came of the indicators of a run. Latencies are seconds from the event to the outcome that a reader has in hand. */
export interface Sum {
  /** Of events that were taken. */
  readonly sent: number;
  readonly stored: number;
  /** Neither stored nor rejected nor parked, and the destination did not lie about it. */
  readonly lost: number;
  readonly lostIds: readonly number[];
  /** Said by the destination to be stored, and not stored. */
  readonly lied: number;
  /** Stored more than once. */
  readonly doubled: number;
  /** Stored, and without a final outcome. */
  readonly untold: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly skipped: Readonly<Record<string, number>>;
  readonly parked: Readonly<Record<string, number>>;
  /** Of events without an answer. */
  readonly notAnswered: number;
  readonly secondsToOutcome: {
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  };
}

const unanswered = 1;
const taken = 2;
const shown = 20;

/** 0 stands for no outcome. If a message comes twice and an indicator has two outcomes, the better one counts. */
const rankOf = (final: Final): number => finals.indexOf(final) + 1;
const finalOf = (rank: number): Final | undefined => finals[rank - 1];

/** `nowMs` gives milliseconds on a steady clock. */
export const createTally = (nowMs: () => number): Tally => {
  const began = doubles();
  const took = doubles();
  const answer = bytes();
  const state = bytes();
  const why = bytes();
  const times = bytes();
  const lies = bytes();
  const reasons: string[] = [];
  let opened = 0;
  let sent = 0;
  let settled = 0;

  const reasonOf = (text: string): number => {
    if (!reasons.includes(text)) reasons.push(text);
    return reasons.indexOf(text);
  };
  const counted = (wanted: Final): Readonly<Record<string, number>> => {
    const counts = new Map<string, number>();
    for (let n = 0; n < opened; n += 1) {
      if (answer.get(n) !== taken || times.get(n) > 0 || finalOf(state.get(n)) !== wanted) continue;
      const reason = reasons[why.get(n)] ?? '';
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  };
  const secondsOf = (): Sum['secondsToOutcome'] => {
    const all: number[] = [];
    for (let n = 0; n < opened; n += 1) if (state.get(n) > 0) all.push(took.get(n));
    const sorted = Float64Array.from(all).sort();
    const at = (share: number): number =>
      Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0) / 1000;
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
  };

  return {
    open: (count) => {
      const first = opened;
      opened += count;
      for (let n = first; n < opened; n += 1) began.set(n, nowMs());
      return first;
    },
    answered: (first, count, wasTaken) => {
      for (let n = first; n < first + count; n += 1) answer.set(n, wasTaken ? taken : unanswered);
      if (!wasTaken) return;
      sent += count;
      for (let n = first; n < first + count; n += 1) if (state.get(n) > 0) settled += 1;
    },
    stored: (n) => times.set(n, Math.min(255, times.get(n) + 1)),
    settled: (n, final, reason, lie) => {
      if (lie) lies.set(n, 1);
      const rank = rankOf(final);
      if (state.get(n) === 0) {
        took.set(n, nowMs() - began.get(n));
        if (answer.get(n) === taken) settled += 1;
      }
      if (rank <= state.get(n)) return;
      state.set(n, rank);
      why.set(n, reasonOf(reason));
    },
    waiting: () => sent - settled,
    sum: () => {
      const count = { stored: 0, lied: 0, doubled: 0, untold: 0, notAnswered: 0 };
      const lost: number[] = [];
      for (let n = 0; n < opened; n += 1) {
        if (times.get(n) > 1) count.doubled += 1;
        if (answer.get(n) === unanswered) count.notAnswered += 1;
        if (answer.get(n) !== taken) continue;
        const final = finalOf(state.get(n));
        if (times.get(n) > 0) {
          count.stored += 1;
          if (final === undefined) count.untold += 1;
        } else if (final === 'parked' || final === 'skipped' || final === 'rejected') continue;
        else if (lies.get(n) === 1) count.lied += 1;
        else lost.push(n);
      }
      return {
        sent,
        ...count,
        lost: lost.length,
        lostIds: lost.slice(0, shown),
        rejected: counted('rejected'),
        skipped: counted('skipped'),
        parked: counted('parked'),
        secondsToOutcome: secondsOf(),
      };
    },
  };
};
