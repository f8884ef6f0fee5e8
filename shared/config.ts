import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as t from 'io-ts';
import {
  integerText,
  oneOfTexts,
  optional,
  secureUrl,
  text,
  withDefault,
  type TextValue,
} from './codec/text-value';
import { type Violation, violations } from './codec/violation';
import { type Destination, type Instance } from './destinations/destination';

const MiB = 1024 * 1024;

const namesIn = (value: string): readonly string[] => [
  ...new Set(value.split(',').map((name) => name.trim())),
];

const nonBlankList =
  (allowed: readonly string[]) =>
  (value: string): readonly string[] | undefined => {
    const names = namesIn(value);
    return names.every((name) => allowed.includes(name)) ? names : undefined;
  };

const destinationNames = (all: readonly string[]): TextValue<readonly string[]> =>
  withDefault(`a comma-separated list of ${all.join(', ')}`, nonBlankList(all), ['graph']);

const serviceUri = (service: string): TextValue<string | undefined> =>
  optional(
    `the https address of the account's ${service} service, reached with the managed identity`,
    secureUrl,
  );

/** Every setting of the app but those of a destination, which its own file declares. */
const settingsCodec = (destinations: readonly string[]) =>
  t.strict({
    AzureWebJobsStorage: optional('a connection string of a storage account', text),
    AzureWebJobsStorage__accountName: optional(
      'the name of a storage account, reached with the managed identity',
      text,
    ),
    AzureWebJobsStorage__blobServiceUri: serviceUri('blob'),
    AzureWebJobsStorage__queueServiceUri: serviceUri('queue'),
    AzureWebJobsStorage__tableServiceUri: serviceUri('table'),
    AzureWebJobsStorage__clientId: optional(
      'the client id of a user-assigned identity for the storage account',
      text,
    ),
    CREDENTIAL: withDefault(
      'managed-identity, or developer for your own az or azd login',
      oneOfTexts('managed-identity', 'developer'),
      'managed-identity',
    ),
    MANAGED_IDENTITY_CLIENT_ID: optional(
      'the client id of a user-assigned identity; blank for the system-assigned one',
      text,
    ),
    DESTINATIONS: destinationNames(destinations),
    PROFILE: optional('a JSON document, or the path of a JSON file in the app', text),
    IDENTITY_SCOPE: withDefault(
      'a name of up to 100 characters',
      (value) => (value.length <= 100 ? value : undefined),
      'default',
    ),
    HTTP_BODY_LIMIT_BYTES: withDefault(
      'an integer from 1024 to 104857600',
      integerText(1024, 100 * MiB),
      MiB,
    ),
    HTTP_BUDGET_SECONDS: withDefault('an integer from 1 to 200', integerText(1, 200), 20),
    REQUEST_TIMEOUT_SECONDS: withDefault('an integer from 1 to 200', integerText(1, 200), 10),
    BATCH_WINDOW_MILLISECONDS: withDefault('an integer from 0 to 1000', integerText(0, 1000), 200),
    CALLS_IN_FLIGHT: withDefault('an integer from 1 to 64', integerText(1, 64), 8),
    BREAKER_SECONDS: withDefault('an integer from 1 to 3600', integerText(1, 3600), 30),
    RETRY_DELAY_SECONDS: withDefault('an integer from 1 to 3600', integerText(1, 3600), 30),
    RETRY_DELAY_MAX_SECONDS: withDefault('an integer from 1 to 86400', integerText(1, 86_400), 3600),
    RETRY_MAX_ATTEMPTS: withDefault('an integer from 1 to 1000', integerText(1, 1000), 25),
    RETRY_MAX_AGE_HOURS: withDefault('an integer from 1 to 8760', integerText(1, 8760), 24),
    GRANT_WAIT_MINUTES: withDefault('an integer from 0 to 1440', integerText(0, 1440), 60),
    LEDGER: withDefault('on or off', oneOfTexts('on', 'off'), 'on'),
    LEDGER_REFRESH_DAYS: withDefault('an integer from 1 to 365, or 0 for never', integerText(0, 365), 7),
  });

export type Settings = t.TypeOf<ReturnType<typeof settingsCodec>>;

export interface Config {
  readonly settings: Settings;
  readonly destinations: readonly Instance[];
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The names of all settings, those of every destination included. */
export const settingNames = (destinations: readonly Destination[]): readonly string[] => [
  ...Object.keys(settingsCodec([]).type.props),
  ...destinations.flatMap(({ settings }) => settings),
];

/** An account is known as a whole by each of these. */
const wholeAccount = ['AzureWebJobsStorage', 'AzureWebJobsStorage__accountName'];

const serviceUris = ['blob', 'queue', 'table'].map((service) => `AzureWebJobsStorage__${service}ServiceUri`);

const noStorage: Violation = {
  pointer: '/AzureWebJobsStorage',
  expected: `a connection string, or with the managed identity AzureWebJobsStorage__accountName or ${serviceUris.join(', ')}; one of the three is required`,
};

const storageFaults = (variables: Variables): readonly Violation[] => {
  const isGiven = (name: string): boolean => (variables[name] ?? '').trim() !== '';
  if (wholeAccount.some(isGiven)) return [];
  const missing = serviceUris.filter((name) => !isGiven(name));
  return missing.length === serviceUris.length
    ? [noStorage]
    : missing.map((name) => ({
        pointer: `/${name}`,
        expected: 'the address of this service too; it is required where those of others are given',
      }));
};

/** What is wrong, where something is. */
export const faultsOf = (either: E.Either<readonly Violation[], unknown>): readonly Violation[] =>
  either._tag === 'Left' ? either.left : [];

/** Reads the environment. All faults at once; a violation's pointer is `/` and the setting's name. */
export const readConfig =
  (all: readonly Destination[]) =>
  (variables: Variables): E.Either<readonly Violation[], Config> => {
    const allNames = all.map(({ name }) => name);
    const settings = pipe(settingsCodec(allNames).decode(variables), E.mapLeft(violations));
    // Of a list that is wrong, the names that are right: nobody else's settings are of interest.
    const names = E.getOrElse(() => namesIn(variables.DESTINATIONS ?? ''))(
      destinationNames(allNames).decode(variables.DESTINATIONS),
    );
    const chosen = all
      .filter(({ name }) => names.includes(name))
      .map((kind) => ({ name: kind.name, kind, endpoint: kind.configure(variables) }));
    const faults = [
      ...faultsOf(settings),
      ...storageFaults(variables),
      ...chosen.flatMap(({ endpoint }) => faultsOf(endpoint)),
    ];
    return settings._tag === 'Right' && faults.length === 0
      ? E.right({
          settings: settings.right,
          destinations: chosen.flatMap(({ endpoint, ...instance }) =>
            endpoint._tag === 'Right' ? [{ ...instance, endpoint: endpoint.right }] : [],
          ),
        })
      : E.left(faults);
  };

/** The faults in one line, as a host logs line by line: each by name, without the value. */
export const describeFaults = (faults: readonly Violation[]): string =>
  `The settings are not right: ${faults.map(({ pointer, expected }) => `${pointer.slice(1)}: expected ${expected}`).join('; ')}`;
