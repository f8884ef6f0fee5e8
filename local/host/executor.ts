import type { CoreApp, RegisteredFunction } from './core-api';
import { invocationRequest, invoke, type Trigger } from './invoke';
import type { Log } from './log';
import { messageOf } from './message-of';
import type { OutputWriter } from './outputs';
import type { RpcHttpData, RpcInvocationResponse } from './rpc';

export type Execution =
  { readonly _tag: 'Succeeded'; readonly http: RpcHttpData | undefined } | { readonly _tag: 'Failed' };

export interface Executor {
  /** Runs the function and writes its output bindings; never rejects. */
  readonly execute: (fn: RegisteredFunction, trigger: Trigger) => Promise<Execution>;
  /** Waits for the running invocations, at most this long; gives how many still run. */
  readonly drain: (ms: number) => Promise<number>;
}

const httpOf = ({ returnValue, outputData }: RpcInvocationResponse): RpcHttpData | undefined =>
  [returnValue, ...(outputData ?? []).map(({ data }) => data)].find((data) => data?.http)?.http ?? undefined;

export const createExecutor = (app: CoreApp, writeOutputs: OutputWriter, log: Log): Executor => {
  const running = new Set<Promise<Execution>>();

  const run = async (fn: RegisteredFunction, trigger: Trigger): Promise<Execution> => {
    const request = invocationRequest(fn, trigger);
    const { name } = fn.metadata;
    const start = performance.now();
    const done = (how: string) => `Executed '${name}' (${how}, ${request.invocationId}, ${Math.round(performance.now() - start)}ms)`; // prettier-ignore
    try {
      const response = await invoke(app, fn, request);
      await writeOutputs(fn, response, trigger);
      log.write('information', done('Succeeded'));
      return { _tag: 'Succeeded', http: httpOf(response) };
    } catch (error) {
      log.write('error', `${done('Failed')}: ${messageOf(error)}`);
      return { _tag: 'Failed' };
    }
  };

  return {
    execute: (fn, trigger) => {
      const execution = run(fn, trigger).finally(() => running.delete(execution));
      running.add(execution);
      return execution;
    },
    drain: async (ms) => {
      let timer: NodeJS.Timeout | undefined;
      const graceOver = new Promise((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([Promise.all(running), graceOver]);
      clearTimeout(timer);
      return running.size;
    },
  };
};
