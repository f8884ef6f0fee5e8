import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { type HeldRequest } from './dispatch-shares';
import { isOfEverybody, type HeldAndGone, type TakeBackQuery } from './find-held';
import { type Route } from '../ports';

/**
 * Remembers take-backs of what is not held. It may still wait as a job or a message, and something older must not go out, so
 * this is recorded wherever its identity is known. Gives the number of places.
 */
export const rememberTakenBack =
  (routes: readonly Pick<Route, 'name' | 'retract'>[]) =>
  (
    { id, receivedAt }: Pick<HeldRequest, 'id' | 'receivedAt'>,
    query: TakeBackQuery,
    { gone }: Pick<HeldAndGone, 'gone'>,
  ): TE.TaskEither<Unavailable, number> => {
    const by = { eventId: id, receivedAt: receivedAt.toISOString() };
    const given = query.by === 'externalId' ? [query.externalId] : [];
    return isOfEverybody(query)
      ? pipe(
          routes,
          TE.traverseArray(({ name, retract = null }) =>
            retract === null ? TE.right(0) : retract({ there: gone.get(name) ?? [], given, by }),
          ),
          TE.map((counts) => counts.reduce((sum, count) => sum + count, 0)),
        )
      : TE.right(0);
  };
