import { type Task } from 'fp-ts/Task';

/** Work that can be interrupted at each `yield`. */
export type Interruptible<A> = Generator<undefined, A, undefined>;

/** The longest stretch without giving way to others, in milliseconds. */
const maxMs = 20;

/** Continues after everything else that waits in the process: requests, answers, timers. */
export const yieldToOthers: Task<void> = () => new Promise((resolve) => setImmediate(resolve));

/** Runs the work a little at a time, so that a big event does not keep other requests waiting. */
export const inTurns =
  <A>(now: () => Date, begin: () => Interruptible<A>, turn = yieldToOthers): Task<A> =>
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
