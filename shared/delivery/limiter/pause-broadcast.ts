import * as E from 'fp-ts/Either';
import { type LimiterLog } from './limiter-log';
import { type SharedLog } from './shared-log';

/** Another instance may be faster so many times in a row. */
const maxCalls = 10;

/**
 * Tells all instances that the destination asked for a pause until then, on this process's own clock, once that is possible.
 * `instead` gives the log to go by where none can be read.
 */
export const createPauseBroadcast = (
  shared: SharedLog,
  instead: (version: string | null) => LimiterLog,
): ((until: number) => void) => {
  let pausedUntil = -Infinity;
  let telling = false;

  const tell = async (): Promise<void> => {
    let told = -Infinity;
    for (let call = 0; call < maxCalls && told < pausedUntil; call += 1) {
      const until = pausedUntil;
      const answer = await shared.read();
      if (E.isLeft(answer)) return;
      const { version } = answer.right;
      const found = answer.right.log ?? instead(version);
      const next = { ...found, pausedUntil: Math.ceil(until + shared.offset().most) };
      if (found.pausedUntil >= next.pausedUntil) told = until;
      else {
        const written = await shared.write(next, version);
        if (E.isLeft(written)) return;
        if (written.right !== null) told = until;
      }
    }
  };

  return (until) => {
    pausedUntil = Math.max(pausedUntil, until);
    if (telling) return;
    telling = true;
    void tell().then(() => {
      telling = false;
    });
  };
};
