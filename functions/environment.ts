// Over two hundred lines: every real effect is chosen in one place.
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Settings } from '../shared/app-settings';
import { credentialOf, federatedCredential } from '../shared/azure/credential';
import { exchangeTo } from '../shared/azure/exchange';
import { storageGauges } from '../shared/azure/gauges';
import { outcomeQueue } from '../shared/azure/outcome-queue';
import { parkedStore } from '../shared/azure/parked-store';
import { permissionsOf } from '../shared/azure/permissions';
import { poisonQueue } from '../shared/azure/poison-queue';
import { sharedText } from '../shared/azure/shared-text';
import { byConnectionString, byIdentity, jobQueue, publicUrls, type Account } from '../shared/azure/storage';
import { type Config } from '../shared/config';
import { type DelivererRules } from '../shared/delivery/delivery';
import { type Instance } from '../shared/destinations/destination';
import { createWays, type WayEffects } from '../shared/delivery/way';
import { expressionPool } from '../shared/expressions/pool';
import { formats } from '../shared/formats';
import { createLatestMessages, type LatestMessages } from '../shared/health/latest-messages';
import { nearlyFull } from '../shared/health/room-finding';
import { type HealthSources } from '../shared/health/sources';
import { createOutcomeKeeper } from '../shared/pipeline/outcomes/outcome-keeper';
import { type Gauges } from '../shared/health/ports';
import { type Environment, type PoisonQueue, type RetryRules } from '../shared/pipeline/ports';
import { briefly } from '../shared/pipeline/dispatch/error-reason';
import { type RecordEraser } from '../shared/pipeline/record/record-store';
import { type Profile } from '../shared/profile/profile';
import { openTelemetry } from '../shared/telemetry/open-telemetry';
import { type SenderSecrets } from '../shared/sender-config';
import { createAlert } from './alert';
import { createDoor } from './setup/create-door';
import { type Door } from './door';
import { keptLedger, type KeptLedger } from './setup/kept-ledger';
import { createRecord, type CreatedRecord } from './setup/create-record';
import { createRoutes } from './setup/create-routes';
import { createShadows } from './setup/create-shadows';
import { type ReadRecord } from './outcomes';
import {
  eventsQueue,
  jobsQueue,
  limitsTable,
  outcomesQueue,
  parkedContainer,
  parkedTable,
  poisonOf,
} from './names';
import { readSources } from './setup/read-sources';
import { type Verifying } from './verify';

/**
 * The account, by the host's own rules: a connection string comes before the identity, and an address before the account's
 * name.
 */
export const storageAccount = (settings: Settings): Account => {
  if (settings.AzureWebJobsStorage !== undefined) return byConnectionString(settings.AzureWebJobsStorage);
  const named = publicUrls(settings.AzureWebJobsStorage__accountName ?? '');
  const urls = {
    blob: settings.AzureWebJobsStorage__blobServiceUri ?? named.blob,
    queue: settings.AzureWebJobsStorage__queueServiceUri ?? named.queue,
    table: settings.AzureWebJobsStorage__tableServiceUri ?? named.table,
  };
  return byIdentity(urls, credentialOf(settings.CREDENTIAL, settings.AzureWebJobsStorage__clientId));
};

const delivererRules = (settings: Settings): DelivererRules => ({
  requestTimeoutMs: settings.REQUEST_TIMEOUT_SECONDS * 1000,
  batchWindowMs: settings.BATCH_WINDOW_MILLISECONDS,
  callsInFlight: settings.CALLS_IN_FLIGHT,
  breakerSeconds: settings.BREAKER_SECONDS,
  refreshSeconds: settings.LEDGER_REFRESH_DAYS * 24 * 3600,
  identityScope: settings.IDENTITY_SCOPE,
});

const retryRules = (settings: Settings): RetryRules => ({
  firstSeconds: settings.RETRY_DELAY_SECONDS,
  maxSeconds: settings.RETRY_DELAY_MAX_SECONDS,
  maxAttempts: settings.RETRY_MAX_ATTEMPTS,
  maxAgeSeconds: settings.RETRY_MAX_AGE_HOURS * 3600,
  oldestSeconds: settings.LEDGER_TOMBSTONE_DAYS * 24 * 3600,
  grantSeconds: settings.GRANT_WAIT_MINUTES * 60,
});

const onCircuit =
  (alert: Environment['alert'], quiet: ReadonlySet<string>): WayEffects['onCircuit'] =>
  (destination, state, detail) => {
    if (quiet.has(destination)) return;
    const last = detail === null ? '' : `; ${briefly(detail)}`;
    if (state === 'open') alert('circuit-open', destination, `settles nothing and is left alone${last}`);
    else alert('circuit-closed', destination, 'is well again');
  };

const onHeld =
  (alert: Environment['alert']): WayEffects['onHeld'] =>
  (destination, held, max) => {
    const text = `holds ${held} of ${max} (${Math.floor((100 * held) / max)} %)`;
    if (held >= nearlyFull * max) alert('tenant-nearly-full', destination, text);
  };

