import { randomUUID } from 'node:crypto';
import { credentialOf } from '../shared/azure/credential';
import { graphExchange } from '../shared/azure/graph-client';
import { jobQueue, parkedStore, type Account } from '../shared/azure/storage';
import { type Config, type Settings } from '../shared/config';
import { formats } from '../shared/formats';
import { type Environment } from '../shared/pipeline/ports';
import { type Profile } from '../shared/profile/profile';
import { jobsQueue, parkedContainer } from './names';

const storageAccount = (settings: Settings): Account =>
  settings.AzureWebJobsStorage === undefined
    ? {
        accountName: settings.AzureWebJobsStorage__accountName ?? '',
        credential: credentialOf(settings.CREDENTIAL, settings.AzureWebJobsStorage__clientId),
      }
    : { connectionString: settings.AzureWebJobsStorage };

/** The only place where a real effect is chosen. */
export const createEnvironment = ({ settings, destinations }: Config, profile: Profile): Environment => {
  const now = (): Date => new Date();
  const credential = credentialOf(settings.CREDENTIAL, settings.MANAGED_IDENTITY_CLIENT_ID);
  const account = storageAccount(settings);
  return {
    now,
    newId: randomUUID,
    formats,
    routes: destinations.map(({ destination, endpoint }) => ({
      destination,
      exchange: graphExchange(credential, endpoint, { now, newId: randomUUID }),
    })),
    jobs: jobQueue(account, jobsQueue),
    parked: parkedStore(account, parkedContainer),
    identityScope: settings.IDENTITY_SCOPE,
    profile,
    requestTimeoutMs: settings.REQUEST_TIMEOUT_SECONDS * 1000,
    retryDelaySeconds: settings.RETRY_DELAY_SECONDS,
  };
};
