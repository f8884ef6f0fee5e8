import { randomBytes } from 'node:crypto';
import { loadApp, type LoadedApp } from './app';
import { triggerOf } from './bindings';
import type { RegisteredFunction } from './core-api';
import { createExecutor } from './executor';
import { readHostJson, type HostJson } from './host-json';
import { startHttpServer } from './http-server';
import { createLog, type Log, type Verbosity } from './log';
import { messageOf } from './message-of';
import { environment } from './node-builtins';
import { createOutputWriter } from './outputs';
import { startQueueListener, type QueueListener } from './queue-listener';
import { triggerInput, triggerMetadata } from './queue-message';
import type { QueueWorkOptions } from './queue-work';
import { routeOf } from './routes';
import type { RpcBindingInfo } from './rpc';
import { applySettings, resolveSettings } from './settings';
import { createStorage, type Storage } from './storage';
import { inputNow, periodOf, startTimer } from './timer';
import { timerMemory } from './timer-status';

export interface HostOptions {
  /** The folder of host.json and package.json. */
  readonly root: string;
  /** 0 or none: a free port. */
  readonly port?: number;
  /** Opens the authLevel `function`; random when absent. */
  readonly functionKey?: string;
  /** Opens everything; random when absent. */
  readonly masterKey?: string;
  /** Settings of the app; they win over the environment, which wins over local.settings.json. */
  readonly environment?: Record<string, string>;
  readonly log?: (line: string) => void;
  readonly verbosity?: Verbosity;
  /** How long stop() waits for running invocations; 10 s. */
  readonly graceMs?: number;
  /** How long a received queue message stays invisible, in whole seconds; 600 as in Azure. */
  readonly invisibilitySeconds?: number;
}

export interface RunningHost {
  readonly url: string;
  readonly functionKey: string;
  readonly masterKey: string;
  readonly functions: readonly string[];
  stop(): Promise<void>;
}

interface Triggered {
  readonly fn: RegisteredFunction;
  readonly trigger: RpcBindingInfo;
}

const newKey = (): string => randomBytes(24).toString('base64url');

const queuesOf = (
  { fn, trigger }: Triggered,
  storage: Storage,
): Pick<QueueWorkOptions, 'queue' | 'poison'> => {
  const name = resolveSettings(trigger.queueName ?? '', `Function "${fn.metadata.name}"`);
  const service = storage.queues(trigger);
  const poison = name.endsWith('-poison') ? undefined : service.getQueueClient(`${name}-poison`);
  return { queue: service.getQueueClient(name), poison };
};

const run = async (
  options: HostOptions,
  { app, hostJson }: { readonly app: LoadedApp; readonly hostJson: HostJson },
  log: Log,
): Promise<RunningHost> => {
  const { core } = app;
  const triggered = Array.from(core.functions.values(), (fn): Triggered => ({ fn, trigger: triggerOf(fn) }));
  const ofType = (type: string) => triggered.filter(({ trigger }) => trigger.type?.toLowerCase() === type);
  const storage = createStorage(environment);
  const listeners: QueueListener[] = [];
  const onEnqueued = (name: string) => listeners.filter(({ queueName }) => queueName === name).forEach(({ wake }) => wake()); // prettier-ignore
  const outputs = createOutputWriter(storage, hostJson.queues.messageEncoding, onEnqueued);
  const executor = createExecutor(core, outputs, log);

  // Everything that may refuse the app comes before the first listener.
  const queues = ofType('queuetrigger').map((one) => ({ ...one, ...queuesOf(one, storage) }));
  const routes = ofType('httptrigger').map(({ fn, trigger }) => routeOf(fn, trigger, hostJson.routePrefix));
  const timers = ofType('timertrigger').map(({ fn, trigger }) => ({ fn, everyMs: periodOf(fn, trigger) }));
  const { functionKey = newKey(), masterKey = newKey(), port = 0 } = options;
  const keys = { functionKey, masterKey };
  /** As the host's administration does (`POST /admin/functions/NAME`); here for timers alone. */
  const runNow = (name: string): boolean => {
    const timer = timers.find(({ fn }) => fn.metadata.name === name);
    if (timer !== undefined) void executor.execute(timer.fn, { input: inputNow(), metadata: {} });
    return timer !== undefined;
  };
  const server = await startHttpServer({ port, keys, routes, executor, runNow, httpUri: app.httpUri });
  for (const { fn, trigger, queue, poison } of queues)
    listeners.push(
      startQueueListener({
        queue,
        poison,
        settings: hostJson.queues,
        invisibility: options.invisibilitySeconds ?? 600,
        handle: async (message, text) =>
          (
            await executor.execute(fn, {
              input: triggerInput(text, trigger.dataType),
              metadata: triggerMetadata(message, text),
            })
          )._tag === 'Succeeded',
        log,
      }),
    );

  const memoryOf = (fn: RegisteredFunction) =>
    environment.AzureWebJobsStorage === undefined
      ? undefined
      : timerMemory(storage.blobs({ connection: 'AzureWebJobsStorage' }), fn.metadata.name);
  const ticking = timers.map(({ fn, everyMs }) =>
    startTimer({
      everyMs,
      memory: memoryOf(fn),
      fire: (input) => executor.execute(fn, { input, metadata: {} }),
    }),
  );

  const stop = async (): Promise<void> => {
    server.refuse();
    for (const timer of ticking) timer.stop();
    for (const listener of listeners) listener.stop();
    const unfinished = await executor.drain(options.graceMs ?? 10_000);
    if (unfinished > 0) log.write('warning', `${unfinished} invocations did not finish in time.`);
    await Promise.all(listeners.map((listener) => listener.finish()));
    await app
      .terminate()
      .catch((error: unknown) => log.write('error', `appTerminate hook: ${messageOf(error)}`));
    await server.close();
  };
  return { url: server.url, ...keys, functions: [...core.functions.keys()], stop };
};

/**
 * Starts a Functions app. Rejects with a StartError when the app, host.json or a setting is wrong. Hosts of one
 * process share its environment.
 */
export const startHost = async (options: HostOptions): Promise<RunningHost> => {
  const log = createLog(options.log ?? console.error, options.verbosity ?? 'normal');
  const restoreSettings = applySettings(options.root, options.environment ?? {});
  let unload = restoreSettings;
  try {
    const hostJson = readHostJson(options.root, environment);
    const app = await loadApp(options.root, log);
    unload = () => {
      app.unload();
      restoreSettings();
    };
    const host = await run(options, { app, hostJson }, log);
    let stopped: Promise<void> | undefined;
    return { ...host, stop: () => (stopped ??= host.stop().finally(unload)) };
  } catch (error) {
    unload();
    throw error;
  }
};
