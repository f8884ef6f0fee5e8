import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { parseJson } from '../codec/json';
import { violations, type Violation } from '../codec/violation';
import { type Provenance, type Reason } from './outcome';
import { type Earlier, type Parked } from './park';

const nullable = t.union([t.string, t.null]);

const provenance: t.Type<Provenance, unknown> = t.type({
  eventId: t.string,
  intakeId: t.string,
  source: t.string,
  eventType: nullable,
  eventTime: nullable,
  format: nullable,
  place: t.string,
  receivedAt: dateTime,
});

const reason: t.Type<Reason, unknown> = t.type({
  code: t.string,
  text: t.string,
  violations: t.readonlyArray(t.type({ pointer: t.string, expected: t.string })),
  destinationCode: nullable,
  status: t.union([t.number, t.null]),
});

const earlier: t.Type<Earlier, unknown> = t.type({ id: t.string, parkedAt: t.string, reason });

const parked: t.Type<Parked, unknown> = t.intersection(
  [
    t.type({
      schema: t.literal('indicator-gateway/parked/1'),
      id: t.string,
      parkedAt: t.string,
      kind: t.keyof({ event: null, job: null }),
      reason,
      destination: nullable,
      provenance,
      indicators: t.number,
      content: t.unknown,
    }),
    t.partial({ history: t.readonlyArray(earlier) }),
  ],
  'something that this gateway parked',
);

const notJson: readonly Violation[] = [{ pointer: '', expected: parked.name }];

/** A parcel as it was kept. A Left says where it is none; somebody may have written into the store by hand. */
export const readParked = (text: string): E.Either<readonly Violation[], Parked> =>
  pipe(
    parseJson(text),
    E.mapLeft(() => notJson),
    E.flatMap((value) => pipe(parked.decode(value), E.mapLeft(violations))),
  );
