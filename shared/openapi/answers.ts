import * as t from 'io-ts';
import { dateTime } from '../codec/date-time';
import { integerBetween } from '../codec/number';
import { tiIndicatorCodec } from '../codec/ti-indicator';
import { type Outcome, type State } from '../pipeline/outcome';
import { type ParkedItem, type ParkedPage } from '../pipeline/ports';
import { type ShownAt } from '../pipeline/dispatch/shown-at';
import { count, nullable, provenanceCodec, reasonCodec, textOrNull, violationCodec } from '../pipeline/wire';

/** Codecs of what the gateway answers. Each is compared with its interface here, and with real answers by the tests. */

const attempt = integerBetween(1, Number.MAX_SAFE_INTEGER);

export const state = t.keyof({
  created: null,
  updated: null,
  revoked: null,
  duplicate: null,
  rejected: null,
  skipped: null,
  deferred: null,
  parked: null,
}) satisfies t.Type<State>;

export const outcome = t.intersection([
  provenanceCodec,
  t.type({
    destination: textOrNull,
    externalId: textOrNull,
    observable: nullable(t.type({ kind: t.string, value: t.string })),
    state,
    id: textOrNull,
    reason: nullable(reasonCodec),
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
  revoked: count,
  duplicate: count,
  rejected: count,
  skipped: count,
  deferred: count,
  parked: count,
}) satisfies t.Type<Readonly<Record<State | 'total', number>>>;

const settledReport = t.type({ intakeId: t.string, counts, outcomes: t.readonlyArray(outcome) });

/** The same, for an event of which nothing could be read. */
export const reportProps = settledReport.props;

/** What became of an event. `queued`: it is a list too long for one event, and is read from the queue. */
export const report = t.intersection([
  settledReport,
  t.partial({ queued: t.type({ lines: count, parts: count }) }),
]);

/** The answer to Event Grid when a subscription is made. */
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

/** The result of a replay. */
export const replayedAnswer = t.type({
  id: t.string,
  counts,
  outcomes: t.readonlyArray(outcome),
  parkedAs: t.readonlyArray(t.string),
  removed: t.boolean,
});

/** One line of the health answer. */
export const healthLine = t.type({
  name: t.string,
  ok: t.boolean,
  text: t.string,
  cause: textOrNull,
  remedy: textOrNull,
});

/** The state of the deployment. */
export const healthAnswer = t.type({
  status: t.keyof({ ok: null, failing: null }),
  version: t.string,
  lines: t.readonlyArray(healthLine),
});

/** As the gateway gives one back. It was valid when it was made, whatever the time is now. */
export const tiIndicatorAnswer = tiIndicatorCodec(() => new Date(0));

const unfit = t.union([t.type({ code: t.string, text: t.string }), t.null]);

const call = t.type({
  method: t.keyof({ POST: null, PATCH: null, DELETE: null, GET: null }),
  path: t.string,
  body: t.unknown,
});

const asked = t.type({
  destination: t.string,
  kind: t.string,
  route: textOrNull,
  call: t.union([call, t.null]),
  reason: unfit,
});

/** What a destination would be sent for one indicator, or why it would not be asked. */
export const shownAtAnswer = t.intersection([
  asked,
  t.partial({
    takesBack: call,
    urlHost: t.type({ tiIndicator: t.union([tiIndicatorAnswer, t.null]), reason: unfit }),
  }),
]) satisfies t.Type<ShownAt>;

/** What would become of an event. */
export const previewAnswer = t.type({
  indicators: t.readonlyArray(
    t.type({
      place: t.string,
      format: textOrNull,
      tiIndicator: tiIndicatorAnswer,
      destinations: t.readonlyArray(shownAtAnswer),
    }),
  ),
  skipped: t.readonlyArray(
    t.type({
      place: t.string,
      format: textOrNull,
      code: t.string,
      text: t.string,
      violations: t.readonlyArray(violationCodec),
    }),
  ),
});

/** With `?suggest=true`, a mapping to start from for each payload that no format knows. */
export const suggestionsAnswer = t.readonlyArray(
  t.type({
    place: t.string,
    custom: t.union([
      t.type({ name: t.string, match: t.string, mapping: t.readonlyArray(t.string) }),
      t.null,
    ]),
    candidates: t.readonlyArray(
      t.type({
        pointer: t.string,
        kind: t.keyof({ domain: null, email: null, hash: null, ip: null, url: null }),
        mapped: t.boolean,
        why: t.string,
      }),
    ),
  }),
);
