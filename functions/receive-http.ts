import { type HttpHandler, type HttpRequest, type HttpResponseInit } from '@azure/functions';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../shared/codec/violation';
import { type Settings } from '../shared/config';
import { describeFailure, type Failure } from '../shared/failure';
import { type Outcome } from '../shared/pipeline/outcome';
import { type Environment } from '../shared/pipeline/ports';
import { type Received } from '../shared/pipeline/read-event';
import { receive, type Report } from '../shared/pipeline/receive';
import { counts, publish } from './outcomes-output';
import { failureResponse, problem } from './problem';
import { readBody } from './read-body';

type HttpSettings = Pick<Settings, 'HTTP_BODY_LIMIT_BYTES' | 'HTTP_BUDGET_SECONDS'>;

const headersOf = (request: HttpRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(request.headers.entries());

const wantsAsync = (request: HttpRequest): boolean =>
  (request.headers.get('prefer') ?? '')
    .split(',')
    .some((token) => token.trim().toLowerCase() === 'respond-async');

/** Every place that could not be read, with what was expected there. */
const errorsOf = (outcomes: readonly Outcome[]): readonly Violation[] =>
  outcomes.flatMap(({ place, reason }) =>
    reason === null || reason.violations.length > 0
      ? (reason?.violations ?? [])
      : [{ pointer: place, expected: reason.text }],
  );

const nothingReadable = (report: { readonly outcomes: readonly Outcome[] }): HttpResponseInit => {
  const errors = errorsOf(report.outcomes);
  const first = errors
    .slice(0, 3)
    .map(({ pointer, expected }) => `${pointer || 'the body'}: expected ${expected}`);
  return problem({
    slug: 'nothing-readable',
    title: 'Nothing in the body could be read',
    status: 400,
    detail: `${first.join('; ')}${errors.length > 3 ? `; and ${errors.length - 3} more` : ''}`,
    errors,
    extra: report,
  });
};

const answer =
  (intakeId: string) =>
  ({ outcomes, unreadable }: Report): HttpResponseInit => {
    const count = counts(outcomes);
    const report = { intakeId, counts: count, outcomes };
    if (unreadable) return nothingReadable(report);
    const allCreated = count.total > 0 && count.created === count.total;
    return { status: allCreated ? 201 : count.deferred > 0 ? 202 : 200, jsonBody: report };
  };

/**
 * `POST /api/indicators`. 201 all created, 200 settled (the report says how), 202 something is queued, 400 nothing
 * readable, 413, 415, 503 with Retry-After when neither a destination nor the queue could take it.
 */
export const receiveHttp =
  (environment: Environment, settings: HttpSettings): HttpHandler =>
  (request, context) => {
    const receivedAt = environment.now();
    const { invocationId } = context;
    const event = (body: unknown): Received => ({
      intakeId: invocationId,
      origin: { eventId: invocationId, source: 'http', type: null, time: null },
      headers: headersOf(request),
      body,
      receivedAt,
    });
    const intent = {
      channel: 'http',
      attempts: 0,
      deadline: new Date(receivedAt.getTime() + settings.HTTP_BUDGET_SECONDS * 1000),
      later: wantsAsync(request),
    } as const;
    const refuse = (failure: Failure): HttpResponseInit => {
      context.warn(`http event intake=${invocationId} refused: ${describeFailure(failure)}`);
      return failureResponse(failure);
    };
    const report = (what: Report): HttpResponseInit => {
      publish(context, 'http event', what.outcomes);
      return answer(invocationId)(what);
    };
    return pipe(
      readBody(request, settings.HTTP_BODY_LIMIT_BYTES),
      TE.flatMap((body) => receive(environment)(event(body), intent)),
      TE.match(refuse, report),
    )();
  };
