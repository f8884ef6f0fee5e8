import { setTimeout as sleep } from 'node:timers/promises';

/** The only waiting there is in a test: for something that happens, however long that takes a machine. */

/**
 * Asks again until the answer is neither undefined nor false. The test's own time-out ends it, which is there for what hangs;
 * no test says how fast anything has to be.
 */
export const eventually = async <A>(ask: () => A | Promise<A>): Promise<Exclude<A, undefined | false>> => {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer as Exclude<A, undefined | false>;
    await sleep(20);
  }
};

/** A deadline that no machine is too slow for, where what is under test has the real clock. */
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

/** Lets virtual time pass, where a test has fake timers, until the result is there. */
export const passing = async <A>(result: Promise<A>): Promise<A> => {
  const state = { isOpen: true };
  const close = () => {
    state.isOpen = false;
  };
  result.then(close, close);
  while (state.isOpen) await jest.advanceTimersByTimeAsync(1);
  return result;
};
