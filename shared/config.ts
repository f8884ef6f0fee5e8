import * as E from 'fp-ts/Either';
import { appSettings, namesIn, type Settings } from './app-settings';
import { environmentSource, type Setting } from './codec/setting';
import { type Violation } from './codec/violation';
import { type Destination, type Instance } from './destinations/destination';
import { environmentOf, instanceFrom, variableOf } from './destinations/instance';

export interface Config {
  readonly settings: Settings;
  readonly destinations: readonly Instance[];
}

type Variables = Readonly<Record<string, string | undefined>>;

const namesOf = (kinds: readonly Destination[]): readonly string[] => kinds.map(({ name }) => name);

/** Every setting by the variable that it stands in, those of every destination included. */
export const declaredSettings = (kinds: readonly Destination[]): readonly (readonly [string, Setting])[] => [
  ...Object.entries(appSettings(namesOf(kinds))),
  ...kinds.flatMap(({ name, settings }) =>
    Object.entries(settings).map(([setting, declared]) => [variableOf(name)(setting), declared] as const),
  ),
];

/** The names of all settings, those of every destination included. */
export const settingNames = (kinds: readonly Destination[]): readonly string[] =>
  declaredSettings(kinds).map(([name]) => name);

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
  (kinds: readonly Destination[]) =>
  (variables: Variables): E.Either<readonly Violation[], Config> => {
    const declared = appSettings(namesOf(kinds));
    const settings = environmentSource(variables)(declared);
    // Of a list that is wrong, the names that are right: nobody else's settings are of interest.
    const names = E.getOrElse(() => namesIn(variables.DESTINATIONS ?? ''))(
      declared.DESTINATIONS.codec.decode(variables.DESTINATIONS),
    );
    const instances = kinds
      .filter(({ name }) => names.includes(name))
      .map((kind) => instanceFrom(environmentOf(kind.name, variables), kind.name, kind));
    const faults = [...faultsOf(settings), ...storageFaults(variables), ...instances.flatMap(faultsOf)];
    return settings._tag === 'Right' && faults.length === 0
      ? E.right({
          settings: settings.right,
          destinations: instances.flatMap((instance) => (instance._tag === 'Right' ? [instance.right] : [])),
        })
      : E.left(faults);
  };

/** The faults in one line, as a host logs line by line: each by name, without the value. */
export const describeFaults = (faults: readonly Violation[]): string =>
  `The settings are not right: ${faults.map(({ pointer, expected }) => `${pointer.slice(1)}: expected ${expected}`).join('; ')}`;
