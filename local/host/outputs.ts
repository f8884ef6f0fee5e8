import type { RegisteredFunction } from './core-api';
import { randomUUID } from 'node:crypto';
import type { QueueSettings } from './host-json';
import type { Trigger } from './invoke';
import { encodeMessage, sendMessage } from './queue-message';
import type { RpcBindingInfo, RpcInvocationResponse, RpcTypedData } from './rpc';
import { resolveSettings } from './settings';
import type { Storage } from './storage';

/** Writes what an invocation gave its output bindings; rejects when one of them can't be written. */
export type OutputWriter = (
  fn: RegisteredFunction,
  response: RpcInvocationResponse,
  trigger: Trigger,
) => Promise<void>;

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);

/**
 * One message for a value, one for each element of an array. A string that holds a JSON array counts as an array:
 * so does the Functions host (ReadAsEnumerable in FunctionBinding.cs).
 */
export const messagesOf = (data: RpcTypedData): readonly (string | Uint8Array)[] => {
  if (data.bytes) return [data.bytes];
  const text = data.string ?? data.json ?? String(data.int ?? data.double ?? '');
  if (!/^\s*\[[\s\S]*\]\s*$/.test(text)) return [text];
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.map(textOf) : [text];
};

const contentOf = (data: RpcTypedData): Uint8Array =>
  data.bytes ?? Buffer.from(data.string ?? data.json ?? String(data.int ?? data.double ?? ''));

/** Fills `{name}` in a blob path from the trigger; also `{rand-guid}` and `{DateTime}`. */
const expand = (path: string, trigger: Trigger): string => {
  const known = new Map<string, string>([
    ['rand-guid', randomUUID()],
    ['datetime', new Date().toISOString().replace(/\.\d+Z$/, 'Z')],
  ]);
  const params = Object.entries(trigger.input.http?.nullableParams ?? {});
  for (const [name, { value }] of params) known.set(name.toLowerCase(), value ?? '');
  for (const [name, { string, json }] of Object.entries(trigger.metadata))
    known.set(name.toLowerCase(), string ?? json ?? '');
  return path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => {
    const value = known.get(name.toLowerCase());
    if (value === undefined) throw new Error(`No value for the binding parameter {${name}}.`);
    return value;
  });
};

export const createOutputWriter = (
  storage: Storage,
  encoding: QueueSettings['messageEncoding'],
  onEnqueued: (queueName: string) => void,
): OutputWriter => {
  const toQueue = async (place: string, binding: RpcBindingInfo, data: RpcTypedData): Promise<void> => {
    const queueName = resolveSettings(binding.queueName ?? '', place);
    const queue = storage.queues(binding).getQueueClient(queueName);
    for (const message of messagesOf(data)) await sendMessage(queue, encodeMessage(message, encoding));
    onEnqueued(queueName);
  };

  const toBlob = async (path: string, binding: RpcBindingInfo, data: RpcTypedData): Promise<void> => {
    const [container = '', ...name] = path.split('/');
    const client = storage.blobs(binding).getContainerClient(container);
    await client.createIfNotExists();
    await client.getBlockBlobClient(name.join('/')).uploadData(contentOf(data));
  };

  return async (fn, response, trigger) => {
    const place = `Function "${fn.metadata.name}"`;
    const written = [{ name: '$return', data: response.returnValue }, ...(response.outputData ?? [])];
    for (const { name, data } of written) {
      const binding = fn.metadata.bindings[name ?? ''];
      if (!data || binding?.direction !== 'out') continue;
      const type = binding.type?.toLowerCase();
      if (type === 'queue') await toQueue(place, binding, data);
      if (type === 'blob')
        await toBlob(expand(resolveSettings(binding.path ?? '', place), trigger), binding, data);
    }
  };
};
