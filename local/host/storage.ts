import { BlobServiceClient } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import type { RpcBindingInfo } from './rpc';
import { StartError } from './start-error';

export interface Storage {
  readonly queues: (binding: RpcBindingInfo) => QueueServiceClient;
  readonly blobs: (binding: RpcBindingInfo) => BlobServiceClient;
}

const retryOptions = { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 2000 };

type Env = Readonly<Record<string, string | undefined>>;

const connectionString = (name: string, env: Env): string => {
  const value = env[`AzureWebJobs${name}`] ?? env[name];
  if (value !== undefined && value !== '') return value;
  throw new StartError(
    Object.keys(env).some((key) => key.startsWith(`${name}__`))
      ? `The connection ${name} uses an identity (${name}__…): this host needs a connection string in ${name}.`
      : `The connection ${name} is not set: put a storage connection string, or UseDevelopmentStorage=true, in ${name}.`,
  );
};

const cached = <A>(make: (name: string) => A): ((binding: RpcBindingInfo) => A) => {
  const clients = new Map<string, A>();
  return (binding) => {
    const name = binding.connection ?? 'AzureWebJobsStorage';
    const client = clients.get(name) ?? make(name);
    clients.set(name, client);
    return client;
  };
};

/** Clients by the name of a binding's `connection` setting. Throws a StartError when it holds no connection string. */
export const createStorage = (env: Env): Storage => ({
  queues: cached((name) =>
    QueueServiceClient.fromConnectionString(connectionString(name, env), { retryOptions }),
  ),
  blobs: cached((name) =>
    BlobServiceClient.fromConnectionString(connectionString(name, env), { retryOptions }),
  ),
});

/** The status code of a storage error. */
export const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
