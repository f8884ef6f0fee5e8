import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../../codec/violation';
import { type Unfinished } from '../unfinished';

/** Why nothing was replayed. The parked item, if there is one, stays where it was. */
export type NotReplayed =
  | Unfinished
  | { readonly _tag: 'NotParked' }
  /** As it is, it would only be parked again; the violations say what to change. */
  | { readonly _tag: 'NotReplayable'; readonly violations: readonly Violation[] };

export type Attempt<A> = TE.TaskEither<NotReplayed, A>;

export const refuseReplay = (violations: readonly Violation[]): Attempt<never> =>
  TE.left({ _tag: 'NotReplayable', violations });
