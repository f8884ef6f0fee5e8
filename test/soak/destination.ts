import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { createHttpServer } from '../../local/simulator/server';
import { createService, type Service } from '../../local/simulator/service';
import { type Store } from '../../local/simulator/store';
import { type Switches } from '../../local/simulator/switches';
import { bytes } from './column';

/** The simulator of Graph with a store that only counts, so that a run of millions fits in memory. */
export interface SoakedDestination {
  readonly service: Service;
  readonly graphUrl: string;
  readonly identity: { readonly endpoint: string; readonly header: string };
  /** true: it gave this id, and has written nothing under it. */
  readonly liedAbout: (id: string) => boolean;
  readonly stop: () => Promise<void>;
}

const idPrefix = 'soaked-';

/** Ids are counted up, so a byte for each says whether it was written. */
const countingStore = (
  store: Store,
  onStored: (externalId: unknown) => void,
): { readonly store: Store; readonly liedAbout: (id: string) => boolean } => {
  const written = bytes();
  let ids = 0;
  const placeOf = (id: string): number => Number(id.slice(idPrefix.length));
  return {
    store: {
      ...store,
      nextId: () => `${idPrefix}${ids++}`,
      add: (_owner, { id, externalId }) => {
        written.set(placeOf(id), 1);
        onStored(externalId);
      },
      count: () => ids,
    },
    liedAbout: (id) => id.startsWith(idPrefix) && placeOf(id) < ids && written.get(placeOf(id)) === 0,
  };
};

export const startDestination = async (
  switches: Partial<Switches>,
  onStored: (externalId: unknown) => void,
): Promise<SoakedDestination> => {
  const service = createService(() => new Date(), randomUUID());
  const { store, liedAbout } = countingStore(service.store, onStored);
  service.store = store;
  service.switches = { ...service.switches, ...switches };
  const server = createHttpServer(service);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    service,
    graphUrl: `${service.url}/beta`,
    identity: { endpoint: `${service.url}/msi/token`, header: service.identityHeader },
    liedAbout,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
