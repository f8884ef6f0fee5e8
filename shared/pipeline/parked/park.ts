import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { writeJson } from '../../codec/write-json';
import { type Unavailable } from '../../failure';
import { type Environment, type ParkedItem } from '../ports';
import { parkedSchema, type ItemToPark, type Parked } from '../wire';

type ParkEnvironment = Pick<Environment, 'now' | 'newId' | 'parked'>;

const latest = 9_999_999_999_999;

/** The id begins with a number that counts down, so that the newest comes first in a table's order. */
const idAt = (parkedAt: Date, unique: string): string =>
  `${String(latest - parkedAt.getTime()).padStart(13, '0')}-${unique}`;

/** Keeps an item under a new id, which all its outcomes then carry. */
export const park =
  ({ now, newId, parked }: ParkEnvironment) =>
  (item: ItemToPark): TE.TaskEither<Unavailable, string> => {
    const at = now();
    const id = idAt(at, newId());
    const { kind, destination, indicators, provenance, reason } = item;
    const label: ParkedItem = {
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
    const whole: Parked = { schema: parkedSchema, id, parkedAt: label.parkedAt, ...item };
    return pipe(
      parked.keep(label, writeJson(whole)),
      TE.map(() => id),
    );
  };
