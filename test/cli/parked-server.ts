import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { type Handler } from '../../functions/http/answering';
import { preview } from '../../functions/preview';
import { receiveEventGrid } from '../../functions/receive-event-grid';
import { dropParked, listParked, showParked } from '../../functions/parked';
import { replayParked } from '../../functions/replay-parked';
import { graph } from '../../shared/destinations/graph/graph';
import { type Environment } from '../../shared/pipeline/ports';
import { answered } from '../functions/answered';

export const functionKey = 'the-function-key';

/** The functions that the command line calls, behind a real HTTP server that checks the function key as the host does. */
export interface ParkedServer {
  readonly url: string;
  /** Method and path of every request, in order. */
  readonly requests: string[];
  /** Answers instead of the functions, until it is undefined again. */
  instead: ((response: ServerResponse, path: string) => void) | undefined;
  readonly stop: () => Promise<void>;
}

const settings = { HTTP_BODY_LIMIT_BYTES: 1024 * 1024, HTTP_BUDGET_SECONDS: 20 };

const routes = (environment: Environment): readonly (readonly [string, RegExp, Handler])[] => [
  ['GET', /^\/api\/parked$/, listParked(environment)],
  ['GET', /^\/api\/parked\/([^/]+)$/, showParked(environment)],
  ['DELETE', /^\/api\/parked\/([^/]+)$/, dropParked(environment)],
  ['POST', /^\/api\/parked\/([^/]+)\/replay$/, replayParked(environment, settings)],
  ['POST', /^\/api\/event-grid$/, receiveEventGrid(environment, settings)],
  [
    'POST',
    /^\/api\/preview$/,
    preview(environment, { settings, instances: [{ name: 'graph', kind: graph, standby: false }] }),
  ],
];

const handle = async (
  environment: Environment,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { method = '', url = '', headers, headersDistinct } = request;
  const { pathname, searchParams } = new URL(url, 'http://gateway.example');
  if (headers['x-functions-key'] !== functionKey) return void response.writeHead(401).end();
  const route = routes(environment).find(([verb, pattern]) => verb === method && pattern.test(pathname));
  if (route === undefined) return void response.writeHead(404).end();
  const [, pattern, handler] = route;
  const id = pattern.exec(pathname)?.[1];
  const answer = new HttpResponse(
    await answered(environment, handler)(
      new HttpRequest({
        method,
        url: `http://gateway.example${url}`,
        headers: Object.fromEntries(
          Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join()]),
        ),
        query: Object.fromEntries(searchParams),
        params: id === undefined ? {} : { id: decodeURIComponent(id) },
        body: { bytes: await buffer(request) },
      }),
      new InvocationContext({ invocationId: 'the-invocation', logHandler: () => undefined }),
    ),
  );
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
};

export const startParkedServer = async (environment: () => Environment): Promise<ParkedServer> => {
  const server = createServer((request, response) => {
    parkedServer.requests.push(`${request.method} ${request.url}`);
    if (parkedServer.instead === undefined) void handle(environment(), request, response);
    else parkedServer.instead(response, request.url ?? '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const parkedServer: ParkedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    instead: undefined,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return parkedServer;
};
