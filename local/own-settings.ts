import { readFileSync } from 'node:fs';
import path from 'node:path';
import { declaredSettings } from '../shared/config';
import { destinations } from '../shared/destinations';
import { localValues } from './host/settings';

type Values = Readonly<Record<string, string | undefined>>;

/** A setting of the user's: it is not blank, and differs from the sample. */
export interface OwnSetting {
  readonly name: string;
  readonly value: string;
  readonly from: 'shell' | 'local.settings.json';
}

export interface OwnSettings {
  /** The settings that the app gets. */
  readonly kept: readonly OwnSetting[];
  /** The settings that it does not get, because everything in `npm start` points at this machine. */
  readonly setAside: readonly OwnSetting[];
}

const ofIdentityAndTelemetry = [
  'APPLICATIONINSIGHTS_CONNECTION_STRING',
  'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
  'APPINSIGHTS_INSTRUMENTATIONKEY',
  'IDENTITY_ENDPOINT',
  'IDENTITY_HEADER',
  'IDENTITY_SERVER_THUMBPRINT',
  'IMDS_ENDPOINT',
  'MSI_ENDPOINT',
  'MSI_SECRET',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AZURE_POD_IDENTITY_AUTHORITY_HOST',
];

const declared = new Map(declaredSettings(destinations));

/** Settings that no declaration covers: where storage, destinations and telemetry are. */
const pointsSomewhere =
  /^(?:AzureWebJobsStorage__\w+|FUNCTIONS_WORKER_RUNTIME|\w+_(?:BASE_URL|SCOPE)|(?:APPLICATIONINSIGHTS|APPINSIGHTS)_\w+)$/;

/** Whether a setting is set aside: a local run never reaches a tenant. */
const isAside = (name: string): boolean => {
  const one = declared.get(name);
  return one === undefined
    ? pointsSomewhere.test(name) || ofIdentityAndTelemetry.includes(name)
    : one.pointsSomewhere === true;
};

const known = [...declared.keys()];

const valuesOf = (file: string): Values =>
  (JSON.parse(readFileSync(file, 'utf8')) as { readonly Values: Values }).Values;

const isGiven = (value: string | undefined): value is string => (value ?? '').trim() !== '';

/** What the user set in the shell, which wins, and in local.settings.json. */
export const ownSettings = (root: string, shell: Values): OwnSettings => {
  const file: Values = localValues(root);
  const sample = valuesOf(path.join(root, 'local.settings.sample.json'));
  const names = [...new Set([...known, ...ofIdentityAndTelemetry, ...Object.keys(file)])];
  const own = names.flatMap((name): readonly OwnSetting[] => {
    const [from, value] =
      shell[name] === undefined
        ? (['local.settings.json', file[name]] as const)
        : (['shell', shell[name]] as const);
    return isGiven(value) && value !== sample[name] ? [{ name, value, from }] : [];
  });
  return {
    kept: own.filter(({ name }) => !isAside(name)),
    setAside: own.filter(({ name }) => isAside(name)),
  };
};

/** The only settings that change what becomes of the samples. */
const ofSamples = ['PROFILE', 'DESTINATIONS'];

/** false: the samples may give other results than with the usual settings. */
export const isUsual = ({ kept }: OwnSettings): boolean => !kept.some(({ name }) => ofSamples.includes(name));

const isSecretive = /key|secret|token|password|connection|signature/i;

const shown = ({ name, value }: OwnSetting): string => {
  const one = declared.get(name);
  if (one === undefined || one.isSecret === true || isSecretive.test(name)) return name;
  return value.trimStart().startsWith('{')
    ? `${name} (JSON of ${value.length} characters)`
    : `${name}=${value}`;
};

const listed = (settings: readonly OwnSetting[], text: (setting: OwnSetting) => string): string =>
  settings.map((setting) => `${text(setting)} (${setting.from})`).join(', ');

/** What is set aside, as blank values, since the environment wins over local.settings.json. */
export const withoutSetAside = ({ setAside }: OwnSettings): Readonly<Record<string, string>> =>
  Object.fromEntries(setAside.map(({ name }) => [name, '']));

/** Lines for the start: names, and the values of those that are no secret. */
export const settingLines = ({ kept, setAside }: OwnSettings): readonly string[] => [
  kept.length === 0 ? 'settings: the usual ones' : `settings of yours: ${listed(kept, shown)}`,
  ...(setAside.length === 0
    ? []
    : [`not used, as all of this points at this machine: ${listed(setAside, ({ name }) => name)}`]),
];
