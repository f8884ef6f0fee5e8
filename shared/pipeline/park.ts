import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { writeJson } from '../codec/write-json';
import { type Unavailable } from '../failure';
import { type Reason } from './outcome';
import { type Environment } from './ports';

/** What is kept of a thing given up: whole, with the reason, so that it can be edited and sent again. */
export interface Parcel {
  readonly kind: 'event' | 'job';
  readonly reason: Reason;
  readonly content: unknown;
}

type ParkEnvironment = Pick<Environment, 'now' | 'newId' | 'parked'>;

/** Keeps a parcel under a new name, which every outcome of it then carries. */
export const park =
  ({ now, newId, parked }: ParkEnvironment) =>
  (parcel: Parcel): TE.TaskEither<Unavailable, string> => {
    const parkedAt = now().toISOString();
    const name = `${parkedAt.slice(0, 10)}/${parcel.kind}-${newId()}.json`;
    return pipe(
      parked.keep(name, writeJson({ schema: 'indicator-gateway/parked/1', parkedAt, ...parcel })),
      TE.map(() => name),
    );
  };
