import { TableClient } from '@azure/data-tables';
import { type Account } from './storage';

type Options = NonNullable<ConstructorParameters<typeof TableClient>[2]>;

type Policy = NonNullable<Options['additionalPolicies']>[number]['policy'];

/** Turns a 404 into an empty row. A missing row is a usual answer here, and as an error it would take a fifth more compute. */
const emptyWhereAbsent: Policy = {
  name: 'emptyWhereAbsent',
  sendRequest: async (request, next) => {
    const response = await next(request);
    return response.status === 404 && request.method === 'GET'
      ? { ...response, status: 200, bodyAsText: '{}' }
      : response;
  },
};

/** Steps of the client that small rows can do without. Nothing is logged, and no redirect is followed with a signature. */
const unneeded = ['decompressResponse', 'formData', 'multipart', 'tracing', 'redirect', 'log'];

interface TableOptions {
  readonly retry?: NonNullable<Options['retryOptions']>;
  /** `getEntity` of a missing row gives an empty one, and a missing table has no rows. */
  readonly absentAsEmpty?: boolean;
}

/** One retry, unless the caller says otherwise. */
const oneRetry = { maxRetries: 1, retryDelayInMs: 100, maxRetryDelayInMs: 500 };

/** A client for the small rows of a table. */
export const tableClient = (
  account: Account,
  table: string,
  { retry = oneRetry, absentAsEmpty = true }: TableOptions = {},
): TableClient => {
  const options: Options = {
    retryOptions: retry,
    additionalPolicies: absentAsEmpty ? [{ policy: emptyWhereAbsent, position: 'perRetry' }] : [],
  };
  const client =
    account._tag === 'ByConnectionString'
      ? // The connection string says whether it is https.
        TableClient.fromConnectionString(account.connectionString, table, {
          ...options,
          allowInsecureConnection: true,
        })
      : new TableClient(account.urls.table, table, account.credential, options);
  for (const step of unneeded) client.pipeline.removePolicy({ name: `${step}Policy` });
  return client;
};
