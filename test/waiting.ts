import { setTimeout as sleep } from 'node:timers/promises';

/** The only way to wait in a test: for something to happen, however long a machine takes for that. */

/**
 * Asks again until the answer is neither undefined nor false: soon at first, then ten times a second, since asking uses
 * processor time that the awaited work needs. The test's own time-out ends it, which is there for what hangs; no test says how
 * fast anything has to be.
 */
export const eventually = async <A>(ask: () => A | Promise<A>): Promise<Exclude<A, undefined | false>> => {
  for (let ms = 20; ; ms = Math.min(100, ms * 1.2)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<A, undefined | false>;
    await sleep(ms);
  }
};

/** A deadline that even a slow machine meets, where what is tested uses the real clock. */
export const farAhead = (): Date => new Date(Date.now() + 24 * 3600 * 1000);

/** For `jest.useFakeTimers`: the date stands still, and everything else goes on, the network too. */
export const allButDate: FakeableAPI[] = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
];

/** This module's own `setImmediate`, which no test has replaced. */
const immediately = setImmediate;

/** Lets everything go on that needs no time, for so many turns of the event loop. */
const settled = async (turns: number): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((resolve) => void immediately(resolve));
};

/** Jumps from timer to timer, where jest's own function waits a millisecond of real time for each. */
const passUntil = async (isOver: () => boolean, turns: number): Promise<void> => {
  await settled(turns);
  while (!isOver()) {
    if (jest.getTimerCount() > 0) jest.advanceTimersToNextTimer();
    else jest.advanceTimersByTime(1);
    await settled(turns);
  }
};

/** Lets virtual time pass, where a test has fake timers, until the result is there. */
export const passing = async <A>(result: Promise<A>): Promise<A> => {
  const state = { isOpen: true };
  const close = () => {
    state.isOpen = false;
  };
  result.then(close, close);
  // Some of the work waits for the next turn.
  await passUntil(() => !state.isOpen, 4);
  return result;
};

/** Lets so much virtual time pass, where a test has fake timers. */
export const elapse = async (ms: number): Promise<void> => {
  const state = { isOver: false };
  setTimeout(() => {
    state.isOver = true;
  }, ms);
  await passUntil(() => state.isOver, 1);
};
