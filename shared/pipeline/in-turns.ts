import { type Task } from 'fp-ts/Task';

/** Work that can be interrupted at each `yield`. */
export type Interruptible<A> = Generator<undefined, A, undefined>;

/** Longest stretch between two interruptions that are used, in milliseconds. */
const maxMs = 20;

/** After what else waits in the process: requests, answers, timers. */
export const othersTurn: Task<void> = () => new Promise((resolve) => setImmediate(resolve));

/** A little at a time, so that one big event does not keep every other request waiting. */
export const inTurns =
  <A>(now: () => Date, begin: () => Interruptible<A>, turn = othersTurn): Task<A> =>
  async () => {
    const work = begin();
    for (let since = now().getTime(); ;) {
      const step = work.next();
      if (step.done === true) return step.value;
      if (now().getTime() - since < maxMs) continue;
      await turn();
      since = now().getTime();
    }
  };
