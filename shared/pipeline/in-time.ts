import * as E from 'fp-ts/Either';
import { type TaskEither } from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';

const aborted = (signal: AbortSignal): { readonly happens: Promise<void>; readonly forget: () => void } => {
  let stop = (): void => undefined;
  const happens = new Promise<void>((resolve) => {
    stop = resolve;
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return { happens, forget: () => signal.removeEventListener('abort', stop) };
};

/** Work that is waited for until `signal` is aborted, and no longer. After that it does not begin at all. */
export const inTime =
  (signal: AbortSignal, dependency: Unavailable['dependency']) =>
  <A>(work: TaskEither<Unavailable, A>): TaskEither<Unavailable, A> =>
  async () => {
    const tooLate = E.left(unavailable(dependency, 'budget-spent'));
    if (signal.aborted) return tooLate;
    const { happens, forget } = aborted(signal);
    return Promise.race([work(), happens.then(() => tooLate)]).finally(forget);
  };
