import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Unavailable } from '../../failure';
import { type HeldRequest } from './dispatch-shares';
import { isOfEverybody, type HeldAndGone, type HeldMatch, type TakeBackQuery } from './find-held';
import { nameAtSource } from './take-back';
import { type Route } from '../ports';

/** The ids that sources gave what is held. */
const givenTo = ({ entry }: HeldMatch): readonly string[] =>
  (entry.saidBy ?? []).flatMap((one) => (one.takenBack ? [] : nameAtSource(entry, one)));

/**
 * Remembers take-backs at the places where it is not held. It may still be on its way there, or wait as a job or a message, and
 * something older must not go out, so this is recorded wherever its identity is known. Gives the number of places.
 */
export const rememberTakenBack =
  (routes: readonly Pick<Route, 'name' | 'retract'>[]) =>
  (
    { id, receivedAt }: Pick<HeldRequest, 'id' | 'receivedAt'>,
    query: TakeBackQuery,
    { matches, gone }: HeldAndGone,
  ): TE.TaskEither<Unavailable, number> => {
    const by = { eventId: id, receivedAt: receivedAt.toISOString() };
    const given = [...(query.by === 'externalId' ? [query.externalId] : []), ...matches.flatMap(givenTo)];
    const contents = matches.flatMap(({ entry: { indicator } }) => indicator ?? []);
    return isOfEverybody(query)
      ? pipe(
          routes,
          TE.traverseArray(({ name, retract = null }) =>
            retract === null ? TE.right(0) : retract({ there: gone.get(name) ?? [], given, contents, by }),
          ),
          TE.map((counts) => counts.reduce((sum, count) => sum + count, 0)),
        )
      : TE.right(0);
  };
