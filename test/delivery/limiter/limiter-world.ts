import * as E from 'fp-ts/Either';
import type * as TE from 'fp-ts/TaskEither';
import { createLimiter, type LimiterOptions } from '../../../shared/delivery/limiter/limiter';
import { type Limiter, type SharedText } from '../../../shared/delivery/ports';
import { unavailable, type Unavailable } from '../../../shared/failure';

/** Numbers from 0 to 1, the same for the same seed (Mulberry32). */
export const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface World extends SharedText {
  readonly reads: number;
  readonly writes: number;
  readonly conflicts: number;
  readonly text: string;
  /** Whether an answer is lost after the call was done. */
  losing: () => boolean;
}

/** A shared text in memory, with a version, a clock of whole seconds and up to `latencyMs` on the way there and back. */
export const sharedTextInMemory = (random: () => number, latencyMs: number, initially = ''): World => {
  const world = { reads: 0, writes: 0, conflicts: 0, text: initially, losing: () => false };
  let version = initially === '' ? 0 : 1;
  const current = () => (version === 0 ? null : String(version));
  const travel = () => sleep(random() * latencyMs);
  const answering =
    <A>(act: () => A): TE.TaskEither<Unavailable, A & { readonly date: Date }> =>
    async () => {
      await travel();
      const answer = { ...act(), date: new Date(Math.floor(Date.now() / 1000) * 1000) };
      await travel();
      return world.losing() ? E.left(unavailable('table', 'ECONNRESET')) : E.right(answer);
    };
  return Object.assign(world, {
    read: () =>
      answering(() => {
        world.reads += 1;
        return { text: world.text, version: current() };
      }),
    write: (_: string, text: string, from: string | null) =>
      answering(() => {
        world.writes += 1;
        if (from !== current()) {
          world.conflicts += 1;
          return { version: null };
        }
        version += 1;
        world.text = text;
        return { version: current() };
      }),
  });
};

export interface Instance {
  readonly options: Pick<LimiterOptions, 'requestsPerMinute'> & Partial<LimiterOptions>;
  /** How far its own clock is off. */
  readonly skewMs: number;
  /** Calls it makes at once, each as soon as the one before is done. */
  readonly loops: number;
  readonly maxMs: number;
  /** The longest time that a call takes to the destination, and again on its way back. */
  readonly lateMs: number;
  /** When it starts, and when it is killed with what it holds. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Runs an instance whose every loop wants more calls; `arrive` is told of each when it reaches the destination. */
export const saturate = (
  instance: Instance,
  shared: SharedText,
  random: () => number,
  arrive: () => void,
) => {
  const { options, skewMs, loops, maxMs, lateMs, fromMs, toMs } = instance;
  const end = performance.now() + toMs;
  const loop = async ({ take, done }: Limiter): Promise<void> => {
    while (performance.now() < end) {
      const taken = await take(maxMs)();
      if (E.isLeft(taken)) await sleep((taken.left.retryAfterSeconds ?? 0) * 1000);
      else {
        await sleep(random() * lateMs);
        arrive();
        await sleep(random() * lateMs);
        done();
      }
    }
  };
  setTimeout(() => {
    const monotonicMs = () => performance.now() + skewMs;
    const limiter = createLimiter({ name: 'graph', shared, monotonicMs, random, ...options });
    for (let count = 0; count < loops; count += 1) void loop(limiter);
  }, fromMs);
};

/** The most of these moments within one stretch of `windowMs`. */
export const worstWindow = (moments: readonly number[], windowMs: number): number => {
  const sorted = [...moments].sort((one, other) => one - other);
  let from = 0;
  let worst = 0;
  for (const [to, moment] of sorted.entries()) {
    while ((sorted[from] ?? 0) <= moment - windowMs) from += 1;
    worst = Math.max(worst, to - from + 1);
  }
  return worst;
};

/**
 * The long-term pace as a share of the limit. At best, the call that is preceded by k times the limit comes k windows after the
 * first, since an idle limiter lets a window's calls through at once. Computed for the last such call; 0 without any.
 */
export const shareOfCeiling = (moments: readonly number[], limit: number, windowMs: number): number => {
  const sorted = [...moments].sort((one, other) => one - other);
  const windows = Math.floor((sorted.length - 1) / limit);
  const took = (sorted[windows * limit] ?? 0) - (sorted[0] ?? 0);
  return windows < 1 ? 0 : (windows * windowMs) / took;
};
