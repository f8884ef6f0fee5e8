import { randomBytes, randomUUID } from 'node:crypto';
import type { CoreApp, RegisteredFunction } from './core-api';
import { messageOf } from './message-of';
import type {
  CoreInvocationContext,
  FunctionCallback,
  RpcInvocationRequest,
  RpcInvocationResponse,
  RpcTypedData,
} from './rpc';

export interface Trigger {
  readonly input: RpcTypedData;
  readonly metadata: Readonly<Record<string, RpcTypedData>>;
  /** Random when absent. */
  readonly invocationId?: string;
  /** W3C traceparent and tracestate of the caller. */
  readonly traceParent?: string | undefined;
  readonly traceState?: string | undefined;
}

export const isTrigger = (type: string | null | undefined): boolean => /trigger$/i.test(type ?? '');

/** A new span in the trace of the caller, sampled as the caller says; where there is none, in a new trace. */
const traceParentOf = (caller: string | undefined): string => {
  const [, traceId, flags] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})/.exec(caller ?? '') ?? [];
  const span = randomBytes(8).toString('hex');
  return `00-${traceId ?? randomBytes(16).toString('hex')}-${span}-${flags ?? '01'}`;
};

export const invocationRequest = (fn: RegisteredFunction, trigger: Trigger): RpcInvocationRequest => {
  const { name, functionId, bindings } = fn.metadata;
  const triggerName = Object.keys(bindings).find((key) => isTrigger(bindings[key]?.type));
  return {
    invocationId: trigger.invocationId ?? randomUUID(),
    functionId: functionId ?? name,
    inputData: [{ name: triggerName ?? '', data: trigger.input }],
    triggerMetadata: trigger.metadata,
    traceContext: {
      traceParent: traceParentOf(trigger.traceParent),
      traceState: trigger.traceState ?? '',
      attributes: {},
    },
  };
};

/**
 * Runs one invocation through the app's programming model, hooks included, in the order of the Node.js worker
 * (InvocationHandler.ts). Rejects when the function threw; `cause` is what it threw.
 */
export const invoke = async (
  app: CoreApp,
  fn: RegisteredFunction,
  request: RpcInvocationRequest,
): Promise<RpcInvocationResponse> => {
  const source: { readonly functionName: string; invocationContext: unknown } = {
    functionName: fn.metadata.name,
    invocationContext: undefined,
  };
  const core: CoreInvocationContext = {
    invocationId: request.invocationId,
    request,
    metadata: fn.metadata,
    state: undefined,
    log: (level, category, message) => app.log({ level, category, message }, source),
  };
  const during = async <A>(state: CoreInvocationContext['state'], step: () => Promise<A>): Promise<A> => {
    core.state = state;
    try {
      return await step();
    } finally {
      core.state = undefined;
    }
  };

  core.log(
    'debug',
    'system',
    `Worker received FunctionInvocationRequest with invocationId ${request.invocationId}`,
  );
  const model = app.programmingModel().getInvocationModel(core);
  const { context, inputs } = await model.getArguments();
  source.invocationContext = context;
  const shared = { hookData: {}, appHookData: app.appHookData, invocationContext: context };

  const before: { inputs: unknown[]; functionCallback: FunctionCallback } = {
    ...shared,
    inputs,
    functionCallback: fn.callback,
  };
  core.log('debug', 'system', 'Executing "preInvocation" hooks');
  await during('preInvocationHooks', () => app.runHooks('preInvocation', before));
  core.log('debug', 'system', 'Executed "preInvocation" hooks');

  const after: { readonly inputs: unknown[]; result: unknown; error: unknown } = {
    ...shared,
    inputs: before.inputs,
    result: null,
    error: null,
  };
  try {
    after.result = await during('invocation', () =>
      model.invokeFunction(context, before.inputs, before.functionCallback),
    );
  } catch (error) {
    after.error = error ?? new Error('Unknown error');
  }
  await during('postInvocationHooks', () => app.runHooks('postInvocation', after));

  // A hook may have cleared the error, or set one.
  if (after.error !== null && after.error !== undefined)
    throw new Error(messageOf(after.error), { cause: after.error });
  return model.getResponse(context, after.result);
};
