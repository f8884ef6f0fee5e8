import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { type Outcome, type Planned } from '../outcome';
import { type Recorder } from '../record/recorder';

/** A destination that gets what another gets, of which nobody is told but who asks for the differences. */
export interface Shadow<Route> {
  readonly route: Route;
  /** Name of the one that it shadows. */
  readonly of: string;
  /** While so many messages wait on the queue of jobs, whosever they are, none is put there for it. */
  readonly maxJobs: number;
}

/** What the shadows may use of the world beyond the environment. */
export interface Shadows<Route> {
  readonly all: readonly Shadow<Route>[];
  /** Messages on the queue of jobs, those that hide included. */
  readonly waiting: TaskEither<Unavailable, number>;
  /** Where what came of them is kept: apart from all other outcomes. */
  readonly record: Pick<Recorder, 'keep'>;
}

/** All destinations: those that take what comes, and those that shadow them. */
export const withShadows = <Route>({
  routes,
  shadows,
}: {
  readonly routes: readonly Route[];
  readonly shadows?: Shadows<Route> | undefined;
}): readonly Route[] => [...routes, ...(shadows?.all ?? []).map(({ route }) => route)];

/** An indicator whose outcome at the shadowed destination is final. */
export interface Final {
  readonly planned: Planned;
  readonly outcome: Outcome;
}

/** An outcome of a shadow that is not that of the destination it shadows. */
export interface Differing extends Outcome {
  readonly expected: NonNullable<Planned['expected']>;
}

/**
 * Whose word about an indicator is the same: there it is, or it is not, or why not. When a shadow began is no difference: what the
 * other has held for long is new to it.
 */
export const sameness = ({ state, code }: NonNullable<Planned['expected']>): string => {
  if (state === 'created' || state === 'updated' || state === 'duplicate') return 'held';
  if (state === 'revoked' || code === 'not-held') return 'gone';
  return `${state} ${code ?? ''}`;
};
