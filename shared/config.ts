import * as E from 'fp-ts/Either';
import { appSettings, type Settings } from './app-settings';
import { didYouMean } from './codec/near-names';
import { environmentSource, readVariable, type Setting } from './codec/setting';
import { type Violation } from './codec/violation';
import { type Destination, type Instance } from './destinations/destination';
import { instanceSettings, variableOf } from './destinations/instance';
import {
  choose,
  offersOfEntries,
  offersOfKinds,
  type NamedDestination,
  type DestinationOption,
} from './destinations/destination-option';

export interface Config {
  readonly settings: Settings;
  /** At least one, standby destinations included. */
  readonly destinations: readonly Instance[];
}

type Variables = Readonly<Record<string, string | undefined>>;

const namesOf = (kinds: readonly Destination[]): readonly string[] => kinds.map(({ name }) => name);

/** Every setting by its variable, those of all destinations included. */
export const declaredSettings = (kinds: readonly Destination[]): readonly (readonly [string, Setting])[] => [
  ...Object.entries(appSettings(namesOf(kinds))),
  ...kinds.flatMap(({ name, settings }) =>
    Object.entries({ ...settings, ...instanceSettings }).map(
      ([setting, declared]) => [variableOf(name)(setting), declared] as const,
    ),
  ),
];

/** The names of all settings, those of all destinations included. */
export const settingNames = (kinds: readonly Destination[]): readonly string[] =>
  declaredSettings(kinds).map(([name]) => name);

/** Each of these settings names an account as a whole. */
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

/** The violations of a Left; none of a Right. */
export const faultsOf = (either: E.Either<readonly Violation[], unknown>): readonly Violation[] =>
  either._tag === 'Left' ? either.left : [];

/** Null: the profile could not be read, so nobody knows its destinations. */
type Entries = readonly NamedDestination[] | null;

const offersOf = (
  kinds: readonly Destination[],
  variables: Variables,
  entries: readonly NamedDestination[],
): readonly DestinationOption[] =>
  entries.length === 0
    ? offersOfKinds(kinds, variables)
    : offersOfEntries(kinds, { variables, entries, root: '/PROFILE /destinations' });

/** A choice is required: without one, indicators would go nowhere, or to an API that the owner did not choose. */
const choiceFaults = (
  offers: readonly DestinationOption[],
  names: readonly string[],
  entries: readonly NamedDestination[],
): readonly Violation[] => {
  const offered = offers.map(({ name }) => name);
  const isRight = names.length > 0 && names.every((name) => offered.includes(name));
  const whose = entries.length === 0 ? '' : ', which are the destinations of the profile';
  const required = names.length === 0 ? '; it is required' : '';
  const wrong = names.find((name) => !offered.includes(name));
  return isRight
    ? []
    : [
        {
          pointer: '/DESTINATIONS',
          expected: `a comma-separated list of ${offered.join(', ')}${whose}${required}${didYouMean(wrong, offered)}`,
        },
      ];
};

/** For when the profile could not be read: settings that are given and wrong are still faults, and missing ones are not. */
const givenWrong = (
  read: E.Either<readonly Violation[], readonly Instance[]>,
  variables: Variables,
): typeof read => {
  const given = faultsOf(read).filter(({ pointer }) => (variables[pointer.slice(1)] ?? '').trim() !== '');
  return given.length === 0 ? E.right([]) : E.left(given);
};

const chosen = (
  kinds: readonly Destination[],
  variables: Variables,
  entries: Entries,
): E.Either<readonly Violation[], readonly Instance[]> => {
  const asked = readVariable(appSettings(namesOf(kinds)).DESTINATIONS.codec, variables.DESTINATIONS);
  // Quotes or an unresolved reference are a fault of their own; the settings report it.
  if (E.isLeft(asked)) return E.right([]);
  if (entries === null)
    return givenWrong(choose(offersOfKinds(kinds, variables), asked.right ?? []), variables);
  const offers = offersOf(kinds, variables, entries);
  const all = entries.map(({ name }) => name);
  const names = asked.right ?? all;
  const wrong = choiceFaults(offers, names, entries);
  // Where the list is wrong, the right names in it are still read. The settings of other destinations do not matter.
  const read = choose(offers, names);
  return wrong.length === 0 ? read : E.left([...wrong, ...faultsOf(read)]);
};

/**
 * Reads the environment, and the profile's destinations where it has any. Reports all faults at once. A violation's pointer is
 * `/` and the setting's name, or PROFILE and a place in it.
 */
export const readConfig =
  (kinds: readonly Destination[]) =>
  (variables: Variables, entries: Entries = []): E.Either<readonly Violation[], Config> => {
    const settings = environmentSource(variables)(appSettings(namesOf(kinds)));
    const instances = chosen(kinds, variables, entries);
    const faults = [...faultsOf(settings), ...storageFaults(variables), ...faultsOf(instances)];
    return settings._tag === 'Right' && instances._tag === 'Right' && faults.length === 0
      ? E.right({ settings: settings.right, destinations: instances.right })
      : E.left(faults);
  };

/** The faults in one line, since a host logs line by line: each by name, without the value. */
export const describeFaults = (faults: readonly Violation[]): string =>
  `The settings are not right: ${faults.map(({ pointer, expected }) => `${pointer.slice(1)}: expected ${expected}`).join('; ')}`;
