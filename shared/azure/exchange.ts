import { type TokenCredential } from '@azure/identity';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { parseJson } from '../codec/json';
import { type Endpoint, type Exchange, type HttpAnswer, type HttpCall } from '../destinations/destination';
import { type RequestIds, type Unavailable } from '../failure';
import { callFault } from './call-fault';
import { inCallSpan, type CallSpans } from './call-span';
import { fetchTransport } from './fetch-client';
import { graphTransport } from './graph-client';
import { retryAfterInText, retryAfterSeconds } from './retry-after';
import { signFor } from './sign';
import { type Transport } from './transport';

/** Graph names its own id `request-id`, other APIs of Azure `x-ms-request-id`. */
const requestIds = ({ headers }: Response, sent: string): RequestIds => ({
  request: headers.get('request-id') ?? headers.get('x-ms-request-id'),
  client: headers.get('client-request-id') ?? sent,
});

/** The service's clock, by its answer's `Date`: a retry date is written by that clock, and this machine's may be minutes off. */
const clockOf = (response: Response, now: () => Date): Date => {
  const date = new Date(response.headers.get('date') ?? '');
  return Number.isNaN(date.getTime()) ? now() : date;
};

const answerOf = async (
  response: Response,
  clientRequestId: string,
  now: () => Date,
): Promise<HttpAnswer> => {
  const text = await response.text();
  const parsed = parseJson(text);
  return {
    status: response.status,
    body: E.isRight(parsed) ? parsed.right : undefined,
    isUnreadable: E.isLeft(parsed) && text.trim() !== '',
    retryAfterSeconds:
      retryAfterSeconds(response.headers.get('retry-after'), clockOf(response, now)) ??
      (response.status >= 400 ? retryAfterInText(text) : null),
    requestIds: requestIds(response, clientRequestId),
  };
};

/** The one place that says which client calls what. */
const transportTo = (credential: TokenCredential, endpoint: Endpoint): Transport => {
  const sign = signFor(credential, endpoint);
  return endpoint.client === 'graph'
    ? graphTransport(endpoint.baseUrl, sign)
    : fetchTransport(endpoint.baseUrl, sign);
};

/** After 401 the credential is asked for a new token and the call is made once more: the first token may have been withdrawn. */
const isToRepeat = ({ auth }: Endpoint, { status }: HttpAnswer): boolean =>
  auth._tag === 'Entra' && status === 401;

/**
 * Calls an endpoint. Any HTTP status is a Right; a Left says that no answer came (time-out, connection, token). Each call is a
 * span, and its `client-request-id` follows from the span, or is a fresh one where nothing is traced. A call is made once;
 * after a 401 to a token it is made a second time.
 */
export const exchangeTo = (
  credential: TokenCredential,
  endpoint: Endpoint,
  { now, ...spans }: CallSpans & { readonly now: () => Date },
): Exchange => {
  const transport = transportTo(credential, endpoint);
  const inSpan = inCallSpan(spans, endpoint);
  const send = async (call: HttpCall, id: string, timeoutMs: number): Promise<HttpAnswer> =>
    answerOf(await transport(call, id, AbortSignal.timeout(timeoutMs)), id, now);
  const once =
    (call: HttpCall, timeoutMs: number): TE.TaskEither<Unavailable, HttpAnswer> =>
    () =>
      inSpan(call.method, (id) => TE.tryCatch(() => send(call, id, timeoutMs), callFault(id))());
  return (call, timeoutMs) =>
    pipe(
      once(call, timeoutMs),
      TE.flatMap((answer) => (isToRepeat(endpoint, answer) ? once(call, timeoutMs) : TE.right(answer))),
    );
};
