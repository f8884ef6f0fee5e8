import * as t from 'io-ts';
import { oneOf } from '../codec/choice';
import { dateTime } from '../codec/date-time';
import { integerBetween } from '../codec/number';
import { type Violation } from '../codec/violation';
import { outcomeStates, type Provenance, type Reason } from './outcome';

/**
 * Codecs of what the gateway writes into queues, stores and answers and reads back. There is one for each, and the API's
 * schemas are made from them.
 */

export const jobSchema = 'indicator-gateway/job/1';
export const parkedSchema = 'indicator-gateway/parked/1';

export const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

export const textOrNull = nullable(t.string);

export const count = integerBetween(0, Number.MAX_SAFE_INTEGER);

/** Three digits: some servers answer with more than the registered 100 to 599. */
const status = integerBetween(100, 999);

export const violationCodec = t.type({
  pointer: t.string,
  expected: t.string,
}) satisfies t.Type<Violation>;

export const reasonCodec = t.type({
  code: t.string,
  text: t.string,
  violations: t.readonlyArray(violationCodec),
  destinationCode: textOrNull,
  status: nullable(status),
}) satisfies t.Type<Reason>;

/** The time is a date-time, since it is compared as text and stands in the ledger. */
export const provenanceCodec = t.intersection([
  t.type({
    eventId: t.string,
    intakeId: t.string,
    source: t.string,
    eventType: textOrNull,
    eventTime: textOrNull,
    format: textOrNull,
    place: t.string,
    receivedAt: dateTime,
  }),
  t.partial({ sender: t.string }),
]) satisfies t.Type<Provenance>;

/** A try that settled nothing of a job, and what was said. */
export interface Try {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly code: string;
  readonly status: number | null;
}

const tryCodec = t.type({
  at: t.string,
  code: t.string,
  status: nullable(t.number),
}) satisfies t.Type<Try>;

/** A job. Its indicators are decoded one by one, so that an expired one does not keep back the others. */
export const jobCodec = t.intersection(
  [
    t.type({
      schema: t.literal(jobSchema),
      destination: t.string,
      attempts: t.number,
      items: t.array(
        t.intersection([
          t.type({ provenance: provenanceCodec, indicator: t.UnknownRecord }),
          // Absent in jobs of earlier versions, and where there is nothing to say.
          t.partial({
            saidAt: t.string,
            item: t.string,
            end: dateTime,
            takesBack: t.keyof({ everyone: null, named: null }),
            expected: t.type({ state: oneOf(outcomeStates), code: textOrNull }),
            decidedAt: t.readonlyArray(t.string),
          }),
        ]),
      ),
    }),
    // Absent in jobs of earlier versions and in those that somebody wrote by hand.
    t.partial({
      eventId: t.string,
      firstSeenAt: t.string,
      notBefore: textOrNull,
      history: t.array(tryCodec),
      // Nothing depends on these, so a fault in them keeps no job from being delivered.
      traceparent: t.unknown,
      tracestate: t.unknown,
    }),
  ],
  'a job of this gateway',
);

/** A thing that was given up: kept whole, with the reason, so that it can be edited and sent again. */
export interface ItemToPark {
  readonly kind: 'event' | 'job';
  readonly reason: Reason;
  /** Null for an event, which is for every destination. */
  readonly destination: string | null;
  /** The provenance of the event, or of the job's first indicator. A replay reports under the same ids. */
  readonly provenance: Provenance;
  /** How many indicators it holds; 0 where it could not be read. */
  readonly indicators: number;
  readonly content: unknown;
  /** The text of the queue message, where that is not what `content` holds. */
  readonly raw?: string;
}

/** A note that a thing was parked before, and replayed. */
export interface Earlier {
  readonly id: string;
  readonly parkedAt: string;
  readonly reason: Reason;
}

/** A parked item as it stands in the store. */
export interface Parked extends ItemToPark {
  readonly schema: typeof parkedSchema;
  readonly id: string;
  readonly parkedAt: string;
  /** The earlier times, the latest at the end; absent the first time. */
  readonly history?: readonly Earlier[];
}

export const earlierCodec = t.type({
  id: t.string,
  parkedAt: dateTime,
  reason: reasonCodec,
}) satisfies t.Type<Earlier>;

export const parkedCodec = t.intersection(
  [
    t.type({
      schema: t.literal(parkedSchema),
      id: t.string,
      parkedAt: dateTime,
      kind: t.keyof({ event: null, job: null }),
      reason: reasonCodec,
      destination: textOrNull,
      provenance: provenanceCodec,
      indicators: count,
      content: t.unknown,
    }),
    t.partial({ raw: t.string, history: t.readonlyArray(earlierCodec) }),
  ],
  'something that this gateway parked',
) satisfies t.Type<Parked>;
