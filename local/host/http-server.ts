import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostVersion } from './core-api';
import type { Executor } from './executor';
import { readBody, rpcHttpOf } from './http-request';
import { answer, answerOf, type Answer } from './http-response';
import { carriesKey } from './keys';
import { matchRoute, type Route } from './routes';
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
  readonly key: string;
  readonly routes: readonly Route[];
  readonly executor: Executor;
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

const answerTo = async (
  request: IncomingMessage,
  { key, routes, executor }: HttpServerOptions,
): Promise<Answer> => {
  const url = urlOf(request);
  if (url === undefined) return answer(400);
  const method = request.method ?? 'GET';
  const match = matchRoute(routes, method, url.pathname);
  if (match === undefined) {
    if (method === 'GET' && url.pathname === '/')
      return answer(200, 'The development Functions host is running.\n');
    if (method !== 'GET' || url.pathname !== '/admin/host/status') return answer(404);
    return carriesKey(request, url, key) ? status() : answer(401);
  }
  const { route, params } = match;
  if (route.authLevel !== 'anonymous' && !carriesKey(request, url, key)) return answer(401);
  const body = await readBody(request);
  if (body === undefined) {
    request.resume(); // a client that is still sending would not read the answer
    return { ...answer(413), headers: { connection: 'close' } };
  }
  const withBody = method === 'GET' || method === 'HEAD' ? Buffer.alloc(0) : body;
  const execution = await executor.execute(route.fn, {
    input: { http: rpcHttpOf(request, url, params, withBody) },
    metadata: {},
    traceParent: request.headersDistinct.traceparent?.[0],
    traceState: request.headersDistinct.tracestate?.join(','),
  });
  return execution.succeeded ? answerOf(execution.http) : answer(500);
};

const send = (response: ServerResponse, { status: code, headers, body }: Answer, last: boolean): void => {
  response.statusCode = code;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (last) response.setHeader('connection', 'close');
  response.end(body);
};

export const startHttpServer = async (options: HttpServerOptions): Promise<HttpServer> => {
  let refusing = false;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(response, refusing ? answer(503) : await answerTo(request, options), refusing);
    } catch {
      // The client went away while it sent, or the function gave headers that HTTP doesn't allow.
      if (response.headersSent) response.destroy();
      else send(response, answer(500), true);
    }
  };
  const server = createServer({ noDelay: true, keepAlive: true }, (request, response) => {
    void respond(request, response);
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
      // An answer may still be on its way; what is open after a second is cut.
      setTimeout(() => server.closeAllConnections(), 1000).unref();
      return closed;
    },
  };
};
