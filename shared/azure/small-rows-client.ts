import { setMaxListeners } from 'node:events';
import { type TableClient } from '@azure/data-tables';
import * as TE from 'fp-ts/TaskEither';
import { unavailable, type Unavailable } from '../failure';
import { tableClient, type Account } from './storage';

type Options = NonNullable<ConstructorParameters<typeof TableClient>[2]>;

type Policy = NonNullable<Options['additionalPolicies']>[number]['policy'];

/** That a row is not there is a usual answer here; as an error it would take a fifth more compute. */
const absentAsEmpty: Policy = {
  name: 'absentAsEmpty',
  sendRequest: async (request, next) => {
    const response = await next(request);
    return response.status === 404 && request.method === 'GET'
      ? { ...response, status: 200, bodyAsText: '{}' }
      : response;
  },
};

/** Steps of the client that small rows do without. Nothing is logged, no redirect is followed with a signature. */
const unneeded = ['decompressResponse', 'formData', 'multipart', 'tracing', 'redirect', 'log'];

/** A client for many small rows: one retry, but where it is said, and `getEntity` of a row that is not there gives an empty one. */
export const smallRowsClient = (account: Account, table: string, maxRetries = 1): TableClient => {
  const options: Options = {
    retryOptions: { maxRetries, retryDelayInMs: 100, maxRetryDelayInMs: 500 },
    additionalPolicies: [{ policy: absentAsEmpty, position: 'perRetry' }],
  };
  const client = tableClient(account, table, options);
  for (const step of unneeded) client.pipeline.removePolicy({ name: `${step}Policy` });
  return client;
};

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly details?: { readonly odataError?: { readonly code?: unknown } };
  readonly response?: { readonly headers?: { readonly get: (name: string) => unknown } };
}

/** The service's code, never the error itself: it carries the signature of the request. */
export const codeOf = (error: unknown): string => {
  const { name, code, statusCode, details, response } = (error ?? {}) as Thrown;
  if (name === 'AbortError') return 'timeout';
  const header = response?.headers?.get('x-ms-error-code');
  const status = typeof statusCode === 'number' ? `http-${statusCode}` : undefined;
  const isCode = (word: unknown): word is string => typeof word === 'string' && /^[\w-]{1,64}$/.test(word);
  return [details?.odataError?.code, code, header, status, name].find(isCode) ?? 'unknown';
};

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const why = Object.assign(new Error('timeout'), { name: 'AbortError' });
    signal.addEventListener('abort', () => reject(why), { once: true });
  });

/** Ends after `longestMs` whatever the client does, and takes back what is under way when one part fails. */
export const withDeadline = <A>(
  longestMs: number,
  action: (signal: AbortSignal) => Promise<A>,
): TE.TaskEither<Unavailable, A> =>
  TE.tryCatch(
    async () => {
      const stop = new AbortController();
      setMaxListeners(0, stop.signal);
      const timer = setTimeout(() => stop.abort(), longestMs);
      try {
        return await Promise.race([action(stop.signal), aborted(stop.signal)]);
      } finally {
        clearTimeout(timer);
        stop.abort();
      }
    },
    (error) => unavailable('table', codeOf(error)),
  );
