import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as forwardTo,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type AzuritePorts } from '../../local/azurite';

type Service = keyof AzuritePorts;

/** What happens to a request to the storage account instead of its usual answer. */
export type StorageFaultAnswer =
  /** A refusal in the form of the service; nothing is done. */
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  | { readonly kind: 'reset' }
  /** No answer, ever; with `apply` it is done all the same. */
  | { readonly kind: 'hang'; readonly apply?: boolean }
  /** Done, and its answer lost. */
  | { readonly kind: 'resetAfter' }
  | { readonly kind: 'delay'; readonly ms: number };

export interface StorageFault {
  readonly service: Service;
  readonly method?: string;
  /** Part of the path. */
  readonly path?: string;
  /** How many requests it hits; all of them unless told. */
  readonly times?: number;
  readonly answer: StorageFaultAnswer;
}

/** A message on its way to a queue. */
export interface Enqueued {
  readonly queue: string;
  readonly visibilitySeconds: number;
  readonly body: string;
}

/**
 * An account in front of the real one, which does as it is told. It works because a request's signature does not cover its
 * port.
 */
export interface StorageProxy {
  readonly ports: AzuritePorts;
  readonly inject: (...faults: readonly StorageFault[]) => void;
  readonly heal: () => void;
  /** How many requests were hit by a fault since it was last reset. */
  readonly hits: () => number;
  /** Every message that was taken by a queue since it was last reset. */
  readonly enqueued: () => readonly Enqueued[];
  /** Heals, and forgets what it has seen. */
  readonly reset: () => void;
  readonly stop: () => Promise<void>;
}

const bodyOf = (service: Service, code: string): string =>
  service === 'table'
    ? JSON.stringify({ 'odata.error': { code, message: { lang: 'en-US', value: code } } })
    : `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;

const refuse = (
  response: ServerResponse,
  service: Service,
  { status, code }: { readonly status: number; readonly code: string },
): void => {
  const type = service === 'table' ? 'application/json' : 'application/xml';
  response.writeHead(status, { 'content-type': type, 'x-ms-error-code': code });
  response.end(bodyOf(service, code));
};

const agent = new Agent({ keepAlive: true });

/** The real account's answer; rejects when either side goes away. */
const forward = async (request: IncomingMessage, port: number): Promise<IncomingMessage> => {
  const { method, url, headers } = request;
  const outgoing = forwardTo({ host: '127.0.0.1', port, method, path: url, headers, agent });
  request.pipe(outgoing);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return answer;
};

const passOn = async (request: IncomingMessage, response: ServerResponse, port: number): Promise<void> => {
  const answer = await forward(request, port);
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
};

const messagesPath = /^\/[^/]+\/([^/]+)\/messages\?(.*)$/;

/** Notes a message once it is read; the request still goes on to the account. */
const note = (request: IncomingMessage, keep: (message: Enqueued) => void): void => {
  const [, queue, query] = messagesPath.exec(request.url ?? '') ?? [];
  if (queue === undefined || request.method !== 'POST') return;
  const visibilitySeconds = Number(new URLSearchParams(query).get('visibilitytimeout') ?? 0);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => keep({ queue, visibilitySeconds, body: Buffer.concat(chunks).toString() }));
};

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

export const startStorageProxy = async (behind: AzuritePorts): Promise<StorageProxy> => {
  let faults: { readonly fault: StorageFault; left: number }[] = [];
  let hits = 0;
  let enqueued: Enqueued[] = [];
  const heal = (): void => {
    faults = [];
  };
  const keep = (message: Enqueued): void => {
    enqueued.push(message);
  };

  const take = (service: Service, { method, url = '' }: IncomingMessage): StorageFaultAnswer | undefined => {
    const hit = faults.find(
      ({ fault, left }) =>
        left > 0 &&
        fault.service === service &&
        (fault.method ?? method) === method &&
        url.includes(fault.path ?? ''),
    );
    if (hit === undefined) return undefined;
    hit.left -= 1;
    hits += 1;
    return hit.fault.answer;
  };

  const serve =
    (service: Service) =>
    async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const answer = take(service, request);
      switch (answer?.kind) {
        case 'refuse':
          refuse(response, service, answer);
          return;
        case 'reset':
          request.socket.destroy();
          return;
        case 'hang':
          if (answer.apply !== true) return;
          note(request, keep);
          (await forward(request, behind[service])).resume();
          return;
        case 'resetAfter':
          note(request, keep);
          (await forward(request, behind[service])).resume();
          request.socket.destroy();
          return;
        case 'delay':
          await sleep(answer.ms);
          note(request, keep);
          return passOn(request, response, behind[service]);
        case undefined:
          note(request, keep);
          return passOn(request, response, behind[service]);
      }
    };

  const serverFor = (service: Service): Server =>
    createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
      serve(service)(request, response).catch(() => request.socket.destroy());
    });
  const servers = { blob: serverFor('blob'), queue: serverFor('queue'), table: serverFor('table') };
  const [blob, queue, table] = [
    await listen(servers.blob),
    await listen(servers.queue),
    await listen(servers.table),
  ];
  return {
    ports: { blob, queue, table },
    inject: (...more) => {
      faults.push(...more.map((fault) => ({ fault, left: fault.times ?? Infinity })));
    },
    heal,
    hits: () => hits,
    enqueued: () => enqueued,
    reset: () => {
      heal();
      hits = 0;
      enqueued = [];
    },
    stop: async () => {
      await Promise.all(
        Object.values(servers).map(async (server) => {
          const closed = once(server, 'close');
          server.close();
          server.closeAllConnections();
          await closed;
        }),
      );
    },
  };
};
