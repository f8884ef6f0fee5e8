import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerAdmin } from './admin';
import { clientRequestIdOf, toWire, write } from './answer';
import { createExchange } from './exchange';
import { deliver } from './fault-answers';
import { defenderPerformer } from './defender/indicators';
import { type Api } from './faults';
import { graphPerformer } from './graph';
import { isObject, type JsonObject, parseJson } from './json';
import { type Recording } from './recorded';
import { managementPerformer } from './sentinel/management';
import { uploadPerformer } from './sentinel/upload';
import { type Service } from './service';

const tokenPath = '/msi/token';

const apiOf = (path: string): Api => {
  if (path === tokenPath) return 'token';
  if (path.startsWith('/workspaces/')) return 'sentinel';
  if (path.startsWith('/subscriptions/')) return 'management';
  return path.startsWith('/api/indicators') ? 'defender' : 'graph';
};

const read = (request: IncomingMessage, then: (text: string) => void): void => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => then(Buffer.concat(chunks).toString()));
};

/** The indicators of a body: those of a bulk or an upload, or the one. */
const itemsOf = (text: string): readonly JsonObject[] => {
  const body = parseJson(text);
  const list = isObject(body) ? (body.value ?? body.stixobjects ?? body.Indicators) : undefined;
  const items: readonly unknown[] = Array.isArray(list) ? list : [body];
  return items.filter(isObject);
};

const record = (service: Service, request: IncomingMessage, path: string): Recording => {
  const recording: Recording = {
    at: service.clock(),
    on: apiOf(path),
    method: request.method ?? '',
    path,
    clientRequestId: clientRequestIdOf(request),
    seen: { items: 0, undeclared: new Set() },
    status: null,
    aborted: false,
    fault: null,
  };
  service.requests.push(recording);
  return recording;
};

const serve = (
  service: Service,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  {
    recording,
    query,
    text,
  }: { readonly recording: Recording; readonly query: URLSearchParams; readonly text: string },
): void => {
  const { on, method, path } = recording;
  const performToken = () =>
    service.identity.answer(
      { method, query, identityHeader: request.headers['x-identity-header'], now: recording.at },
      service.switches,
    );
  const asked = { service, request, recording, query, text };
  const performers = {
    token: () => performToken,
    graph: () => graphPerformer(asked),
    sentinel: () => uploadPerformer(asked),
    management: () => managementPerformer(asked),
    defender: () => defenderPerformer(asked),
  };
  const perform = performers[on]();
  if (on !== 'token') service.onCall?.({ on, method, path, body: parseJson(text) });
  const latencyMs = on === 'token' ? 0 : service.switches.latencyMs;
  const exchange = createExchange(response, recording, { latencyMs, perform });
  if (service.downUntil > Date.now()) {
    recording.fault = 'down';
    exchange.destroy();
    return;
  }
  const fault = service.faults.take({ on, method, path, items: () => itemsOf(text) });
  recording.fault = fault?.kind ?? null;
  if (fault === undefined) exchange.send(perform());
  else deliver(fault, exchange);
};

/** Keep-alive, no Nagle delay; idle connections stay open longer than any client keeps them. */
export const createHttpServer = (service: Service): Server => {
  const server = createServer({ noDelay: true, keepAliveTimeout: 600_000 }, (request, response) => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    if (path.startsWith('/simulator/')) {
      read(request, (text) =>
        write(
          response,
          toWire(
            answerAdmin(service, { method: request.method ?? '', path, query, text }),
            clientRequestIdOf(request),
          ),
        ),
      );
      return;
    }
    const recording = record(service, request, path);
    read(request, (text) => serve(service, { request, response }, { recording, query, text }));
  });
  server.requestTimeout = 0;
  return server;
};
