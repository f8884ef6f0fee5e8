import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../codec/violation';
import { type Unfinished } from './unfinished';

/** Why nothing was replayed; the parcel, if there is one, lies where it was. */
export type NotReplayed =
  | Unfinished
  | { readonly _tag: 'NotParked' }
  /** It would be parked again as it is; the violations say what to change. */
  | { readonly _tag: 'NotReplayable'; readonly violations: readonly Violation[] };

export type Attempt<A> = TE.TaskEither<NotReplayed, A>;

export const refuseReplay = (violations: readonly Violation[]): Attempt<never> =>
  TE.left({ _tag: 'NotReplayable', violations });
