import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { integerBetween } from '../codec/number';
import { tiIndicatorCodec } from '../codec/ti-indicator';
import { type Violation } from '../codec/violation';
import { type Outcome, type Provenance, type Reason, type State } from '../pipeline/outcome';
import { type Parked } from '../pipeline/park';
import { type ParkedItem, type ParkedPage } from '../pipeline/ports';

/** Codecs of what the gateway answers. Each is held to its interface here, and to real answers by the tests. */

const nullable = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

const textOrNull = nullable(t.string);

const count = integerBetween(0, Number.MAX_SAFE_INTEGER);
const attempt = integerBetween(1, Number.MAX_SAFE_INTEGER);
const status = integerBetween(100, 599);

export const violation = t.type({ pointer: t.string, expected: t.string }) satisfies t.Type<Violation>;

export const reasonAnswer = t.type({
  code: t.string,
  text: t.string,
  violations: t.readonlyArray(violation),
  destinationCode: textOrNull,
  status: nullable(status),
}) satisfies t.Type<Reason>;

export const provenance = t.type({
  eventId: t.string,
  intakeId: t.string,
  source: t.string,
  eventType: textOrNull,
  eventTime: textOrNull,
  format: textOrNull,
  place: t.string,
  receivedAt: dateTime,
}) satisfies t.Type<Provenance>;

export const state = t.keyof({
  created: null,
  updated: null,
  duplicate: null,
  rejected: null,
  skipped: null,
  deferred: null,
  parked: null,
}) satisfies t.Type<State>;

export const outcome = t.intersection([
  provenance,
  t.type({
    destination: textOrNull,
    externalId: textOrNull,
    observable: nullable(t.type({ kind: t.string, value: t.string })),
    state,
    id: textOrNull,
    reason: nullable(reasonAnswer),
    requestIds: t.type({ request: textOrNull, client: textOrNull }),
    attempt,
    parkedAs: textOrNull,
    settledAt: dateTime,
  }),
]) satisfies t.Type<Outcome>;

export const counts = t.type({
  total: count,
  created: count,
  updated: count,
  duplicate: count,
  rejected: count,
  skipped: count,
  deferred: count,
  parked: count,
}) satisfies t.Type<Readonly<Record<State | 'total', number>>>;

/** What became of an event. */
export const report = t.type({ intakeId: t.string, counts, outcomes: t.readonlyArray(outcome) });

/** What an Event Grid subscription is answered when it is made. */
export const validationResponse = t.type({ validationResponse: t.string });

export const parkedItemAnswer = t.type({
  id: t.string,
  kind: t.keyof({ event: null, job: null }),
  parkedAt: dateTime,
  reason: t.string,
  text: t.string,
  destination: textOrNull,
  eventId: t.string,
  source: textOrNull,
  indicators: count,
}) satisfies t.Type<ParkedItem>;

export const parkedPage = t.type({
  items: t.readonlyArray(parkedItemAnswer),
  next: textOrNull,
}) satisfies t.Type<ParkedPage>;

export const earlier = t.type({ id: t.string, parkedAt: dateTime, reason: reasonAnswer });

export const parkedAnswer = t.intersection([
  t.type({
    schema: t.literal('indicator-gateway/parked/1'),
    id: t.string,
    parkedAt: dateTime,
    kind: t.keyof({ event: null, job: null }),
    reason: reasonAnswer,
    destination: textOrNull,
    provenance,
    indicators: count,
    content: t.unknown,
  }),
  t.partial({ history: t.readonlyArray(earlier) }),
]) satisfies t.Type<Parked>;

/** What came of a replay. */
export const replayedAnswer = t.type({
  id: t.string,
  counts,
  outcomes: t.readonlyArray(outcome),
  parkedAs: t.readonlyArray(t.string),
  removed: t.boolean,
});

/** One thing that was looked at. */
export const healthLine = t.type({
  name: t.string,
  ok: t.boolean,
  text: t.string,
  cause: textOrNull,
  remedy: textOrNull,
});

/** How the deployment is. */
export const healthAnswer = t.type({
  status: t.keyof({ ok: null, failing: null }),
  version: t.string,
  lines: t.readonlyArray(healthLine),
});

/** As the gateway gives one back: it was valid when it was made, whatever the time is now. */
export const tiIndicatorAnswer = tiIndicatorCodec(() => new Date(0));

/** What an event would come to. */
export const previewAnswer = t.type({
  indicators: t.readonlyArray(
    t.type({ place: t.string, format: textOrNull, tiIndicator: tiIndicatorAnswer }),
  ),
  skipped: t.readonlyArray(
    t.type({
      place: t.string,
      format: textOrNull,
      code: t.string,
      text: t.string,
      violations: t.readonlyArray(violation),
    }),
  ),
});
