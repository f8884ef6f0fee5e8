import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../failure';
import { narrow, type ClockOffset } from './limiter-clock';
import { decide, emptyLog, parseLog, type Decision, type LimiterLog, type LimiterRules } from './limiter-log';
import { type SharedText, type SharedVersion } from './ports';

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
  /** Calls that are counted in the window that ends now, those of the other instances included. */
  readonly inUse: () => number;
  /** The call of a permit begins. */
  readonly began: () => void;
  /** A call is over: it has arrived, or never will. */
  readonly ended: () => void;
  /** Tells the other instances, when that is possible. */
  readonly pause: (until: number) => void;
}

export interface LeasesOptions {
  readonly name: string;
  /** Unique to this process. */
  readonly instance: string;
  readonly shared: SharedText;
  /** Never set, never back: of what the wall clock says nothing is used. */
  readonly monotonicMs: () => number;
  readonly rules: LimiterRules;
}

/** A shared log that can't be reached is left alone for so long; the last one seen is used in its place. */
const downMs = 10_000;

/** For so long where none was seen yet: without one there is nothing to go on. */
const unseenMs = 1_000;

/** Another instance may be faster so many times in a row, before the caller is told to ask later. */
const mostCalls = 10;

/** Leases of permits from a log that all instances share. */
export const createLeases = ({ name, instance, shared, monotonicMs: now, rules }: LeasesOptions): Leases => {
  /** What is said to be taken may have been given back since. */
  const staleMs = rules.windowMs / 4;
  let offset: ClockOffset | null = null;
  /** What the others did before is not known: as much as may be, or each new one would add a window's worth. One call tells how the destination is. */
  let log: LimiterLog = { ...emptyLog, used: [{ end: now(), n: rules.limit - 1 }] };
  /** Undefined: not known, read first. */
  let version: string | null | undefined;
  let readAt = -Infinity;
  let ends: readonly number[] = [];
  let underWay = 0;
  let downUntil = -Infinity;
  let contendedUntil = -Infinity;
  let pausedUntil = -Infinity;
  let sharingPause = false;

  const isDown = (): boolean => now() < downUntil;

  const timed = async <A extends SharedVersion>(
    call: TaskEither<Unavailable, A>,
  ): Promise<E.Either<Unavailable, A>> => {
    const sent = now();
    const answer = await call();
    if (E.isRight(answer) && answer.right.date !== null)
      offset = narrow(offset, { sent, received: now(), date: answer.right.date });
    return answer;
  };

  const down = (): void => {
    downUntil = now() + (readAt === -Infinity ? unseenMs : downMs);
    version = undefined;
  };

  const read = async (): Promise<void> => {
    const answer = await timed(shared.read(name));
    if (E.isLeft(answer)) {
      down();
      return;
    }
    log = parseLog(answer.right.text);
    version = answer.right.version;
    readAt = now();
  };

  const write = async (next: LimiterLog, from: string | null): Promise<boolean> => {
    const answer = await timed(shared.write(name, JSON.stringify(next), from));
    if (E.isLeft(answer)) {
      down();
      return false;
    }
    version = answer.right.version ?? undefined;
    if (version === undefined) return false;
    log = next;
    readAt = now();
    return true;
  };

  const decided = (wanted: number): Decision => {
    const { least, most } = offset ?? { least: 0, most: 0 };
    const at = now();
    return decide(log, rules, {
      instance,
      wanted,
      ends: ends.map((end) => end + most),
      underWay,
      earliest: at + least,
      latest: at + most,
    });
  };

  /** Without the others, on what was last known: too little is delivered where nothing else is. */
  const leaseAlone = (wanted: number): Lease => {
    const at = now();
    ends = ends.filter((end) => end + rules.windowMs + rules.guardMs > at);
    return { permits: decided(wanted).granted, until: at + rules.validityMs };
  };

  const lease = async (wanted: () => number): Promise<Lease> => {
    for (let call = 0; call < mostCalls && !isDown(); call += 1) {
      const at = now();
      const told = ends.length;
      const { granted, log: next } = decided(wanted());
      const stale = granted === 0 && at - readAt > staleMs;
      if (version === undefined || stale) await read();
      else if (granted === 0) return { permits: 0, until: at };
      else if (await write(next, version)) {
        ends = ends.slice(told);
        return { permits: granted, until: at + rules.validityMs };
      }
    }
    if (isDown()) return leaseAlone(wanted());
    contendedUntil = now() + rules.guardMs;
    return { permits: 0, until: now() };
  };

  const readyAt = (wanted: number): number => {
    const at = now();
    if (at < contendedUntil) return contendedUntil;
    if (version === undefined && !isDown()) return at;
    const ready = decided(wanted).readyAt - (offset?.least ?? 0);
    if (readAt === -Infinity) return Math.min(ready, downUntil);
    return ready > at && at - readAt > staleMs && !isDown() ? at : ready;
  };

  const sharePause = async (): Promise<void> => {
    let told = -Infinity;
    for (let call = 0; call < mostCalls && told < pausedUntil; call += 1) {
      const until = pausedUntil;
      const answer = await timed(shared.read(name));
      if (E.isLeft(answer)) return;
      const found = parseLog(answer.right.text);
      const next = { ...found, pausedUntil: Math.ceil(until + (offset?.most ?? 0)) };
      if (found.pausedUntil >= next.pausedUntil) told = until;
      else {
        const written = await timed(shared.write(name, JSON.stringify(next), answer.right.version));
        if (E.isLeft(written)) return;
        if (written.right.version !== null) told = until;
      }
    }
  };

  const pause = (until: number): void => {
    pausedUntil = Math.max(pausedUntil, until);
    if (sharingPause) return;
    sharingPause = true;
    void sharePause().then(() => {
      sharingPause = false;
    });
  };

  /** What expired is left out of a log when it is written, so that one that was just written says it all. */
  const inUse = (): number => {
    const calls = log.used.concat(Object.values(log.held));
    const logged = calls.reduce((sum, { n }) => sum + n, 0);
    return isDown() ? logged + ends.length : logged;
  };

  return {
    readyAt,
    lease,
    inUse,
    began: () => {
      underWay += 1;
    },
    ended: () => {
      underWay -= 1;
      ends = [...ends, now()];
    },
    pause,
  };
};
