import type { IncomingMessage } from 'node:http';
import type { Nullable, RpcHttpData } from './rpc';

/** Kestrel's limit in Azure Functions, 100 MiB. */
export const maxBodyBytes = 104_857_600;

/** The whole body as bytes; undefined when it is over the limit. Rejects when the client goes away. */
export const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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

export const rpcHttpOf = (
  request: IncomingMessage,
  url: URL,
  params: Readonly<Record<string, string>>,
  body: Uint8Array,
): RpcHttpData => {
  const headers = Object.entries(request.headersDistinct).map(
    ([name, values]) => [name, (values ?? []).join(name === 'cookie' ? '; ' : ',')] as const,
  );
  return {
    method: request.method ?? 'GET',
    url: url.href,
    nullableHeaders: nullable(headers),
    nullableQuery: nullable(joined(url.searchParams)),
    nullableParams: nullable(Object.entries(params)),
    ...(body.length > 0 ? { body: { bytes: body } } : {}),
  };
};
