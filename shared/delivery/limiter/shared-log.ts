import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { narrow, type ClockOffset } from './clock-offset';
import { type LimiterLog } from './limiter-log';
import { parseLog, logTextOf } from './log-text';
import { type SharedText, type SharedVersion } from '../ports';

export interface SharedLog {
  /** How far the service's clock is ahead of this process's own, as far as is known. */
  readonly offset: () => Pick<ClockOffset, 'least' | 'most'>;
  /** The log is null where there is none or it can't be read; the version is null only where there is none. */
  readonly read: () => Promise<
    E.Either<Unavailable, { readonly log: LimiterLog | null; readonly version: string | null }>
  >;
  /** Gives the new version; null: another was faster. After a Left nobody knows whether it was written. */
  readonly write: (log: LimiterLog, from: string | null) => Promise<E.Either<Unavailable, string | null>>;
}

/** A limiter's log in a shared text. */
export const createSharedLog = (name: string, shared: SharedText, now: () => number): SharedLog => {
  let offset: ClockOffset | null = null;

  const timed = async <A extends SharedVersion>(
    call: TaskEither<Unavailable, A>,
  ): Promise<E.Either<Unavailable, A>> => {
    const sent = now();
    const answer = await call();
    if (E.isRight(answer) && answer.right.date !== null)
      offset = narrow(offset, { sent, received: now(), date: answer.right.date });
    return answer;
  };

  return {
    offset: () => offset ?? { least: 0, most: 0 },
    read: () =>
      timed(shared.read(name)).then(E.map(({ text, version }) => ({ log: parseLog(text), version }))),
    write: (log, from) =>
      timed(shared.write(name, logTextOf(log), from)).then(E.map(({ version }) => version)),
  };
};
