import { setMaxListeners } from 'node:events';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { serviceCode } from './service-code';

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const why = Object.assign(new Error('timeout'), { name: 'AbortError' });
    signal.addEventListener('abort', () => reject(why), { once: true });
  });

/** Ends after `maxMs`, whatever the client does. When one part fails, the calls still under way are aborted. */
export const withDeadline = <A>(
  maxMs: number,
  action: (signal: AbortSignal) => Promise<A>,
): TE.TaskEither<Unavailable, A> =>
  TE.tryCatch(
    async () => {
      const stop = new AbortController();
      setMaxListeners(0, stop.signal);
      const timer = setTimeout(() => stop.abort(), maxMs);
      try {
        return await Promise.race([action(stop.signal), aborted(stop.signal)]);
      } finally {
        clearTimeout(timer);
        stop.abort();
      }
    },
    (error) => unavailable('table', serviceCode(error)),
  );
