import { type HttpRequest, type HttpResponseInit, type InvocationContext } from '@azure/functions';
import { identity, pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { subscriptionEventOf, type SubscriptionEvent } from '../shared/envelopes/subscription-event';
import { type Failure } from '../shared/failure';
import { type Environment } from '../shared/pipeline/ports';
import { type Sender } from '../shared/profile/sender';
import { type Handler } from './http/answering';
import { logEntry } from './log-entry';
import { problem } from './http/problem';
import { readBody } from './http/read-body';
import { refuse, takeBody, type Call, type HttpSettings } from './receive-http';

/** The form of `WebHook-Request-Origin`: a name and perhaps a port. */
const origin = /^[a-z0-9.*-]{1,253}(:\d{1,5})?$/i;

/** Events a minute that a CloudEvents sender is allowed where it does not ask for a rate. */
const usualRate = '120';

/** CloudEvents abuse protection (HTTP webhooks, section 4). A `WebHook-Request-Callback` is never called. */
export const allowOrigin = ({ headers }: HttpRequest): HttpResponseInit => {
  const asking = headers.get('webhook-request-origin')?.trim() ?? '';
  const rate = headers.get('webhook-request-rate')?.trim() ?? '';
  return origin.test(asking)
    ? {
        status: 200,
        headers: {
          Allow: 'OPTIONS, POST',
          'WebHook-Allowed-Origin': asking,
          'WebHook-Allowed-Rate': /^[1-9]\d{0,8}$/.test(rate) ? rate : usualRate,
        },
      }
    : problem({
        slug: 'origin-missing',
        title: 'No origin to allow',
        status: 400,
        detail: 'expected the header WebHook-Request-Origin with the name of a host',
      });
};

/** What Event Grid says of its subscription: alone in its list, or in the header where the event is in another schema. */
export const subscriptionNewsOf = ({ headers }: HttpRequest, body: unknown): SubscriptionEvent | null => {
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const inBody = items.length === 1 ? subscriptionEventOf(items[0]) : null;
  if (inBody !== null) return inBody;
  const type = headers.get('aeg-event-type')?.trim().toLowerCase();
  if (type === 'subscriptiondeletion') return { _tag: 'Deletion' };
  return type === 'subscriptionvalidation' ? { _tag: 'Validation', code: null } : null;
};

/** Only 200 counts. The code is proof enough; the `validationUrl` beside it is never fetched. */
export const answerNews = (news: SubscriptionEvent, context: InvocationContext): HttpResponseInit => {
  const code = news._tag === 'Validation' ? news.code : undefined;
  if (code === null) {
    return problem({
      slug: 'validation-code-missing',
      title: 'No code to send back',
      status: 400,
      detail: 'expected data.validationCode in the one event of a subscription validation',
    });
  }
  context.log(logEntry('subscription', { intake: context.invocationId, news: news._tag.toLowerCase() }));
  return code === undefined ? { status: 200 } : { status: 200, jsonBody: { validationResponse: code } };
};

/** Makes a failure final: Event Grid gives up at once after a 400, but would repeat after a 415 for a day, in vain. */
export const forGood = (failure: Failure): Failure =>
  failure._tag === 'UnsupportedMediaType'
    ? { _tag: 'NotJson', expected: failure.expected, position: null }
    : failure;

/**
 * `POST` and `OPTIONS /api/event-grid`: both handshakes of Event Grid, and events in its schema or as CloudEvents, answered
 * like `POST /api/indicators`. Event Grid counts 200 to 204 as delivered, dead-letters on 400 and 413, and comes again after
 * 503 (MicrosoftDocs, event-grid/delivery-and-retry).
 */
export const receiveEventGrid =
  (environment: Environment, settings: HttpSettings, sender?: Sender): Handler =>
  (request, context, budget) => {
    if (request.method === 'OPTIONS') return allowOrigin(request);
    const call: Call = { environment, settings, request, context, budget, sender, channel: 'event-grid' };
    return pipe(
      readBody(request, settings.HTTP_BODY_LIMIT_BYTES, budget),
      TE.flatMap((body) => {
        const news = subscriptionNewsOf(request, body);
        return news === null ? takeBody(call)(body) : TE.right(answerNews(news, context));
      }),
      TE.mapLeft(forGood),
      TE.match(refuse(call), identity),
    )();
  };
