import { type TokenCredential } from '@azure/identity';
import * as TE from 'fp-ts/TaskEither';
import { startSimulator, type Simulator } from '../../local/simulator/simulator';
import { exchangeTo } from '../../shared/azure/exchange';
import { createWays, type WayEffects } from '../../shared/delivery/way';
import { type Instance } from '../../shared/destinations/destination';
import { destinations } from '../../shared/destinations';
import { environmentOf, instanceFrom } from '../../shared/destinations/instance';
import { type Environment } from '../../shared/pipeline/ports';
import { type Profile } from '../../shared/profile/profile';
import { inMemoryWorld, startOfTime } from '../pipeline/in-memory-environment';
import { profileWith } from '../pipeline/profiles';
import { rightOf } from '../pipeline/right-of';
import { usualRoute } from '../destinations/usual';

export const apis = ['graph', 'sentinel', 'defender'] as const;

export type Api = (typeof apis)[number];

export type Call = Readonly<Record<'method' | 'path' | 'body', unknown>>;

export interface StandingGateway {
  readonly environment: Environment;
  readonly instances: readonly Instance[];
  /** What came to each API, in order. */
  readonly calls: Readonly<Record<Api, readonly Call[]>>;
  readonly stop: () => Promise<void>;
}

const now = (): Date => new Date(startOfTime);

/** Tokens of the simulator's own endpoint, each for its audience. */
const credentialOf = ({ identity }: Simulator): TokenCredential => ({
  getToken: async (scope) => {
    const resource = String(scope).replace(/\/\.default$/, '');
    const response = await fetch(`${identity.endpoint}?api-version=2019-08-01&resource=${resource}`, {
      headers: { 'x-identity-header': identity.header },
    });
    const { access_token } = (await response.json()) as { readonly access_token: string };
    return { token: access_token, expiresOnTimestamp: Infinity };
  },
});

const instancesAt = ({ url, graphUrl, workspaceId }: Simulator): readonly Instance[] => {
  const variables = {
    GRAPH_BASE_URL: graphUrl,
    SENTINEL_BASE_URL: url,
    SENTINEL_WORKSPACE_ID: workspaceId,
    DEFENDER_BASE_URL: `${url}/api`,
    // While time stands still, a minute's calls would be all there ever are.
    GRAPH_REQUESTS_PER_MINUTE: '0',
    SENTINEL_REQUESTS_PER_MINUTE: '0',
    DEFENDER_REQUESTS_PER_MINUTE: '0',
  };
  return destinations.map((kind) =>
    rightOf(instanceFrom(environmentOf(kind.name, variables), { name: kind.name, kind })),
  );
};

/** A limiter's log that nobody else writes. */
const ownLog: WayEffects['limits'] = {
  read: () => TE.right({ text: '', version: null, date: null }),
  write: () => TE.right({ version: '1', date: null }),
};

/**
 * A gateway with all three kinds before the simulator, over HTTP, with a deployment's rules. Its clock stands still and its ids
 * follow from what they are for, so an event makes the same calls each time.
 */
export const standingGateway = async (profile: Profile = profileWith()): Promise<StandingGateway> => {
  const calls: Record<Api, Call[]> = { graph: [], sentinel: [], defender: [] };
  const simulator = await startSimulator({
    clock: now,
    onCall: ({ on, ...call }) => {
      // A list of what is there holds nothing of the event.
      if (on !== 'token' && on !== 'management' && call.method !== 'GET') calls[on].push(call);
    },
  });
  const { environment } = inMemoryWorld([]);
  const credential = credentialOf(simulator);
  const instances = instancesAt(simulator);
  const ways = createWays(instances, {
    exchangeTo: ({ name, endpoint }) =>
      exchangeTo(credential, endpoint, { ...environment, destination: name }),
    ledger: null,
    limits: ownLog,
    rules: {
      requestTimeoutMs: 60_000,
      batchWindowMs: 0,
      callsInFlight: 4,
      breakerSeconds: 30,
      refreshSeconds: 0,
    },
    now,
    monotonicMs: () => now().getTime(),
    random: () => 0,
    telemetry: environment.telemetry,
    onCircuit: () => undefined,
    onHeld: () => undefined,
  });
  return {
    environment: {
      ...environment,
      profile,
      routes: ways.map(({ instance, deliverer }) => ({ ...usualRoute, name: instance.name, deliverer })),
    },
    instances,
    calls,
    stop: simulator.stop,
  };
};
