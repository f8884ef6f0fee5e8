import { createFaultList, type Api, type FaultList } from './faults';
import { createIdentityEndpoint, type IdentityEndpoint } from './identity';
import { type JsonObject } from './json';
import { createLimiter, type Limiter } from './limiter';
import { type Recording } from './recorded';
import { type HeldObject } from './sentinel/held-objects';
import { createStore, type Store } from './store';
import { defaultSwitches, type Switches } from './switches';
import { createTokenAuthority, type TokenAuthority } from './tokens';

/** A call to an API as it came: the one place where a body can be seen. `body` is its JSON, undefined where it is none. */
export type OnCall = (call: {
  readonly on: Api;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}) => void;

/** Everything one simulator holds; what changes while it runs is mutable. */
export interface Service {
  readonly clock: () => Date;
  readonly identityHeader: string;
  readonly authority: TokenAuthority;
  readonly identity: IdentityEndpoint;
  /** Of all APIs, each of which counts by itself. */
  readonly limiter: Limiter;
  readonly faults: FaultList;
  readonly onCall: OnCall | undefined;
  /** `http://127.0.0.1:PORT`, known once it listens. */
  url: string;
  switches: Switches;
  store: Store;
  /** What was uploaded to Sentinel, by workspace, source and id. */
  stixObjects: Map<string, HeldObject>;
  /** What Defender holds by its own API, by type, value and action. */
  defenderIndicators: Map<string, JsonObject>;
  /** The last id that Defender gave. */
  defenderIds: number;
  requests: Recording[];
  /** Until when (of Date.now()) every connection is broken; 0 = it is up. */
  downUntil: number;
}

export const createService = (clock: () => Date, identityHeader: string, onCall?: OnCall): Service => {
  const authority = createTokenAuthority();
  return {
    clock,
    identityHeader,
    authority,
    identity: createIdentityEndpoint(identityHeader, authority),
    limiter: createLimiter(),
    faults: createFaultList(),
    onCall,
    url: '',
    switches: defaultSwitches,
    store: createStore(clock),
    stixObjects: new Map(),
    defenderIndicators: new Map(),
    defenderIds: 2840,
    requests: [],
    downUntil: 0,
  };
};

/** Forgets everything but the key, so tokens handed out before are still good. */
export const resetService = (service: Service): void => {
  service.identity.forget();
  service.limiter.forget();
  service.faults.clear();
  service.switches = defaultSwitches;
  service.store = createStore(service.clock);
  service.stixObjects = new Map();
  service.defenderIndicators = new Map();
  service.requests = [];
  service.downUntil = 0;
};
