import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse } from 'node:http';

/** What a request is answered with. `error` becomes Graph's error body; without json, raw and error the body is empty. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly raw?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

export const failure = (status: number, code: string, message: string): Answer => ({
  status,
  error: { code, message },
});

const diagnostics = JSON.stringify({
  ServerInfo: {
    DataCenter: 'Simulator',
    Slice: 'E',
    Ring: '5',
    ScaleUnit: '000',
    RoleInstance: 'SIMULATOR000',
  },
});

const bodyOf = (answer: Answer, requestId: string, clientRequestId: string): string => {
  if (answer.raw !== undefined) return answer.raw;
  if (answer.error === undefined) return answer.json === undefined ? '' : JSON.stringify(answer.json);
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  return JSON.stringify({ error: { ...answer.error, innerError } });
};

/** Serialises an answer with the headers every Graph answer carries; 204 and 304 have no body by definition. */
export const toWire = (answer: Answer, clientRequestId: string): WireAnswer => {
  const requestId = randomUUID();
  const bodyless = answer.status === 204 || answer.status === 304;
  const body = Buffer.from(bodyless ? '' : bodyOf(answer, requestId, clientRequestId));
  return {
    status: answer.status,
    headers: {
      ...(body.length > 0 && { 'content-type': 'application/json; charset=utf-8' }),
      ...(!bodyless && { 'content-length': body.length }),
      'request-id': requestId,
      'client-request-id': clientRequestId,
      'x-ms-ags-diagnostic': diagnostics,
      ...answer.headers,
    },
    body,
  };
};

/** Writes head and body in one piece: two writes cost a keep-alive client 40 ms (Nagle and delayed ACK). */
export const write = (response: ServerResponse, wire: WireAnswer): void => {
  if (response.destroyed) return;
  response.writeHead(wire.status, wire.headers);
  response.end(wire.body);
};

export const clientRequestIdOf = (request: IncomingMessage): string => {
  const sent = request.headers['client-request-id'];
  return typeof sent === 'string' && sent !== '' ? sent : randomUUID();
};
