import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { writeJson } from '../codec/write-json';
import { type Unavailable } from '../failure';
import { type Provenance, type Reason } from './outcome';
import { type Environment, type ParkedItem } from './ports';
import { parkedSchema } from './wire';

/** What is kept of a thing given up: whole, with the reason, so that it can be edited and sent again. */
export interface Parcel {
  readonly kind: 'event' | 'job';
  readonly reason: Reason;
  /** Null for an event, which is for every destination. */
  readonly destination: string | null;
  /** Of the event, or of the job's first indicator: a replay reports under the same ids. */
  readonly provenance: Provenance;
  /** How many indicators it holds; 0 where it could not be read. */
  readonly indicators: number;
  readonly content: unknown;
  /** The text of a queue message, where `content` is not it. */
  readonly raw?: string;
}

/** That a thing was parked before, and replayed. */
export interface Earlier {
  readonly id: string;
  readonly parkedAt: string;
  readonly reason: Reason;
}

/** A parcel as it lies in the store. */
export interface Parked extends Parcel {
  readonly schema: typeof parkedSchema;
  readonly id: string;
  readonly parkedAt: string;
  /** The times before, the last one at the end; absent for the first. */
  readonly history?: readonly Earlier[];
}

type ParkEnvironment = Pick<Environment, 'now' | 'newId' | 'parked'>;

const latest = 9_999_999_999_999;

/** Counts down, so that the newest comes first in a table's order. */
const idAt = (parkedAt: Date, unique: string): string =>
  `${String(latest - parkedAt.getTime()).padStart(13, '0')}-${unique}`;

/** Keeps a parcel under a new id, which every outcome of it then carries. */
export const park =
  ({ now, newId, parked }: ParkEnvironment) =>
  (parcel: Parcel): TE.TaskEither<Unavailable, string> => {
    const at = now();
    const id = idAt(at, newId());
    const { kind, destination, indicators, provenance, reason } = parcel;
    const item: ParkedItem = {
      id,
      kind,
      parkedAt: at.toISOString(),
      reason: reason.code,
      text: reason.text,
      destination,
      eventId: provenance.eventId,
      source: provenance.source,
      indicators,
    };
    const whole: Parked = { schema: parkedSchema, id, parkedAt: item.parkedAt, ...parcel };
    return pipe(
      parked.keep(item, writeJson(whole)),
      TE.map(() => id),
    );
  };
