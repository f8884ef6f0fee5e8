import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { type Unavailable, unavailable } from '../../failure';
import { inTime } from '../in-time';
import { joinedWrites } from './joined-writes';
import { type Environment, type OutcomeQueue } from '../ports';

/** What the keeper of outcomes needs from outside. */
export interface Keeping {
  /** Writes at once or not at all. */
  readonly queue: OutcomeQueue;
  readonly now: () => Date;
  /** Ends early when `signal` is aborted; never rejects. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly alert: Environment['alert'];
  /** Most that is kept in memory, in UTF-16 units. */
  readonly maxKept?: number;
}

/** An `OutcomeQueue` that keeps trying for callers that wait with a signal. */
export interface OutcomeKeeper extends OutcomeQueue {
  /** Tries once more to write what is kept; what cannot be written then is lost, and reported. */
  readonly stop: () => Promise<void>;
}

interface Kept {
  readonly message: string;
  readonly since: number;
  /** Called once: whether it was written. */
  readonly done: (written: boolean) => void;
}

const usualMost = 16 * 1024 * 1024;

/** Few messages are tried at once, since an account that does not answer does not recover by many. */
const atOnce = 8;

const firstPauseMs = 250;
const maxPauseMs = 2_000;

/** By then its sender has sent it again or given up; a message that is never taken must not be tried for ever. */
const maxAgeMs = 3_600_000;

const notKept = E.left(unavailable('queue', 'outcomes-not-kept'));

/**
 * Writes outcomes for callers that wait. What the queue does not take at once is kept in memory and tried again in the
 * background until it does, whether or not anybody still waits. Without a signal it writes like the queue itself.
 */
export const createOutcomeKeeper = (keeping: Keeping): OutcomeKeeper => {
  const { queue, now, pause, alert, maxKept = usualMost } = keeping;
  const stopping = new AbortController();
  let waiting: readonly Kept[] = [];
  let size = 0;
  let pumping: Promise<void> | undefined;

  const isWritten = (message: string): Promise<boolean> =>
    queue
      .write([message])()
      .then(E.isRight, () => false);

  /** Only at first: where a message is never taken, it takes nobody else's with it. */
  const isWrittenTogether = joinedWrites(isWritten);

  const settle = (one: Kept, written: boolean): void => {
    size -= one.message.length;
    one.done(written);
  };

  const lose = (lost: readonly Kept[]): void => {
    if (lost.length === 0) return;
    for (const one of lost) settle(one, false);
    alert('outcomes-lost', 'none', `${lost.length} messages of outcomes could not be written`);
  };

  /** Tries the first few. Those that were not taken move behind the others, so that a bad one does not hold up the rest. */
  const tryRound = async (): Promise<boolean> => {
    const round = waiting.slice(0, atOnce);
    const taken = await Promise.all(round.map(({ message }) => isWritten(message)));
    const oldest = now().getTime() - maxAgeMs;
    const again = round.filter((one, index) => taken[index] === false && one.since > oldest);
    waiting = [...waiting.slice(round.length), ...again];
    for (const [index, one] of round.entries()) if (taken[index] === true) settle(one, true);
    lose(round.filter((one, index) => taken[index] === false && one.since <= oldest));
    return taken.includes(true);
  };

  const pump = async (): Promise<void> => {
    let pauseMs = firstPauseMs;
    while (waiting.length > 0) {
      const isLast = stopping.signal.aborted;
      const isWell = await tryRound();
      if (!isWell && isLast) break;
      if (isWell) pauseMs = firstPauseMs;
      else {
        await pause(pauseMs, stopping.signal);
        pauseMs = Math.min(2 * pauseMs, maxPauseMs);
      }
    }
    lose(waiting);
    waiting = [];
    pumping = undefined;
  };

  const keep = (message: string): Promise<boolean> => {
    if (size + message.length > maxKept) {
      alert('outcomes-lost', 'none', 'a message of outcomes could not be written, nor kept: too many are');
      return Promise.resolve(false);
    }
    if (waiting.length === 0) alert('outcomes-kept', 'none', 'outcomes cannot be written now; they are kept');
    size += message.length;
    const done = new Promise<boolean>((resolve) => {
      waiting = [...waiting, { message, since: now().getTime(), done: resolve }];
    });
    pumping ??= pump();
    return done;
  };

  /**
   * Writes one after the other, as long as they are taken. While others are kept, the account is away, so these are not tried.
   */
  const writeAll = async (messages: readonly string[]): Promise<E.Either<Unavailable, void>> => {
    const kept: Promise<boolean>[] = [];
    for (const message of messages)
      if (kept.length > 0 || waiting.length > 0 || !(await isWrittenTogether(message)))
        kept.push(keep(message));
    return (await Promise.all(kept)).includes(false) ? notKept : E.right(undefined);
  };

  return {
    write: (messages, patience) => {
      if (patience === undefined) return queue.write(messages);
      return () => {
        const written = writeAll(messages);
        return pipe(() => written, inTime(patience, 'queue'))();
      };
    },
    stop: async () => {
      stopping.abort();
      await pumping;
    },
  };
};
