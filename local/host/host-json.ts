import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './message-of';
import { StartError } from './start-error';

/** host.json's `extensions.queues`; times in milliseconds. Defaults are those of the storage extension. */
export interface QueueSettings {
  readonly batchSize: number;
  readonly newBatchThreshold: number;
  readonly visibilityTimeout: number;
  readonly maxDequeueCount: number;
  readonly maxPollingInterval: number;
  readonly messageEncoding: 'base64' | 'none';
}

export interface HostJson {
  readonly routePrefix: string;
  readonly queues: QueueSettings;
}

const overridePrefix = 'azurefunctionsjobhost__';

/** The settings of host.json by lower-case path, `extensions/queues/batchsize`. */
type Settings = Map<string, unknown>;

const flatten = (value: unknown, path: string, into: Settings): Settings => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const [key, child] of Object.entries(value))
      flatten(child, path === '' ? key : `${path}/${key}`, into);
  else into.set(path.toLowerCase(), value);
  return into;
};

const integer = (
  settings: Settings,
  path: string,
  { min, max, fallback }: { readonly min: number; readonly max: number; readonly fallback: number },
): number => {
  const value = settings.get(path.toLowerCase());
  if (value === undefined) return fallback;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
  throw new StartError(`host.json /${path}: expected a whole number from ${min} to ${max}.`);
};

/** .NET's TimeSpan, `[d.]hh:mm:ss[.fff]`. */
const timeSpan = (settings: Settings, path: string, fallback: number): number => {
  const value = settings.get(path.toLowerCase());
  if (value === undefined) return fallback;
  const parts = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2}(?:\.\d{1,7})?)$/.exec(
    typeof value === 'string' ? value : '',
  );
  if (parts === null) throw new StartError(`host.json /${path}: expected a time span, hh:mm:ss.`);
  const [days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part || 0));
  return Math.round(
    (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1000,
  );
};

const encoding = (settings: Settings, path: string): 'base64' | 'none' => {
  const value = settings.get(path.toLowerCase());
  if (value === undefined) return 'base64';
  const name = typeof value === 'string' ? value.toLowerCase() : value;
  if (name === 'base64' || name === 'none') return name;
  throw new StartError(`host.json /${path}: expected "base64" or "none".`);
};

/**
 * Reads host.json; a variable `AzureFunctionsJobHost__extensions__queues__batchSize` overrides the setting it
 * names, in any case, as in Azure. Throws a StartError that names the place of a bad setting.
 */
export const readHostJson = (root: string, env: Readonly<Record<string, string | undefined>>): HostJson => {
  const file = join(root, 'host.json');
  let settings: Settings;
  try {
    settings = flatten(JSON.parse(readFileSync(file, 'utf8')), '', new Map());
  } catch (error) {
    throw new StartError(`${file} can't be read: ${messageOf(error)}`);
  }
  if (settings.get('version') !== '2.0') throw new StartError('host.json /version: expected "2.0".');
  for (const [name, value] of Object.entries(env))
    if (name.toLowerCase().startsWith(overridePrefix))
      settings.set(name.slice(overridePrefix.length).replaceAll('__', '/').toLowerCase(), value);

  const batchSize = integer(settings, 'extensions/queues/batchSize', { min: 1, max: 32, fallback: 16 });
  const routePrefix = settings.get('extensions/http/routeprefix') ?? 'api';
  if (typeof routePrefix !== 'string')
    throw new StartError('host.json /extensions/http/routePrefix: expected text.');
  return {
    routePrefix,
    queues: {
      batchSize,
      newBatchThreshold: integer(settings, 'extensions/queues/newBatchThreshold', {
        min: 0,
        max: 1000,
        fallback: Math.floor(batchSize / 2),
      }),
      visibilityTimeout: timeSpan(settings, 'extensions/queues/visibilityTimeout', 0),
      maxDequeueCount: integer(settings, 'extensions/queues/maxDequeueCount', {
        min: 1,
        max: 1000,
        fallback: 5,
      }),
      maxPollingInterval: Math.max(100, timeSpan(settings, 'extensions/queues/maxPollingInterval', 60_000)),
      messageEncoding: encoding(settings, 'extensions/queues/messageEncoding'),
    },
  };
};
