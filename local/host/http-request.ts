import type { IncomingMessage } from 'node:http';
import type { Nullable, RpcHttpData, RpcTypedData } from './rpc';

/** Kestrel's limit in Azure Functions, 100 MiB. */
export const maxBodyBytes = 104_857_600;

export const isTooLarge = (request: IncomingMessage): boolean =>
  Number(request.headers['content-length'] ?? 0) > maxBodyBytes;

/**
 * The whole body as bytes, as it is put into an invocation: empty for one of no stated length (nodejs-worker issue 524).
 * Rejects when the client goes away.
 */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return request.headers['content-length'] === undefined ? Buffer.alloc(0) : Buffer.concat(chunks);
};

const nullable = (entries: Iterable<readonly [string, string]>): Record<string, Nullable<string>> =>
  Object.fromEntries(Array.from(entries, ([name, value]) => [name, { value }]));

/** Repeated names are joined with a comma, as ASP.NET does. */
const joined = (entries: Iterable<readonly [string, string]>): Map<string, string> => {
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    const earlier = values.get(name);
    values.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return values;
};

const headersOf = (request: IncomingMessage): readonly (readonly [string, string])[] =>
  Object.entries(request.headersDistinct).map(
    ([name, values]) => [name, (values ?? []).join(name === 'cookie' ? '; ' : ',')] as const,
  );

/** What is told of a request that the app reads itself: its headers and the parameters of its route. */
export const streamMetadata = (
  request: IncomingMessage,
  params: Readonly<Record<string, string>>,
): Readonly<Record<string, RpcTypedData>> => ({
  Headers: { json: JSON.stringify(Object.fromEntries(headersOf(request))) },
  ...Object.fromEntries(Object.entries(params).map(([name, string]) => [name, { string }])),
});

export const rpcHttpOf = (
  request: IncomingMessage,
  {
    url,
    params,
    body,
  }: { readonly url: URL; readonly params: Readonly<Record<string, string>>; readonly body: Uint8Array },
): RpcHttpData => {
  return {
    method: request.method ?? 'GET',
    url: url.href,
    nullableHeaders: nullable(headersOf(request)),
    nullableQuery: nullable(joined(url.searchParams)),
    nullableParams: nullable(Object.entries(params)),
    ...(body.length > 0 ? { body: { bytes: body } } : {}),
  };
};