/** What is measured from time to time: the queues of this app, and what is parked. */
export const createGauges = ({ settings }: Config): Gauges => {
  const queues = [eventsQueue, jobsQueue].flatMap((queue) => [queue, poisonOf(queue)]);
  return storageGauges(storageAccount(settings), { queues, parkedTable, now: () => new Date() });
};

/** The poison queues, with the queues that their messages were on. */
export const createPoisonQueues = ({ settings }: Config): readonly PoisonQueue[] => {
  const account = storageAccount(settings);
  const queues = [
    { of: eventsQueue, kind: 'event' },
    { of: jobsQueue, kind: 'job' },
  ] as const;
  return queues.map(({ of, kind }) => poisonQueue(account, { of, kind, poison: poisonOf(of) }));
};

/** An environment, what health may ask of it, and how to end what it started. */
export type Live = Environment &
  Pick<HealthSources, 'destinations'> &
  Omit<CreatedRecord, 'eraser'> & {
    readonly erasers: readonly RecordEraser[];
    /** Null where no destination has a shadow, or outcomes are not kept. */
    readonly readShadows: ReadRecord | null;
    readonly verifying: Verifying;
    readonly kept: KeptLedger | null;
    readonly stop: () => Promise<void>;
    readonly door: Door;
    /** What messages of the queues held lately. */
    readonly latestMessages: LatestMessages;
  };

/** The worker's file lies beside the bundle that this is a part of. */
const expressionWorker = path.join(__dirname, 'expression-worker.js');

/** The only place that chooses real effects. `say` writes a line outside an invocation. */
export const createEnvironment = (
  { settings, destinations }: Config,
  { profile, secrets }: { readonly profile: Profile; readonly secrets: SenderSecrets },
  say: (line: string) => void,
): Live => {
  const now = (): Date => new Date();
  const telemetry = openTelemetry();
  const alert = createAlert({ write: say, now });
  const random = Math.random;
  const credentialFor = ({ identity, federation }: Instance) => {
    const own = credentialOf(settings.CREDENTIAL, identity ?? settings.MANAGED_IDENTITY_CLIENT_ID);
    return federation === undefined ? own : federatedCredential(own, federation);
  };
  const account = storageAccount(settings);
  const exchangeWith = (instance: Instance) =>
    exchangeTo(credentialFor(instance), instance.endpoint, {
      now,
      newId: randomUUID,
      destination: instance.name,
      telemetry,
    });
  const texts = sharedText(account, limitsTable);
  const kept = keptLedger(settings, account, now);
  const ways = createWays(destinations, {
    exchangeTo: exchangeWith,
    ledger: kept?.ledger ?? null,
    limits: texts,
    rules: delivererRules(settings),
    now,
    monotonicMs: () => performance.now(),
    random,
    telemetry,
    // Nobody is woken for a shadow.
    onCircuit: onCircuit(
      alert,
      new Set(destinations.flatMap(({ name, shadows }) => (shadows ? [name] : []))),
    ),
    onHeld: onHeld(alert),
  });
  const pause = (ms: number, signal: AbortSignal): Promise<void> =>
    sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  const recording = { now, pause, alert, telemetry };
  const { record, readRecord, eraser } = createRecord(settings, { account }, recording);
  const jobs = jobQueue(account, jobsQueue);
  const { routes, shadows: all } = createRoutes(ways, { texts, now });
  const { shadows, mirror, readShadows, shadowEraser, stop } = createShadows(
    all,
    { settings, account },
    {
      ...recording,
      jobs,
    },
  );
  const expressions = expressionPool({ script: expressionWorker });
  const outcomes = createOutcomeKeeper({
    queue: outcomeQueue(account, outcomesQueue),
    now,
    pause,
    alert,
  });
  const latestMessages = createLatestMessages();
  const door = createDoor({
    account,
    settings,
    senders: profile.senders,
    secrets,
    now,
    random,
    gauges: createGauges({ settings, destinations }),
  });
  return {
    door,
    now,
    newId: randomUUID,
    random,
    formats,
    routes,
    mirror,
    shadows,
    readShadows,
    jobs,
    outcomes,
    parked: parkedStore(account, { container: parkedContainer, table: parkedTable }),
    identityScope: settings.IDENTITY_SCOPE,
    profile,
    evaluate: expressions.evaluate,
    stop: async () => {
      await Promise.all([expressions.stop(), outcomes.stop(), record.stop(), stop()]);
    },
    retry: retryRules(settings),
    latestMessages,
    onMessage: (queue, shares) => latestMessages.note(queue === 'events' ? eventsQueue : jobsQueue, shares),
    telemetry,
    alert,
    record,
    readRecord,
    erasers: [eraser, shadowEraser].flatMap((one) => one ?? []),
    kept,
    verifying: {
      sources: readSources(ways, exchangeWith),
      readBacks: kept?.readBacks ?? null,
      tools: {
        rows: kept?.rows ?? null,
        now,
        sleep,
        requestTimeoutMs: settings.REQUEST_TIMEOUT_SECONDS * 1000,
      },
    },
    destinations: ways.map(({ instance, exchange, limiter, watch, room }) => ({
      instance,
      exchange,
      limiter,
      watch,
      permissions: permissionsOf(credentialFor(instance)),
      room,
    })),
  };
};
