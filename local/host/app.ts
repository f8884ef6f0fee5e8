import { readFileSync, realpathSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createCoreApp, type CoreApp } from './core-api';
import type { Log } from './log';
import { messageOf, wholeMessageOf } from './message-of';
import { provideCoreModule } from './module-hook';
import { createRequire } from './node-builtins';
import { serversOpenedWhile } from './opened-servers';
import { StartError } from './start-error';

export interface LoadedApp {
  readonly core: CoreApp;
  /** The address at which the app takes HTTP requests itself (`enableHttpStream`). */
  readonly httpUri: string | undefined;
  readonly terminate: () => Promise<void>;
  readonly unload: () => void;
}

/** What the Node.js worker tells a programming model it can do (getWorkerCapabilities.ts of the worker). */
const capabilities = {
  RawHttpBodyBytes: 'true',
  RpcHttpTriggerMetadataRemoved: 'true',
  RpcHttpBodyOnly: 'true',
  IgnoreEmptyValuedRpcHttpHeaders: 'true',
  UseNullableValueDictionaryForHttp: 'true',
  WorkerStatus: 'true',
  TypedDataCollection: 'true',
  HandlesWorkerTerminateMessage: 'true',
};

const isAt = (server: Server, uri: string | undefined): boolean => {
  const address = server.address();
  return uri !== undefined && typeof address === 'object' && address?.port === Number(new URL(uri).port);
};

const entryPoint = (root: string): string => {
  const file = join(root, 'package.json');
  let main: unknown;
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
    main =
      typeof manifest === 'object' && manifest !== null && 'main' in manifest ? manifest.main : undefined;
  } catch (error) {
    throw new StartError(`${file} can't be read: ${messageOf(error)}`);
  }
  if (typeof main !== 'string')
    throw new StartError(`${file} has no "main": the app's entry point is missing.`);
  return join(root, main);
};

/** Runs the file that package.json's `main` names; throws a StartError when it throws. */
export const loadApp = async (folder: string, log: Log): Promise<LoadedApp> => {
  const root = realpathSync(folder);
  const core = createCoreApp(log);
  const main = entryPoint(root);
  const withdraw = provideCoreModule(root, core.api);
  const require = createRequire(join(root, 'package.json'));
  const appOnlyHookData = {};
  const hookContext = { hookData: appOnlyHookData, appHookData: core.appHookData };
  let loaded = main;
  let httpUri: string | undefined;
  let servers: readonly Server[] = [];
  const unload = () => {
    withdraw();
    Reflect.deleteProperty(require.cache, loaded);
  };
  try {
    loaded = require.resolve(main);
    require(loaded);
    const agreed = await serversOpenedWhile(async () =>
      core.programmingModel().getCapabilities?.({ ...capabilities }),
    );
    httpUri = agreed.result?.HttpUri;
    servers = agreed.servers;
    await core.runHooks('appStart', { ...hookContext, functionAppDirectory: root });
    core.finishStartup();
  } catch (error) {
    unload();
    throw error instanceof StartError
      ? error
      : new StartError(`The app's entry point ${main} failed: ${wholeMessageOf(error)}`, { cause: error });
  }
  const terminate = async (): Promise<void> => {
    await core.runHooks('appTerminate', hookContext);
    for (const server of servers.filter((one) => isAt(one, httpUri))) {
      server.close();
      server.closeAllConnections();
    }
  };
  return { core, httpUri, terminate, unload };
};
