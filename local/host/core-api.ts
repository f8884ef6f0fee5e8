import type { Log } from './log';
import type { FunctionCallback, FunctionMetadata, LogCategory, LogLevel, ProgrammingModel } from './rpc';
import { StartError } from './start-error';

export const hostVersion = '4.1000.0';

const hookNames = ['appStart', 'appTerminate', 'preInvocation', 'postInvocation', 'log'] as const;
export type HookName = (typeof hookNames)[number];
type HookCallback = (context: object) => unknown;

export interface RegisteredFunction {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/** What an app registered through the module it requires as `@azure/functions-core`. */
export interface CoreApp {
  readonly api: object;
  readonly functions: ReadonlyMap<string, RegisteredFunction>;
  readonly appHookData: Record<string, unknown>;
  readonly programmingModel: () => ProgrammingModel;
  readonly runHooks: (name: HookName, context: object) => Promise<void>;
  readonly log: (
    line: { readonly level: LogLevel; readonly category: LogCategory; readonly message: string },
    source?: LogSource,
  ) => void;
  /** From here on a function can no longer be registered. */
  readonly finishStartup: () => void;
}

export interface LogSource {
  readonly functionName: string;
  readonly invocationContext: unknown;
}

class Disposable {
  readonly #onDispose: () => unknown;

  constructor(onDispose: () => unknown) {
    this.#onDispose = onDispose;
  }

  static from(...parts: readonly { dispose: () => unknown }[]): Disposable {
    return new Disposable(() => {
      for (const part of parts) part.dispose();
    });
  }

  dispose(): unknown {
    return this.#onDispose();
  }
}

const isHookName = (name: string): name is HookName => hookNames.some((known) => known === name);

export const createCoreApp = (log: Log): CoreApp => {
  const functions = new Map<string, RegisteredFunction>();
  const hooks = new Map<HookName, HookCallback[]>(hookNames.map((name) => [name, []]));
  const appHookData: Record<string, unknown> = {};
  let model: ProgrammingModel | undefined;
  let started = false;

  const registerFunction = (metadata: FunctionMetadata, callback: FunctionCallback): Disposable => {
    if (started) throw new Error('A function can only be registered during app startup.');
    const id = metadata.functionId ?? metadata.name;
    if (functions.has(id)) throw new Error(`A function with the name "${id}" has already been registered.`);
    functions.set(id, { metadata, callback });
    return new Disposable(() => functions.delete(id));
  };

  const registerHook = (name: string, callback: HookCallback): Disposable => {
    const callbacks = isHookName(name) ? hooks.get(name) : undefined;
    if (callbacks === undefined) throw new RangeError(`Unrecognized hook "${name}"`);
    callbacks.push(callback);
    return new Disposable(() => {
      const index = callbacks.indexOf(callback);
      if (index >= 0) callbacks.splice(index, 1);
    });
  };

  const write: CoreApp['log'] = ({ level, category, message }, source) => {
    const context = { hookData: {}, appHookData, level, category, message, ...source };
    // The worker's own lines about an invocation go to the hook, too; those about its start do not.
    if (category === 'user' || source !== undefined) for (const hook of hooks.get('log') ?? []) hook(context);
    const shown = category === 'system' && context.level === 'information' ? 'debug' : context.level;
    log.write(shown, source === undefined ? context.message : `${source.functionName}: ${context.message}`);
  };

  return {
    api: {
      version: hostVersion,
      hostVersion,
      registerFunction,
      registerHook,
      setProgrammingModel: (next: ProgrammingModel) => {
        model = next;
      },
      getProgrammingModel: () => model,
      log: (level: LogLevel, category: LogCategory, message: string) => write({ level, category, message }),
      Disposable,
    },
    functions,
    appHookData,
    programmingModel: () => {
      if (model === undefined) throw new StartError('The app registered nothing through "@azure/functions".');
      return model;
    },
    runHooks: async (name, context) => {
      for (const hook of hooks.get(name) ?? []) await hook(context);
    },
    log: write,
    finishStartup: () => {
      started = true;
    },
  };
};
