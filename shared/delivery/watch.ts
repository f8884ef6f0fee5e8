import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type DelivererOptions } from './delivery';
import { type Exchange, type ErrorDetail } from '../destinations/destination';

/** What this instance knows of a destination from its own work. */
export interface Seen {
  /** When a call was last answered 2xx. */
  readonly lastSuccess: Date | null;
  readonly circuit: { readonly openSince: Date; readonly detail: ErrorDetail | null } | null;
  /** The share of the limit in use over all instances (0 to 1), when this instance last took permits. */
  readonly used: number | null;
}

/** Watches the work of a destination's deliverer. */
export interface Watch {
  readonly watching: (exchange: Exchange) => Exchange;
  readonly onCircuit: DelivererOptions['onCircuit'];
  readonly onUse: (share: number) => void;
  readonly seen: () => Seen;
}

export const createWatch = (now: () => Date): Watch => {
  let seen: Seen = { lastSuccess: null, circuit: null, used: null };
  return {
    watching: (exchange) => (call, timeoutMs) =>
      pipe(
        exchange(call, timeoutMs),
        TE.tapIO(({ status }) => () => {
          if (status >= 200 && status < 300) seen = { ...seen, lastSuccess: now() };
        }),
      ),
    onCircuit: (state, detail) => {
      seen = { ...seen, circuit: state === 'open' ? { openSince: now(), detail } : null };
    },
    onUse: (used) => {
      seen = { ...seen, used };
    },
    seen: () => seen,
  };
};
