import * as E from 'fp-ts/Either';
import { appSettings } from '../../shared/app-settings';
import { blobService, queueService, type Account } from '../../shared/azure/storage';
import { tableClient } from '../../shared/azure/table-client';
import { readVariable } from '../../shared/codec/setting';
import { type Violation } from '../../shared/codec/violation';
import { faultsOf, readConfig, type Config } from '../../shared/config';
import { destinations } from '../../shared/destinations';
import { unknownFormats } from '../../shared/format-names';
import { formats } from '../../shared/formats';
import {
  senderSecrets,
  unknownRights,
  unusableSchemes,
  type SenderSecrets,
} from '../../shared/sender-config';
import { guarding, type Profile } from '../../shared/profile/profile';
import { lostRoutes } from '../../shared/profile/route-faults';
import { storageAccount } from '../environment';
import { loadProfile } from '../load-profile';
import { jobsQueue, limitsTable, parkedContainer } from '../names';
import { ownHostsOf } from './own-hosts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What the app runs with. */
export interface Configured {
  readonly config: Config;
  /** The profile, in which the hosts that the app itself runs on are guarded. */
  readonly profile: Profile;
  readonly secrets: SenderSecrets;
}

/** How each service of the account is reached: a client of something that is kept there. */
const services = [
  ['blob', (account: Account) => blobService(account).getContainerClient(parkedContainer)],
  ['queue', (account: Account) => queueService(account).getQueueClient(jobsQueue)],
  ['table', (account: Account) => tableClient(account, limitsTable)],
] as const;

/**
 * Only the storage libraries know what a connection string or an address has to be, and they throw. Asked later, they would end the app
 * while it loads, and with it every route.
 */
const usable = ({ settings }: Config): E.Either<readonly Violation[], unknown> => {
  const account = storageAccount(settings);
  const isUsable = (client: (of: Account) => unknown): boolean =>
    E.isRight(E.tryCatch(() => client(account), String));
  const wrong = services.flatMap(([service, client]) => (isUsable(client) ? [] : [service]));
  if (wrong.length === 0) return E.right(null);
  return E.left(
    account._tag === 'ByConnectionString'
      ? [
          {
            pointer: '/AzureWebJobsStorage',
            expected: `a connection string of a storage account${wrong.length < services.length ? ` that says where its ${wrong.join(' and ')} service is, too` : ''}`,
          },
        ]
      : wrong.map((service) => ({
          pointer: `/AzureWebJobsStorage__${service}ServiceUri`,
          expected: `the https address of the account's ${service} service`,
        })),
  );
};

/** How the settings read PROFILE, whatever else is wrong with them. */
const profileSetting = appSettings([]).PROFILE.codec;

const inProfile = '/PROFILE ';

const none: SenderSecrets = new Map();

/**
 * Routes to unknown destinations, for a profile that names none: then there is one of each kind. A profile that names
 * destinations has checked its routes itself.
 */
const lostWithout = (profile: Profile): readonly Violation[] =>
  profile.destinations.length > 0
    ? []
    : lostRoutes(
        profile.routes,
        destinations.map(({ name }) => name),
      ).map(({ pointer, expected }) => ({ pointer: `${inProfile}${pointer}`, expected }));

/**
 * Settings and profile of the environment, or everything that is wrong with both. A violation's pointer begins with the
 * setting's name.
 */
export const configured = (variables: Variables): E.Either<readonly Violation[], Configured> => {
  const named = E.getOrElseW(() => undefined)(readVariable(profileSetting, variables.PROFILE));
  const profile = loadProfile(named);
  const config = readConfig(destinations)(variables, E.isRight(profile) ? profile.right.destinations : null);
  const storage = E.isRight(config) ? usable(config.right) : E.right(null);
  const secrets = E.isRight(profile) ? senderSecrets(profile.right, variables, inProfile) : E.right(none);
  const rights = E.isRight(profile)
    ? unknownRights(
        profile.right,
        { formats, destinations: E.isRight(config) ? config.right.destinations : null },
        inProfile,
      )
    : [];
  const certificatesAsked = E.isRight(config) && config.right.settings.CLIENT_CERTIFICATES === 'required';
  const schemes =
    E.isRight(profile) && E.isRight(config)
      ? unusableSchemes(profile.right, certificatesAsked, inProfile)
      : [];
  const lost = E.isRight(profile)
    ? [...lostWithout(profile.right), ...unknownFormats(profile.right, formats, inProfile)]
    : [];
  const others = [...rights, ...schemes, ...lost];
  if (E.isLeft(config) || E.isLeft(profile) || E.isLeft(storage) || E.isLeft(secrets) || others.length > 0)
    return E.left([...[config, profile, storage, secrets].flatMap(faultsOf), ...others]);
  const ownHosts = ownHostsOf(variables, config.right.destinations);
  const guarded = guarding(profile.right, ownHosts);
  return E.right({ config: config.right, profile: guarded, secrets: secrets.right });
};
