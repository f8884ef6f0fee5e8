import {
  Client,
  HTTPMessageHandler,
  ResponseType,
  type Context,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { callFaultCode, coded } from './call-fault';
import { type Sign } from './sign';
import { type Transport } from './transport';

/**
 * The first of a chain of two middlewares. The SDK's own handlers for tokens, retries and redirects stay out, because they
 * retry and follow redirects by themselves.
 */
class Sentry implements Middleware {
  #next: Middleware | undefined;

  constructor(private readonly sign: Sign) {}

  async execute(context: Context): Promise<void> {
    const url = String((context as { readonly request: unknown }).request);
    const given = new Headers(context.options?.headers);
    const headers = await this.sign(url, given, context.options?.signal ?? undefined);
    context.options = { ...context.options, headers, redirect: 'manual' };
    return this.#next
      ?.execute(context)
      .catch((error: unknown) => Promise.reject(coded(callFaultCode(error))));
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }
}

const splitVersion = (baseUrl: string): { readonly root: string; readonly version: string } => {
  const slash = baseUrl.lastIndexOf('/');
  return { root: `${baseUrl.slice(0, slash)}/`, version: baseUrl.slice(slash + 1) };
};

/** Calls Microsoft Graph through its own client. */
export const graphTransport = (baseUrl: string, sign: Sign): Transport => {
  const { root, version } = splitVersion(baseUrl);
  const client = Client.initWithMiddleware({
    baseUrl: root,
    defaultVersion: version,
    middleware: [new Sentry(sign), new HTTPMessageHandler()],
  });
  return async ({ method, path, body }, clientRequestId, signal) => {
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
    return (await verbs[method]()) as Response;
  };
};
