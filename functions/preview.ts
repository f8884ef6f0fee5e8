import { type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../shared/codec/violation';
import { describeFailure, type Failure } from '../shared/failure';
import { type Indicator } from '../shared/indicator/indicator';
import { type Environment } from '../shared/pipeline/ports';
import { read } from '../shared/pipeline/reading/read';
import { type LeftOut, type Reading } from '../shared/pipeline/reading/merge-duplicates';
import { type Received } from '../shared/pipeline/reading/read-event';
import { isUnreadable } from '../shared/pipeline/receive';
import { shownAt, type Shown, type ShownAt } from '../shared/pipeline/dispatch/shown-at';
import { urlHosts } from '../shared/pipeline/dispatch/url-host';
import { suggestionsFor, type Suggested } from '../shared/pipeline/reading/suggestions';
import { mayReach } from '../shared/pipeline/sender-rights';
import { withinBudget } from '../shared/pipeline/within-budget';
import { type Sender } from '../shared/profile/sender';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { failureResponse, problem } from './http/problem';
import { readBody } from './http/read-body';
import { headersOf, type HttpSettings } from './receive-http';

/** What would become of an event. `format` is null where no format took the payload. */
interface Preview {
  readonly indicators: readonly {
    readonly place: string;
    readonly format: string | null;
    readonly tiIndicator: Indicator;
    /** What each destination would be sent for the indicator. */
    readonly destinations: readonly ShownAt[];
  }[];
  readonly skipped: readonly {
    readonly place: string;
    readonly format: string | null;
    readonly code: string;
    readonly text: string;
    readonly violations: readonly Violation[];
  }[];
  /** With `?suggest=true`: mappings to start from, for what no format knows. */
  readonly suggestions?: readonly Suggested[];
}

type Instances = readonly Shown[];

interface Previewed {
  readonly event: Received;
  readonly reading: Reading;
}

const previewOf = ({ found, left }: Reading, shown: readonly (readonly ShownAt[])[]): Preview => ({
  indicators: found.map(({ provenance: { place, format }, indicator }, index) => ({
    place,
    format,
    tiIndicator: indicator,
    destinations: shown.flatMap((ofOne) => ofOne[index] ?? []),
  })),
  skipped: left.map(({ provenance: { place, format }, reason: { code, text, violations } }) => ({
    place,
    format,
    code,
    text,
    violations,
  })),
});

const errorOf = ({ provenance: { place }, reason: { text, violations } }: LeftOut): readonly Violation[] =>
  violations.length > 0 ? violations : [{ pointer: place, expected: text }];

const answer = (reading: Reading, preview: Preview): HttpResponseInit =>
  isUnreadable(reading)
    ? problem({
        slug: 'nothing-readable',
        title: 'Nothing in the body could be read',
        status: 400,
        detail: 'errors names each place and what was expected there',
        errors: reading.left.flatMap(errorOf),
        extra: { ...preview },
      })
    : { status: 200, jsonBody: preview };

const eventOf = (
  request: HttpRequest,
  {
    invocationId,
    body,
    receivedAt,
    sender,
  }: {
    readonly invocationId: string;
    readonly body: unknown;
    readonly receivedAt: Date;
    readonly sender: string | undefined;
  },
): Received => ({
  intakeId: invocationId,
  origin: { eventId: invocationId, source: sender ?? 'http', type: null, time: null },
  sender,
  headers: headersOf(request),
  body,
  receivedAt,
  format: request.query.get('format') ?? request.headers.get('x-indicator-format'),
});

const isFor =
  (sender: Sender | undefined) =>
  ({ name }: Shown): boolean =>
    mayReach(sender, name);

/**
 * `POST /api/preview`: what `POST /api/indicators` would make of the same event, and what each destination would be sent where
 * it holds nothing yet. Nothing is created or queued, and no outcome is written. 200, 400 nothing readable, 408, 413, 415, 503
 * when the profile's expressions cannot be evaluated now.
 */
export const preview =
  (
    environment: Environment,
    { settings, instances }: { readonly settings: HttpSettings; readonly instances: Instances },
    sender?: Sender,
  ): Handler =>
  (request, context, budget) => {
    const { invocationId } = context;
    const refuse = (failure: Failure): HttpResponseInit => {
      context.warn(logEntry('preview', { intake: invocationId, refused: describeFailure(failure) }));
      return failureResponse(failure);
    };
    const shownOf = ({ event, reading }: Previewed): HttpResponseInit => {
      const { found, left } = reading;
      context.log(logEntry('preview', { intake: invocationId, found: found.length, left: left.length }));
      const show = shownAt(environment.profile, {
        at: environment.now(),
        found,
        hostOf: urlHosts(environment, reading),
      });
      const mine = instances.filter(isFor(sender));
      const shown = previewOf(
        reading,
        mine.map((one) => show(one, mine)),
      );
      const isAsked = request.query.get('suggest') === 'true';
      return answer(reading, isAsked ? { ...shown, suggestions: suggestionsFor(event, reading) } : shown);
    };
    const readWithin = read(withinBudget(environment, budget.spent));
    return pipe(
      readBody(request, settings.HTTP_BODY_LIMIT_BYTES, budget),
      TE.map((body) =>
        eventOf(request, { invocationId, body, receivedAt: environment.now(), sender: sender?.name }),
      ),
      TE.flatMap((event) =>
        pipe(
          readWithin(event),
          TE.map((reading): Previewed => ({ event, reading })),
        ),
      ),
      TE.match(refuse, shownOf),
    )();
  };
