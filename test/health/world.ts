import { randomUUID } from 'node:crypto';
import { createEnvironment, type Live } from '../../functions/environment';
import { healthSources } from '../../functions/setup/health-sources';
import { type AzuritePorts } from '../../local/azurite';
import { startAzurite } from '../azurite';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { readConfig } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { health } from '../../shared/health/health';
import { type HealthSources } from '../../shared/health/sources';
import { useIdentityEndpoint } from '../azure/managed-identity';
import { startStorageProxy, type StorageProxy } from '../faults/storage-proxy';
import { lenient } from '../pipeline/profiles';
import { rightOf } from '../pipeline/right-of';

/** Every line by its name: ok, and its code. */
export type Said = Readonly<Record<string, readonly [ok: boolean, code: string | null]>>;

export interface Asked {
  readonly status: 'ok' | 'failing';
  readonly said: Said;
  /** The whole answer as text. */
  readonly text: string;
}

/** The app's own wiring, with real servers behind it: Graph, the identity endpoint, a storage account. */
export interface HealthWorld {
  readonly simulator: Simulator;
  readonly storage: StorageProxy;
  readonly connectionString: string;
  /** What the app would look at with these settings. Its identity is its own, so that no token is cached. */
  readonly sources: (
    settings?: Readonly<Record<string, string>>,
    inAzure?: boolean,
  ) => { readonly sources: HealthSources; readonly live: Live };
  readonly stop: () => Promise<void>;
}

/** Milliseconds within which even a slow machine is done. */
const patience = 60_000;

/** Milliseconds, for something that never answers. */
export const impatience = 2_000;

export const ask = async (sources: HealthSources, patienceMs = patience): Promise<Asked> => {
  const found = await health(sources, patienceMs)();
  const codeIn = (text: string): string | null => /\(([a-z-]+)\)$/.exec(text)?.[1] ?? null;
  return {
    status: found.status,
    said: Object.fromEntries(found.lines.map(({ name, ok, text }) => [name, [ok, codeIn(text)]])),
    text: JSON.stringify(found),
  };
};

const atPorts = (connectionString: string, ports: AzuritePorts): string =>
  connectionString
    .replace(/(BlobEndpoint=http:\/\/127\.0\.0\.1:)\d+/, `$1${ports.blob}`)
    .replace(/(QueueEndpoint=http:\/\/127\.0\.0\.1:)\d+/, `$1${ports.queue}`)
    .replace(/(TableEndpoint=http:\/\/127\.0\.0\.1:)\d+/, `$1${ports.table}`);

export const startHealthWorld = async (): Promise<HealthWorld> => {
  const [azurite, simulator] = await Promise.all([startAzurite(), startSimulator()]);
  const storage = await startStorageProxy(azurite.ports);
  const connectionString = atPorts(azurite.connectionString, storage.ports);
  const restore = useIdentityEndpoint(simulator.identity.endpoint, simulator.identity.header);
  return {
    simulator,
    storage,
    connectionString,
    sources: (settings = {}, inAzure = false) => {
      const config = rightOf(
        readConfig(destinations)({
          AzureWebJobsStorage: connectionString,
          DESTINATIONS: 'graph',
          GRAPH_BASE_URL: simulator.graphUrl,
          MANAGED_IDENTITY_CLIENT_ID: randomUUID(),
          ...settings,
        }),
      );
      const live = createEnvironment(config, { profile: lenient, secrets: new Map() }, () => undefined);
      return { live, sources: healthSources(config, live, inAzure) };
    },
    stop: async () => {
      restore();
      await Promise.all([storage.stop(), simulator.stop(), azurite.stop()]);
    },
  };
};
