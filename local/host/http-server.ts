import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostVersion } from './core-api';
import type { Executor } from './executor';
import { forward } from './forward';
import { isTooLarge, readBody, rpcHttpOf, streamMetadata } from './http-request';
import { answer, answerOf, type Answer } from './http-response';
import { accessOf, refusal, type Access, type Keys } from './keys';
import { decodedPath, matchRoute, type Route, type RouteMatch } from './routes';
import { StartError } from './start-error';
import { messageOf } from './message-of';

export interface HttpServer {
  readonly url: string;
  /** Takes no new connection, and no new request on an old one. */
  readonly refuse: () => void;
  readonly close: () => Promise<void>;
}

export interface HttpServerOptions {
  readonly port: number;
  readonly keys: Keys;
  readonly routes: readonly Route[];
  readonly executor: Executor;
  /** Runs a function that no request triggers; false where there is none of that name. */
  readonly runNow: (name: string) => boolean;
  /** Where the app reads requests itself; undefined where they are put into invocations. */
  readonly httpUri: string | undefined;
}

const urlOf = (request: IncomingMessage): URL | undefined => {
  const target = `http://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`;
  return URL.canParse(target) ? new URL(target) : undefined;
};

const status = (): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: Buffer.from(JSON.stringify({ state: 'Running', version: hostVersion })),
});

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const send = ({ response }: Exchange, { status: code, headers, body }: Answer, last = false): void => {
  response.statusCode = code;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (last) response.setHeader('connection', 'close');
  // Answers have no Content-Length in Azure, but for empty ones.
  if (body.length > 0) response.write(body);
  response.end();
};

const traceOf = ({ headersDistinct }: IncomingMessage) => ({
  traceParent: headersDistinct.traceparent?.[0],
  traceState: headersDistinct.tracestate?.join(','),
});

/** The request goes into the invocation, the answer comes out of it. */
const invoke = async (
  exchange: Exchange,
  { url, match: { route, params } }: { readonly url: URL; readonly match: RouteMatch },
  executor: Executor,
): Promise<void> => {
  const { request } = exchange;
  const body = await readBody(request);
  const withBody = request.method === 'GET' || request.method === 'HEAD' ? Buffer.alloc(0) : body;
  const execution = await executor.execute(route.fn, {
    input: { http: rpcHttpOf(request, { url, params, body: withBody }) },
    metadata: {},
    ...traceOf(request),
  });
  send(exchange, execution._tag === 'Succeeded' ? answerOf(execution.http) : answer(500));
};

/** The app reads the request and answers it while the invocation runs; its outputs are written after the answer. */
const stream = async (
  { request, response }: Exchange,
  { url, match: { route, params } }: { readonly url: URL; readonly match: RouteMatch },
  { executor, target }: { readonly executor: Executor; readonly target: string },
): Promise<void> => {
  const invocationId = randomUUID();
  const forwarded = forward(request, response, { target, url, invocationId });
  const metadata = streamMetadata(request, params);
  void executor.execute(route.fn, { input: {}, metadata, invocationId, ...traceOf(request) });
  await forwarded;
};

/** The answers that need no function: no such route, no right to it, or a request too large for any function. */
const ownAnswer = (
  request: IncomingMessage,
  { url, match }: { readonly url: URL; readonly match: RouteMatch | undefined },
  { keys, runNow }: HttpServerOptions,
): Answer | undefined => {
  const refused = (needed: Access): Answer | undefined => {
    const code = refusal(needed, accessOf(request, url, keys));
    return code === undefined ? undefined : answer(code);
  };
  if (match !== undefined)
    return refused(match.route.authLevel) ?? (isTooLarge(request) ? answer(500) : undefined);
  const path = `${request.method ?? 'GET'} ${url.pathname}`;
  const [, named] = /^POST \/admin\/functions\/([\w-]+)$/.exec(path) ?? [];
  if (named !== undefined) return refused('admin') ?? answer(runNow(named) ? 202 : 404);
  if (path === 'GET /') return answer(200, 'The development Functions host is running.\n');
  return path === 'GET /admin/host/status' ? (refused('admin') ?? status()) : answer(404);
};

const respond = async (exchange: Exchange, options: HttpServerOptions): Promise<void> => {
  const { request } = exchange;
  const { routes, executor, httpUri } = options;
  const url = urlOf(request);
  const match =
    url === undefined ? undefined : matchRoute(routes, request.method ?? 'GET', decodedPath(url.pathname));
  const own = url === undefined ? answer(400) : ownAnswer(request, { url, match }, options);
  if (own !== undefined || url === undefined || match === undefined) {
    request.resume(); // a client that is still sending would not read the answer
    send(exchange, own ?? answer(404), isTooLarge(request));
  } else if (httpUri === undefined) await invoke(exchange, { url, match }, executor);
  else await stream(exchange, { url, match }, { executor, target: httpUri });
};

/** The timeout of Kestrel, the server in Microsoft's host: a client that comes again is not cut off. */
const keepAliveTimeout = 130_000;

export const startHttpServer = async (options: HttpServerOptions): Promise<HttpServer> => {
  let refusing = false;
  const answerTo = async (exchange: Exchange): Promise<void> => {
    try {
      if (refusing) send(exchange, answer(503), true);
      else await respond(exchange, options);
    } catch {
      // The client went away while it sent, or the function gave headers that HTTP doesn't allow.
      if (exchange.response.headersSent) exchange.response.destroy();
      else send(exchange, answer(500), true);
    }
  };
  const server = createServer({ noDelay: true, keepAlive: true, keepAliveTimeout }, (request, response) => {
    void answerTo({ request, response });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new StartError(`Port ${options.port}: ${messageOf(error)}`)));
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const closed = new Promise<void>((resolve) => server.once('close', resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    refuse: () => {
      refusing = true;
      server.close();
      server.closeIdleConnections();
    },
    close: () => {
      server.close();
      server.closeIdleConnections();
      // An answer may still be on its way. What is open after a second is cut.
      setTimeout(() => server.closeAllConnections(), 1000).unref();
      return closed;
    },
  };
};
