import { type TokenCredential } from '@azure/identity';
import {
  Client,
  HTTPMessageHandler,
  ResponseType,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import { parseJson } from '../codec/json';
import { type Endpoint, type Exchange, type HttpAnswer, type HttpCall } from '../destinations/destination';
import { unavailable, type RequestIds, type Unavailable } from '../failure';
import { inCallSpan, type CallSpans } from './call-span';
import { retryAfterInText, retryAfterSeconds } from './retry-after';

/** Carries a code through the SDK, which keeps an error's name and drops its cause. */
const coded = (code: string): Error => Object.assign(new Error(code), { name: code });

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: Thrown;
}

/** The system's code of a failed fetch (`ECONNREFUSED`, `UND_ERR_SOCKET`, …); undici hides it in the cause. */
const codeOf = (error: unknown): string => {
  const { name, code, cause } = (error ?? {}) as Thrown;
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  const known = [cause?.code, code, name].find((value) => typeof value === 'string' && value !== '');
  return typeof known === 'string' ? known : 'unknown';
};

const tokenTimeout = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(coded('token-timeout')), { once: true });
  });

/**
 * The first of a chain of two: puts the token on a call to exactly the configured origin, refuses any other, follows no
 * redirect. The SDK's own handlers for tokens, retries and redirects stay out (they retry and follow by themselves).
 */
class Sentry implements Middleware {
  #next: Middleware | undefined;

  constructor(
    private readonly credential: TokenCredential,
    private readonly endpoint: Endpoint,
  ) {}

  async execute(context: Context): Promise<void> {
    const url = String((context as { readonly request: unknown }).request);
    if (new URL(url).origin !== new URL(this.endpoint.baseUrl).origin)
      return Promise.reject(coded('wrong-origin'));
    const token = await this.#token(context.options?.signal ?? undefined);
    const headers = new Headers(context.options?.headers);
    headers.set('Authorization', `Bearer ${token}`);
    context.options = { ...context.options, headers, redirect: 'manual' };
    return this.#next?.execute(context).catch((error: unknown) => Promise.reject(coded(codeOf(error))));
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  /** The credential does not always honour the signal, so the wait is bounded here as well. */
  async #token(signal: AbortSignal | undefined): Promise<string> {
    const asked = this.credential
      .getToken(this.endpoint.scope, signal === undefined ? {} : { abortSignal: signal })
      .catch(() => null);
    const token = await (signal === undefined ? asked : Promise.race([asked, tokenTimeout(signal)]));
    return token === null ? Promise.reject(coded('token-unavailable')) : token.token;
  }
}

const requestIds = (response: Response, sent: string): RequestIds => ({
  request: response.headers.get('request-id'),
  client: response.headers.get('client-request-id') ?? sent,
});

/** A date to come again is of the service's clock, which its answers tell: this machine's may be minutes off. */
const clockOf = (response: Response, now: () => Date): Date => {
  const said = new Date(response.headers.get('date') ?? '');
  return Number.isNaN(said.getTime()) ? now() : said;
};

const answerOf = async (
  response: Response,
  clientRequestId: string,
  now: () => Date,
): Promise<HttpAnswer> => {
  const text = await response.text();
  return {
    status: response.status,
    body: pipe(
      parseJson(text),
      E.match(
        () => undefined,
        (body) => body,
      ),
    ),
    retryAfterSeconds:
      retryAfterSeconds(response.headers.get('retry-after'), clockOf(response, now)) ??
      (response.status >= 400 ? retryAfterInText(text) : null),
    requestIds: requestIds(response, clientRequestId),
  };
};

const failureOf =
  (clientRequestId: string) =>
  (error: unknown): Unavailable => {
    const code = codeOf(error);
    const dependency = code.startsWith('token-') ? 'identity' : 'destination';
    return unavailable(dependency, code, { request: null, client: clientRequestId });
  };

const splitVersion = (baseUrl: string): { readonly root: string; readonly version: string } => {
  const slash = baseUrl.lastIndexOf('/');
  return { root: `${baseUrl.slice(0, slash)}/`, version: baseUrl.slice(slash + 1) };
};

/** The token may have been withdrawn since it was taken: the credential is asked for one anew, and the call made once more. */
const isRefused = ({ status }: HttpAnswer): boolean => status === 401;

/**
 * Calls an endpoint through Microsoft's Graph client. Any HTTP status is a Right; a Left says that no answer came
 * (time-out, connection, token). Each call is a span with a `client-request-id` that follows from it, or is a fresh one
 * where nothing is traced; it is made once, after 401 twice.
 */
export const graphExchange = (
  credential: TokenCredential,
  endpoint: Endpoint,
  { now, ...spans }: CallSpans & { readonly now: () => Date },
): Exchange => {
  const { root, version } = splitVersion(endpoint.baseUrl);
  const client = Client.initWithMiddleware({
    baseUrl: root,
    defaultVersion: version,
    middleware: [new Sentry(credential, endpoint), new HTTPMessageHandler()],
  });
  const send = async (
    { method, path, body }: HttpCall,
    clientRequestId: string,
    signal: AbortSignal,
  ): Promise<HttpAnswer> => {
    const request = client
      .api(path)
      .header('client-request-id', clientRequestId)
      .responseType(ResponseType.RAW)
      .option('signal', signal);
    const verbs = {
      GET: () => request.get(),
      POST: () => request.post(body),
      PATCH: () => request.patch(body),
      DELETE: () => request.delete(),
    };
    return answerOf((await verbs[method]()) as Response, clientRequestId, now);
  };
  const inSpan = inCallSpan(spans, endpoint);
  const once =
    (call: HttpCall, timeoutMs: number): TE.TaskEither<Unavailable, HttpAnswer> =>
    () =>
      inSpan(call.method, (id) =>
        TE.tryCatch(() => send(call, id, AbortSignal.timeout(timeoutMs)), failureOf(id))(),
      );
  return (call, timeoutMs) =>
    pipe(
      once(call, timeoutMs),
      TE.flatMap((answer) => (isRefused(answer) ? once(call, timeoutMs) : TE.right(answer))),
    );
};
