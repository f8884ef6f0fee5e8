import { Agent, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';

/** How long a forwarded request may stand still: the forwarder's ActivityTimeout (DefaultHttpProxyService.cs of the host). */
const maxIdleMs = 240_000;

/**
 * How long to wait for the rest of a body whose sender already has its answer. Closing the connection earlier would lose that
 * answer.
 */
const lingerMs = 5_000;

/**
 * The app's server closes what is idle for five seconds. A connection is given up before that, so that it is never closed just
 * when it is used again.
 */
const upstreams = new Agent({ keepAlive: true, timeout: 3_000 });

/** Headers that concern only one connection are not passed on (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const passedOn = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));

export interface Forwarding {
  /** The app's own HTTP server, as it told the host (capability `HttpUri`). */
  readonly target: string;
  readonly url: URL;
  readonly invocationId: string;
}

/**
 * Passes a request on to the app's own HTTP server and its answer back, byte by byte, as the host does for an app with
 * `enableHttpStream`. Resolves when the answer is out: 502 where the app's server fails, 504 where it stays silent.
 */
export const forward = (
  request: IncomingMessage,
  response: ServerResponse,
  { target, url, invocationId }: Forwarding,
): Promise<void> =>
  new Promise((resolve) => {
    const fail = (status: number): void => {
      upstream.destroy();
      if (response.headersSent) {
        // An answer that was sent counts, whatever becomes of the rest of the body.
        if (!response.writableEnded) response.destroy();
        return;
      }
      response.statusCode = status;
      response.end();
    };
    const upstream = ask(new URL(url.pathname + url.search, target), {
      method: request.method ?? 'GET',
      headers: {
        ...passedOn(request.headers),
        // A body of unknown length goes on as it came.
        ...('content-length' in request.headers || !('transfer-encoding' in request.headers)
          ? {}
          : { 'transfer-encoding': 'chunked' }),
        'x-forwarded-host': url.host,
        'x-forwarded-proto': 'http',
        'x-ms-invocation-id': invocationId,
      },
      timeout: maxIdleMs,
      agent: upstreams,
    });
    /** A sender that is answered in the middle of its body sends the rest before it reads. The rest is read and thrown away. */
    const drain = (): void => {
      request.unpipe(upstream);
      request.resume();
    };
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 200, passedOn(answer.headers));
      answer.pipe(response, { end: false });
      answer.once('end', () => {
        drain();
        const end = (): void => void response.end();
        if (request.readableEnded) {
          end();
          return;
        }
        const timer = setTimeout(end, lingerMs);
        request.once('end', () => {
          clearTimeout(timer);
          end();
        });
      });
      answer.on('error', () => response.destroy());
    });
    upstream.on('timeout', () => fail(504));
    upstream.on('error', () => fail(502));
    request.on('error', () => upstream.destroy());
    response.on('close', () => {
      drain();
      upstream.destroy();
      resolve();
    });
    request.pipe(upstream);
  });
