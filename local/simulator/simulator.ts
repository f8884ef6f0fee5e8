import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type Fault } from './faults';
import { type JsonObject } from './json';
import { asRecorded, type RecordedRequest } from './recorded';
import { changeInPortal, sendAgain } from './change-in-portal';
import { workspaceResource } from './sentinel/management';
import { workspaceId } from './sentinel/workspace';
import { heldObjects } from './sentinel/held-objects';
import { createHttpServer } from './server';
import { createService, resetService, type OnCall } from './service';
import { type StoredIndicator } from './store';
import { type Switches } from './switches';

export interface SimulatorOptions {
  /** 0 = any free port (the default). */
  readonly port?: number;
  readonly clock?: () => Date;
  readonly switches?: Partial<Switches>;
  /** What X-IDENTITY-HEADER has to hold; a fresh secret unless given. */
  readonly identityHeader?: string;
  /** Told of each call to an API, before it is answered. */
  readonly onCall?: OnCall;
}

/** A running simulator of Graph's tiIndicators, of Sentinel's upload API, of Defender's indicators and of the App Service managed-identity endpoint. */
export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `http://127.0.0.1:PORT/beta` */
  readonly graphUrl: string;
  /** What SENTINEL_WORKSPACE_ID has to be. */
  readonly workspaceId: string;
  /** What SENTINEL_WORKSPACE_RESOURCE_ID has to be. */
  readonly workspaceResource: string;
  /** The objects that Sentinel holds, in one workspace or in all, in the order in which they first came. */
  readonly stixObjects: (workspace?: string) => readonly JsonObject[];
  /** What Defender holds by its own API. */
  readonly defenderIndicators: () => readonly JsonObject[];
  /** Values for IDENTITY_ENDPOINT and IDENTITY_HEADER. */
  readonly identity: { readonly endpoint: string; readonly header: string };
  /** What it holds now, oldest first. */
  readonly stored: () => readonly StoredIndicator[];
  /** Requests to the APIs and for tokens in order of arrival. */
  readonly requests: () => readonly RecordedRequest[];
  readonly tokensIssued: () => number;
  readonly configure: (switches: Partial<Switches>) => void;
  /** Does what somebody does in a product's own portal: changes each entry, or removes it where that gives null. */
  readonly changeInPortal: (
    api: 'graph' | 'sentinel' | 'defender',
    change: (entry: JsonObject) => JsonObject | null,
  ) => void;
  /** Sentinel sends again what is live, as it does every few days. */
  readonly republish: () => void;
  /** Queues faults; the first that matches a request hits it. */
  readonly inject: (...faults: readonly Fault[]) => void;
  /** Takes back every fault that still waits; what is stored stays. */
  readonly heal: () => void;
  /** Forgets everything, switches back to default; tokens stay good. */
  readonly reset: () => void;
  /** Breaks all connections and frees the port. */
  readonly stop: () => Promise<void>;
}

/** Listens on 127.0.0.1; rejects when the port is taken. */
export const startSimulator = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const service = createService(
    options.clock ?? (() => new Date()),
    options.identityHeader ?? randomUUID(),
    options.onCall,
  );
  service.switches = { ...service.switches, ...options.switches };
  const server = createHttpServer(service);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  service.url = `http://127.0.0.1:${port}`;

  return {
    url: service.url,
    graphUrl: `${service.url}/beta`,
    workspaceId,
    workspaceResource,
    changeInPortal: (api, change) => changeInPortal(service, api, change),
    republish: () => sendAgain(service),
    stixObjects: (workspace) => heldObjects(service, workspace),
    defenderIndicators: () => [...service.defenderIndicators.values()],
    identity: { endpoint: `${service.url}/msi/token`, header: service.identityHeader },
    stored: () => service.store.all(),
    requests: () => service.requests.map(asRecorded),
    tokensIssued: service.identity.tokensIssued,
    configure: (switches) => {
      service.switches = { ...service.switches, ...switches };
    },
    inject: (...faults) => service.faults.add(faults),
    heal: () => service.faults.clear(),
    reset: () => resetService(service),
    stop: async () => {
      const closed = server.listening ? once(server, 'close') : Promise.resolve();
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
