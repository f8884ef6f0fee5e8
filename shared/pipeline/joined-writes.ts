import { groupMessages, joinMessages } from './outcome-messages';

interface Waiting {
  readonly message: string;
  readonly done: (isWritten: boolean) => void;
}

/** More than fit into two messages, however short they are: what is weighed at a time, however many wait. */
const maxWeighed = 400;

/** A lone message waits for nobody. Two at once hide the time of a call, and more would leave less to join. */
const atOnce = 2;

/**
 * Writes messages of outcomes, those of concurrent callers together: what comes while as many writes are under way as may be
 * goes with the next. So a hundred events of one outcome that come at once take a message or two, and each caller waits until its
 * own is written. `isWritten` never rejects; where it gives false for a joined message, it does for each of it.
 */
export const joinedWrites = (
  isWritten: (message: string) => Promise<boolean>,
): ((message: string) => Promise<boolean>) => {
  let waiting: Waiting[] = [];
  let running = 0;
  let soon: NodeJS.Immediate | undefined;

  const write = async (group: readonly Waiting[]): Promise<void> => {
    running += 1;
    const written = await isWritten(joinMessages(group.map(({ message }) => message)));
    running -= 1;
    for (const { done } of group) done(written);
    pump();
  };

  const pump = (): void => {
    soon = undefined;
    if (running >= atOnce || waiting.length === 0) return;
    const groups = groupMessages(waiting.slice(0, maxWeighed), ({ message }) => message);
    const next = groups.slice(0, atOnce - running);
    waiting = waiting.slice(next.flat().length);
    for (const group of next) void write(group);
  };

  return (message) =>
    new Promise((done) => {
      waiting.push({ message, done });
      // Those who come in the same turn of the event loop go together; a lone one does not wait for the end of the turn.
      if (running === 0) pump();
      else soon ??= setImmediate(pump);
    });
};
