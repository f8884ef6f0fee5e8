import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as T from 'fp-ts/Task';
import * as TE from 'fp-ts/TaskEither';
import { dispatch } from '../dispatch/dispatch';
import { type Outcome, type Planned } from '../outcome';
import { outcomeMessages } from '../outcomes/outcome-messages';
import { type Environment } from '../ports';
import { settledOf, type Unfinished } from '../unfinished';

/** A person's request about what destinations hold. */
export interface HeldRequest {
  /** Id of the invocation. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly deadline: Date;
}

/**
 * Brings to each destination what is planned for it alone, in the same way as everything else: with its limits, its ledger, its
 * jobs. Gives an outcome for each; what is not done in time is queued. Outcomes are written before a Right; a Left says what
 * could not be queued.
 */
export const dispatchShares =
  (environment: Environment, { receivedAt, deadline }: HeldRequest) =>
  (sharesOf: (destination: string) => readonly Planned[]): TE.TaskEither<Unfinished, readonly Outcome[]> => {
    const past = { attempts: 0, firstSeenAt: receivedAt.toISOString(), history: [] };
    const shares = environment.routes.map((route) => {
      const planned = sharesOf(route.name);
      return planned.length === 0
        ? TE.right<Unfinished, readonly Outcome[]>([])
        : dispatch(environment)({ planned, routes: [route], ...past, deadline, later: false });
    });
    return pipe(
      shares,
      T.traverseArray((share) => share),
      T.map((results): E.Either<Unfinished, readonly Outcome[]> => {
        const failed = results.find(E.isLeft);
        const outcomes = results.flatMap((one) => (E.isLeft(one) ? settledOf(one.left) : one.right));
        return failed === undefined ? E.right(outcomes) : E.left({ ...failed.left, settled: outcomes });
      }),
      TE.tap((outcomes) => environment.outcomes.write(outcomeMessages(outcomes))),
    );
  };
