import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../local/command-line';
import { workspaceId } from '../../local/simulator/sentinel/workspace';

export type Settings = Readonly<Record<string, string>>;

/** Where the app finds its cloud. */
export interface Around {
  readonly connectionString: string;
  readonly graphUrl: string;
  readonly identity: { readonly endpoint: string; readonly header: string };
}

/** Short waits, so that what failed comes again within seconds. */
const quick: Settings = {
  AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:01',
  AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2',
  RETRY_DELAY_SECONDS: '1',
  RETRY_DELAY_MAX_SECONDS: '5',
  REQUEST_TIMEOUT_SECONDS: '2',
  HTTP_BUDGET_SECONDS: '5',
  BREAKER_SECONDS: '1',
};

/** The environment of an app process: this machine's cloud, short waits, and what a run wants different. */
export const environmentOf = (around: Around, settings: Settings): NodeJS.ProcessEnv => ({
  ...process.env,
  FUNCTIONS_WORKER_RUNTIME: 'node',
  AzureWebJobsStorage: around.connectionString,
  DESTINATIONS: 'graph',
  CREDENTIAL: 'managed-identity',
  GRAPH_BASE_URL: around.graphUrl,
  SENTINEL_BASE_URL: new URL(around.graphUrl).origin,
  SENTINEL_WORKSPACE_ID: workspaceId,
  DEFENDER_BASE_URL: `${new URL(around.graphUrl).origin}/api`,
  IDENTITY_ENDPOINT: around.identity.endpoint,
  IDENTITY_HEADER: around.identity.header,
  PROFILE: readFileSync(path.resolve(__dirname, '../../local/profile.json'), 'utf8'),
  ...quick,
  ...settings,
});

/** `NAME=VALUE` of a command line, as settings. */
export const settingsOf = (pairs: readonly string[]): Settings =>
  Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      if (value.length === 0) throw new UsageError(`--set: expected NAME=VALUE, not "${name}"`);
      return [name, value.join('=')];
    }),
  );
