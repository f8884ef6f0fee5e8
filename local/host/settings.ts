import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './message-of';
import { environment } from './node-builtins';
import { StartError } from './start-error';

type Values = Readonly<Record<string, string>>;

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((entry) => typeof entry === 'string');

/** `Values` of local.settings.json; none without the file. */
export const localValues = (root: string): Values => {
  const file = join(root, 'local.settings.json');
  if (!existsSync(file)) return {};
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartError(`${file} can't be read: ${messageOf(error)}`);
  }
  if (typeof content !== 'object' || content === null) throw new StartError(`${file}: expected an object.`);
  if ('IsEncrypted' in content && content.IsEncrypted === true)
    throw new StartError(`${file} is encrypted: decrypt it with "func settings decrypt".`);
  const values = 'Values' in content ? content.Values : {};
  if (!isValues(values)) throw new StartError(`${file} /Values: expected an object of strings.`);
  return values;
};

/**
 * Gives the process the settings of the app: `overrides` win over the environment, which wins over
 * local.settings.json. The result puts the environment back.
 */
export const applySettings = (root: string, overrides: Values): (() => void) => {
  const unset = Object.entries({ ...localValues(root), AZURE_FUNCTIONS_ENVIRONMENT: 'Development' }).filter(
    ([name]) => environment[name] === undefined,
  );
  const wanted = { FUNCTIONS_WORKER_RUNTIME: environment.FUNCTIONS_WORKER_RUNTIME ?? 'node' };
  const applied: Values = { ...wanted, ...Object.fromEntries(unset), ...overrides };
  if (applied.FUNCTIONS_WORKER_RUNTIME !== 'node')
    throw new StartError('FUNCTIONS_WORKER_RUNTIME must be "node": this host runs Node.js apps only.');

  const before = Object.keys(applied).map((name) => [name, environment[name]] as const);
  Object.assign(environment, applied);
  return () => {
    for (const [name, value] of before)
      if (value === undefined) Reflect.deleteProperty(environment, name);
      else environment[name] = value;
  };
};

/** Replaces `%NAME%` by the setting of that name, as the host does in a binding. */
export const resolveSettings = (text: string, place: string): string =>
  text.replaceAll(/%([^%]+)%/g, (_, name: string) => {
    const value = environment[name];
    if (value === undefined) throw new StartError(`${place} needs the setting ${name}, which is not set.`);
    return value;
  });
