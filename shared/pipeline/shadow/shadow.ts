import { type TaskEither } from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { type Outcome, type Planned } from '../outcome';
import { type Recorder } from '../record/recorder';

/** A destination that gets what another gets. Its outcomes are shown only to those who ask for the differences. */
export interface Shadow<Route> {
  readonly route: Route;
  /** Name of the destination that it shadows. */
  readonly of: string;
  /** While this many messages wait on the queue of jobs, whosever they are, no more are put there for it. */
  readonly maxJobs: number;
}

/** What the shadows may use besides the environment. */
export interface Shadows<Route> {
  readonly all: readonly Shadow<Route>[];
  /** The messages on the queue of jobs, hidden ones included. */
  readonly waiting: TaskEither<Unavailable, number>;
  /** Where the shadows' outcomes are kept, apart from all others. */
  readonly record: Pick<Recorder, 'keep'>;
}

/** All destinations: those that events go to, and their shadows. */
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

/** A shadow's outcome that differs from that of the destination it shadows. */
export interface Differing extends Outcome {
  readonly expected: NonNullable<Planned['expected']>;
}

/**
 * What two outcomes have to share to count as the same: it is there, or it is not, or the reason. A shadow that began later
 * makes no difference: what the other has long held is new to it.
 */
export const comparisonKeyOf = ({ state, code }: NonNullable<Planned['expected']>): string => {
  if (state === 'created' || state === 'updated' || state === 'duplicate') return 'held';
  if (state === 'revoked' || code === 'not-held') return 'gone';
  return `${state} ${code ?? ''}`;
};
