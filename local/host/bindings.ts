import type { RegisteredFunction } from './core-api';
import { isTrigger } from './invoke';
import type { RpcBindingInfo } from './rpc';
import { StartError } from './start-error';

const triggers = ['httptrigger', 'queuetrigger', 'timertrigger'];
const outputs = ['http', 'queue', 'blob'];

const kindOf = (binding: RpcBindingInfo): string =>
  isTrigger(binding.type) ? 'trigger' : binding.direction === 'out' ? 'output binding' : 'input binding';

const isSupported = (binding: RpcBindingInfo): boolean => {
  const type = binding.type?.toLowerCase() ?? '';
  return isTrigger(type) ? triggers.includes(type) : binding.direction === 'out' && outputs.includes(type);
};

/** The trigger of a function. Throws a StartError that names a binding this host doesn't have. */
export const triggerOf = ({ metadata }: RegisteredFunction): RpcBindingInfo => {
  const bindings = Object.values(metadata.bindings);
  const unknown = bindings.find((binding) => !isSupported(binding));
  if (unknown !== undefined)
    throw new StartError(
      `Function "${metadata.name}": the ${kindOf(unknown)} "${unknown.type ?? ''}" is not supported by this host ` +
        '(triggers: httpTrigger, queueTrigger, timerTrigger; outputs: http, queue, blob). Azure Functions Core Tools have it.',
    );
  const trigger = bindings.find((binding) => isTrigger(binding.type));
  if (trigger?.dataType?.toLowerCase() === 'stream')
    throw new StartError(
      `Function "${metadata.name}": the dataType "stream" fails in the Node.js worker too.`,
    );
  if (trigger === undefined) throw new StartError(`Function "${metadata.name}" has no trigger.`);
  return trigger;
};
