import { startAzurite } from './azurite';
import { startChild, type OnLine } from './child';
import { startFunctionsHost, type FunctionsHost, type HostKind } from './functions-host';
import { localProfile } from './local-profile';
import { withoutSetAside, type OwnSettings } from './own-settings';
import { usualPort } from './ports';
import { usualDestinations } from './sample';

/** The cloud on one machine: storage account, simulator of Graph and of the managed identity, Functions host. */
export interface Stack {
  readonly host: Pick<FunctionsHost, 'url' | 'functionKey' | 'name' | 'ended'>;
  readonly simulatorUrl: string;
  readonly connectionString: string;
  readonly stop: () => Promise<void>;
}

export interface StackOptions {
  readonly root: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly functionKey?: string;
  readonly host?: HostKind;
  /** What the user set; by default nothing. */
  readonly own?: OwnSettings;
  /** Aborted when nobody waits for it any more. */
  readonly signal?: AbortSignal;
  readonly onLine?: (who: 'host' | 'simulator', line: string) => void;
  readonly onStep?: OnLine;
}

interface SimulatorReady {
  readonly url: string;
  readonly graphUrl: string;
  readonly workspaceId: string;
  readonly workspaceResource: string;
  readonly identity: { readonly endpoint: string; readonly header: string };
}

interface Line {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
}

/** An app with wrong settings runs and refuses everything; on one's own machine it is better to end it and give the reason. */
const endIfNotConfigured = async ({ url, functionKey }: FunctionsHost): Promise<void> => {
  const response = await fetch(`${url}/api/health`, { headers: { 'x-functions-key': functionKey } });
  const { lines = [] } = (await response.json().catch(() => ({}))) as { readonly lines?: readonly Line[] };
  const wrong = lines.find(
    ({ name, ok, text }) => name === 'settings' && !ok && text.endsWith('(not-configured)'),
  );
  if (wrong !== undefined) throw new Error(wrong.text);
};

/** Creates each workspace of the user's profile in the simulator. */
const knowWorkspaces = async (url: string, sentinelWorkspaces: readonly string[]): Promise<void> => {
  const body = JSON.stringify({ sentinelWorkspaces });
  await fetch(`${url}/simulator/switches`, { method: 'POST', body });
};

/** Settings that this machine gives the app, whatever the user set. */
const given = [
  'FUNCTIONS_WORKER_RUNTIME',
  'AzureWebJobsStorage',
  'CREDENTIAL',
  'GRAPH_BASE_URL',
  'SENTINEL_BASE_URL',
  'DEFENDER_BASE_URL',
  'SENTINEL_WORKSPACE_ID',
  'SENTINEL_WORKSPACE_RESOURCE_ID',
  'SENTINEL_MANAGEMENT_URL',
  'IDENTITY_ENDPOINT',
  'IDENTITY_HEADER',
];

/** Core Tools take a value of local.settings.json where the environment has a blank one. */
const refuseForFunc = ({ setAside }: OwnSettings): void => {
  const names = setAside
    .filter(({ name, from }) => from === 'local.settings.json' && !given.includes(name))
    .map(({ name }) => name);
  if (names.length > 0)
    throw new Error(
      `--func: take ${names.join(', ')} out of local.settings.json, else the app would not stay on this machine.`,
    );
};

/**
 * Starts all of it, on the usual ports where they are free. The app's settings point at this machine whatever
 * local.settings.json says, so that a local run never reaches a tenant.
 */
export const startStack = async ({
  root,
  environment = {},
  functionKey,
  host: kind = 'own',
  own = { kept: [], setAside: [] },
  signal,
  onLine = () => undefined,
  onStep = () => undefined,
}: StackOptions): Promise<Stack> => {
  const step: OnLine = (what) => onStep(`  ${what}`);
  if (kind === 'func') refuseForFunc(own);
  const running: { readonly stop: () => Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of running.reverse().splice(0)) await part.stop();
  };
  const started = <A extends { readonly stop: () => Promise<void> }>(part: A): A => {
    running.push(part);
    return part;
  };
  try {
    onStep('storage account (Azurite)');
    const azurite = started(await startAzurite({ preferUsualPorts: true }));
    if (azurite.ports.queue !== 10_001) onStep('  ports 10000 to 10002 were not all free: it has others');
    onStep('Graph, Sentinel, Defender and managed identity (simulator)');
    const simulator = started(
      await startChild<SimulatorReady>(
        'simulator/main.ts',
        ['--port', String(await usualPort(7072, 'the simulator', step))],
        {
          env: process.env,
          onLine: (line) => onLine('simulator', line),
        },
      ),
    ).ready;
    const addresses = {
      graph: simulator.graphUrl,
      sentinel: simulator.url,
      defender: `${simulator.url}/api`,
    };
    const kept = (wanted: string) => own.kept.find(({ name }) => name === wanted)?.value;
    const profile = started(localProfile(root, kept('PROFILE'), addresses));
    await knowWorkspaces(simulator.url, [simulator.workspaceId, ...profile.workspaces]);
    if (profile.told !== null) onStep(profile.told);
    onStep('Functions host');
    const host = started(
      await startFunctionsHost(kind, {
        root,
        port: await usualPort(7071, 'the gateway', step),
        functionKey,
        env: {
          ...process.env,
          // A profile that names destinations has all of them switched on.
          DESTINATIONS: kept('DESTINATIONS') ?? (profile.hasDestinations ? '' : usualDestinations.join()),
          ...withoutSetAside(own),
          FUNCTIONS_WORKER_RUNTIME: 'node',
          AzureWebJobsStorage: azurite.connectionString,
          CREDENTIAL: 'managed-identity',
          PROFILE: profile.setting,
          GRAPH_BASE_URL: addresses.graph,
          SENTINEL_BASE_URL: addresses.sentinel,
          DEFENDER_BASE_URL: addresses.defender,
          SENTINEL_WORKSPACE_ID: simulator.workspaceId,
          SENTINEL_WORKSPACE_RESOURCE_ID: simulator.workspaceResource,
          SENTINEL_MANAGEMENT_URL: simulator.url,
          IDENTITY_ENDPOINT: simulator.identity.endpoint,
          IDENTITY_HEADER: simulator.identity.header,
          ...environment,
        },
        onLine: (line) => onLine('host', line),
        onStep: step,
        signal,
      }),
    );
    await endIfNotConfigured(host);
    return { host, simulatorUrl: simulator.url, connectionString: azurite.connectionString, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
