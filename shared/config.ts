import * as E from 'fp-ts/Either';
import { appSettings, type Settings } from './app-settings';
import { didYouMean } from './codec/near-names';
import { environmentSource, type Setting } from './codec/setting';
import { type Violation } from './codec/violation';
import { type Destination, type Instance } from './destinations/destination';
import { instanceSettings, variableOf } from './destinations/instance';
import {
  choose,
  offersOfEntries,
  offersOfKinds,
  type NamedDestination,
  type Offer,
} from './destinations/offer';

export interface Config {
  readonly settings: Settings;
  /** At least one; those that stand by included. */
  readonly destinations: readonly Instance[];
}

type Variables = Readonly<Record<string, string | undefined>>;

const namesOf = (kinds: readonly Destination[]): readonly string[] => kinds.map(({ name }) => name);

/** Every setting by the variable that it stands in, those of every destination included. */
export const declaredSettings = (kinds: readonly Destination[]): readonly (readonly [string, Setting])[] => [
  ...Object.entries(appSettings(namesOf(kinds))),
  ...kinds.flatMap(({ name, settings }) =>
    Object.entries({ ...settings, ...instanceSettings }).map(
      ([setting, declared]) => [variableOf(name)(setting), declared] as const,
    ),
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

/** Null: a profile could not be read, so nobody knows which there are. */
type Entries = readonly NamedDestination[] | null;

const offersOf = (
  kinds: readonly Destination[],
  variables: Variables,
  entries: readonly NamedDestination[],
): readonly Offer[] =>
  entries.length === 0
    ? offersOfKinds(kinds, variables)
    : offersOfEntries(kinds, { variables, entries, root: '/PROFILE /destinations' });

/** Without any, indicators would go nowhere, or to an API that the owner did not choose. */
const choiceFaults = (
  offers: readonly Offer[],
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

/** Where nobody knows what the profile would have said: what is given is wrong all the same, and nothing is missed. */
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
  const asked = appSettings(namesOf(kinds)).DESTINATIONS.codec.decode(variables.DESTINATIONS);
  // A reference that was not resolved is a fault of its own, which the settings name.
  if (E.isLeft(asked)) return E.right([]);
  if (entries === null)
    return givenWrong(choose(offersOfKinds(kinds, variables), asked.right ?? []), variables);
  const offers = offersOf(kinds, variables, entries);
  const all = entries.map(({ name }) => name);
  const names = asked.right ?? all;
  const wrong = choiceFaults(offers, names, entries);
  // Of a list that is wrong, the names that are right: nobody else's settings are of interest.
  const read = choose(offers, names);
  return wrong.length === 0 ? read : E.left([...wrong, ...faultsOf(read)]);
};

/**
 * Reads the environment, and the profile's destinations where it has any. All faults at once; a violation's pointer is `/` and
 * the setting's name, or that of PROFILE and a place in it.
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

/** The faults in one line, as a host logs line by line: each by name, without the value. */
export const describeFaults = (faults: readonly Violation[]): string =>
  `The settings are not right: ${faults.map(({ pointer, expected }) => `${pointer.slice(1)}: expected ${expected}`).join('; ')}`;
