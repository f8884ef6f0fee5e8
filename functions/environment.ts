import { randomUUID } from 'node:crypto';
import { credentialOf } from '../shared/azure/credential';
import { graphExchange } from '../shared/azure/graph-client';
import { tableLedger } from '../shared/azure/ledger';
import { parkedStore } from '../shared/azure/parked-store';
import { sharedText } from '../shared/azure/shared-text';
import { jobQueue, type Account } from '../shared/azure/storage';
import { type Config, type Settings, type SwitchedOn } from '../shared/config';
import { createCourier } from '../shared/delivery/courier';
import { type CourierOptions } from '../shared/delivery/delivery';
import { guarded } from '../shared/delivery/ledger-guard';
import { createLimiter } from '../shared/delivery/limiter';
import { formats } from '../shared/formats';
import { type Environment, type RetryRules } from '../shared/pipeline/ports';
import { type Profile } from '../shared/profile/profile';
import { jobsQueue, ledgerTable, limitsTable, parkedContainer, parkedTable } from './names';

const storageAccount = (settings: Settings): Account =>
  settings.AzureWebJobsStorage === undefined
    ? {
        accountName: settings.AzureWebJobsStorage__accountName ?? '',
        credential: credentialOf(settings.CREDENTIAL, settings.AzureWebJobsStorage__clientId),
      }
    : { connectionString: settings.AzureWebJobsStorage };

const courierRules = (settings: Settings): CourierOptions['rules'] => ({
  requestTimeoutMs: settings.REQUEST_TIMEOUT_SECONDS * 1000,
  batchWindowMs: settings.BATCH_WINDOW_MILLISECONDS,
  callsInFlight: settings.CALLS_IN_FLIGHT,
  breakerSeconds: settings.BREAKER_SECONDS,
  refreshSeconds: settings.LEDGER_REFRESH_DAYS * 24 * 3600,
});

const retryRules = (settings: Settings): RetryRules => ({
  firstSeconds: settings.RETRY_DELAY_SECONDS,
  mostSeconds: settings.RETRY_DELAY_MAX_SECONDS,
  mostAttempts: settings.RETRY_MAX_ATTEMPTS,
  mostAgeSeconds: settings.RETRY_MAX_AGE_HOURS * 3600,
  grantSeconds: settings.GRANT_WAIT_MINUTES * 60,
});

/** Outside an invocation the host takes what a worker writes to its error stream, as an error. */
const alert: Environment['alert'] = (code, destination, text) => {
  process.stderr.write(`ALERT ${code} destination=${destination} ${text}\n`);
};

const onCircuit =
  (destination: string): CourierOptions['onCircuit'] =>
  (state, said) => {
    const last = said === null ? '' : `; last answer ${said.status ?? ''} ${said.code}`;
    if (state === 'open') alert('circuit-open', destination, `settles nothing and is left alone${last}`);
    else alert('circuit-closed', destination, 'is well again');
  };

/** The only place where a real effect is chosen. */
export const createEnvironment = ({ settings, destinations }: Config, profile: Profile): Environment => {
  const now = (): Date => new Date();
  const random = Math.random;
  const credential = credentialOf(settings.CREDENTIAL, settings.MANAGED_IDENTITY_CLIENT_ID);
  const account = storageAccount(settings);
  const ledger = settings.LEDGER === 'on' ? guarded(tableLedger(account, ledgerTable)) : null;
  const limits = sharedText(account, limitsTable);
  const routeTo = ({ destination, endpoint }: SwitchedOn) => ({
    name: destination.name,
    courier: createCourier({
      destination,
      exchange: graphExchange(credential, endpoint, { now, newId: randomUUID }),
      limiter: createLimiter({
        name: destination.name,
        requestsPerMinute: endpoint.requestsPerMinute,
        instance: randomUUID(),
        shared: limits,
        monotonicMs: () => performance.now(),
      }),
      ledger,
      rules: courierRules(settings),
      now,
      random,
      onCircuit: onCircuit(destination.name),
    }),
  });
  return {
    now,
    newId: randomUUID,
    random,
    formats,
    routes: destinations.map(routeTo),
    jobs: jobQueue(account, jobsQueue),
    parked: parkedStore(account, { container: parkedContainer, table: parkedTable }),
    identityScope: settings.IDENTITY_SCOPE,
    profile,
    retry: retryRules(settings),
    alert,
  };
};
