import { type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { type Violation } from '../shared/codec/violation';
import { type Settings } from '../shared/app-settings';
import { describeFailure, type Failure } from '../shared/failure';
import { type Outcome } from '../shared/pipeline/outcome';
import { enqueueFeed, feedOf, type Feed } from '../shared/pipeline/feed/feed';
import { yieldToOthers } from '../shared/pipeline/in-turns';
import { outcomeMessages } from '../shared/pipeline/outcomes/outcome-messages';
import { type Environment } from '../shared/pipeline/ports';
import { type Received } from '../shared/pipeline/reading/read-event';
import { receive, type Report } from '../shared/pipeline/receive';
import { withinBudget } from '../shared/pipeline/within-budget';
import { type Sender } from '../shared/profile/sender';
import { type Handler } from './http/answering';
import { type Budget } from './http/budget';
import { counts, publishSettled, reportOutcomes, reportIntake } from './outcomes-output';
import { logEntry } from './log-entry';
import { failureResponse, problem } from './http/problem';
import { readBody } from './http/read-body';
import { isInBody } from './http/replaced-headers';
import { statusOf } from './http/status';
import { traced } from './traced';

/** Without `FEED_MAX_LINES`, a list has at most as many lines as an event may have items. */
export type HttpSettings = Pick<Settings, 'HTTP_BODY_LIMIT_BYTES'> &
  Partial<Pick<Settings, 'FEED_MAX_LINES'>>;

/** Headers that say something of an event. Those that prove who sends go no further. */
const isOfEvent = (name: string): boolean => name === 'content-type' || name.startsWith('ce-');

export const headersOf = (request: HttpRequest): Readonly<Record<string, string>> =>
  Object.fromEntries([...request.headers.entries()].filter(([name]) => isOfEvent(name)));

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
    return { status: statusOf(count), jsonBody: report };
  };

/** The list is not read yet. Its outcomes come as it is processed, under the same intake. */
const answerFeed = (intakeId: string, { lines, messages }: Feed): HttpResponseInit => ({
  status: 202,
  jsonBody: {
    intakeId,
    counts: counts([]),
    outcomes: [],
    queued: { lines, parts: messages.length },
  },
});

/** One call: how it came, and what to do with its body. */
export interface Call {
  readonly environment: Environment;
  readonly settings: HttpSettings;
  readonly request: HttpRequest;
  readonly context: InvocationContext;
  readonly budget: Budget;
  /** The sender, where it is one of the profile's. */
  readonly sender: Sender | undefined;
  /** Names the channel in outcomes and log lines. */
  readonly channel: 'http' | 'event-grid' | 'signed';
}

/** Logs why nothing was taken, and answers with a problem. */
export const refuse =
  ({ context, channel }: Call) =>
  (failure: Failure): HttpResponseInit => {
    const refused = describeFailure(failure);
    context.warn(logEntry('intake', { intake: context.invocationId, channel, refused }));
    return failureResponse(failure);
  };

/**
 * Reads, delivers and reports on a body: 201 all created, 200 settled, 202 something is queued or parked, 400 nothing readable.
 * Outcomes are on their queue before the answer; a Left may say that they were late, and they are written afterwards.
 */
export const takeBody =
  (call: Call) =>
  (body: unknown): TE.TaskEither<Failure, HttpResponseInit> => {
    const { request, context, channel, budget, sender, settings } = call;
    // Where nobody is told apart by headers, there is nothing to be had by it.
    if (call.environment.profile.senders.length > 0 && isInBody(request.headers, body))
      return TE.left({ _tag: 'HeadersReplaced' });
    const environment = withinBudget(call.environment, budget.spent);
    const receivedAt = environment.now();
    const { invocationId } = context;
    const event: Received = {
      intakeId: invocationId,
      origin: { eventId: invocationId, source: sender?.name ?? channel, type: null, time: null },
      sender: sender?.name,
      headers: headersOf(request),
      body,
      receivedAt,
      format: request.query.get('format') ?? request.headers.get('x-indicator-format'),
    };
    const intent = {
      channel: 'http',
      attempts: 0,
      deadline: budget.deliverBy,
      later: wantsAsync(request),
    } as const;
    const feed = feedOf(environment, event, settings.FEED_MAX_LINES ?? 0);
    if (feed !== null)
      return pipe(
        enqueueFeed(environment)(feed),
        TE.tapIO(() => () => {
          const { lines, messages } = feed;
          context.log(logEntry('intake', { intake: invocationId, channel, lines, parts: messages.length }));
        }),
        TE.tapTask(() => {
          const { lines, messages } = feed;
          const mark = { kind: 'feed', lines, parts: messages.length } as const;
          return environment.record.keep([], { intakeId: invocationId, mark });
        }),
        TE.map(() => answerFeed(invocationId, feed)),
        traced(environment, { name: `receive-${channel}`, channel, context, message: body }),
      );
    return pipe(
      receive(environment)(event, intent),
      TE.tapError(publishSettled(call.environment, context, { channel })),
      TE.tap((report) => {
        reportIntake(environment, context, { channel, report });
        const { outcomes } = report;
        return () => {
          const written = environment.outcomes.write(outcomeMessages(outcomes))();
          // The outcome queue is the record that counts. Writing the one for reading begins beside it, and nobody waits for that.
          void reportOutcomes(call.environment, context, { arrival: { channel }, outcomes });
          return written;
        };
      }),
      TE.tap(() => TE.fromTask(yieldToOthers)),
      TE.map(answer(invocationId)),
      traced(environment, { name: `receive-${channel}`, channel, context, message: body }),
    );
  };

/**
 * `POST /api/indicators`. Besides the answers of `takeBody`: 408, 413, 415, and 503 with Retry-After when something could
 * neither be settled nor kept.
 */
export const receiveHttp =
  (environment: Environment, settings: HttpSettings, sender?: Sender): Handler =>
  (request, context, budget) => {
    const call: Call = { environment, settings, request, context, budget, sender, channel: 'http' };
    return pipe(
      readBody(request, settings.HTTP_BODY_LIMIT_BYTES, budget),
      TE.flatMap(takeBody(call)),
      TE.match(refuse(call), identity),
    )();
  };
