import {
  integerText,
  oneOfTexts,
  optional,
  secureUrl,
  text,
  withDefault,
  type TextValue,
} from './codec/text-value';
import { setting, type ValuesOf } from './codec/setting';

const MiB = 1024 * 1024;

const namesIn = (list: string): readonly string[] => [...new Set(list.split(',').map((name) => name.trim()))];

/** Only the form is read here: the names that exist may be those of a profile, which is not known yet. */
const chosenOf = (kinds: readonly string[]): TextValue<readonly string[] | undefined> =>
  optional(`a comma-separated list of ${kinds.join(', ')}, or of the profile's destinations`, namesIn);

/** Only divisors of 24, so that the hours are the same every day. */
const hoursOfDay = (value: string): number | undefined =>
  [0, 1, 2, 3, 4, 6, 8, 12, 24].find((hours) => String(hours) === value);

const integer = (least: number, most: number, fallback: number): TextValue<number> =>
  withDefault(`an integer from ${least} to ${most}`, integerText(least, most), fallback);

/** Whether a connection string leads to an emulator: its short form, or plain http. */
const isEmulator = (connectionString: string | undefined): boolean =>
  /UseDevelopmentStorage=true|Endpoint=http:|DefaultEndpointsProtocol=http(;|$)/i.test(
    connectionString ?? '',
  );

/** The addresses of the services are made of it, so it must be nothing that ends a host name. */
const accountName = (value: string): string | undefined =>
  /^[a-z0-9]{3,24}$/i.test(value) ? value : undefined;

const serviceUri = (service: string) =>
  setting({
    codec: optional(
      `the https address of the account's ${service} service, reached with the managed identity`,
      secureUrl,
    ),
    about: 'all three in place of the name',
    leftOut: 'the name says it',
    pointsSomewhere: true,
    isForDevelopment: (url) => url?.startsWith('http:') === true,
  });

/** A setting that is rarely tuned; the deployment's template leaves it alone. */
const tuning = <A>(codec: TextValue<A>, about: string) => setting({ codec, about, leftOut: 'tuning' });

/**
 * Every setting of the app except those of a destination, which stand in its own file. `kinds` names all kinds of destination.
 */
export const appSettings = (kinds: readonly string[]) => ({
  AzureWebJobsStorage: setting({
    codec: optional('a connection string of a storage account', text),
    about: 'it holds a key; the five below do without',
    sample: 'UseDevelopmentStorage=true',
    leftOut: 'it holds a key; the account is reached by name and identity',
    pointsSomewhere: true,
    isSecret: true,
    isForDevelopment: isEmulator,
  }),
  AzureWebJobsStorage__accountName: setting({
    codec: optional(
      'the name of a storage account (3 to 24 letters and digits, no address), reached with the managed identity',
      accountName,
    ),
    about: '',
    leftOut: null,
    pointsSomewhere: true,
  }),
  AzureWebJobsStorage__blobServiceUri: serviceUri('blob'),
  AzureWebJobsStorage__queueServiceUri: serviceUri('queue'),
  AzureWebJobsStorage__tableServiceUri: serviceUri('table'),
  AzureWebJobsStorage__clientId: setting({
    codec: optional('the client id of a user-assigned identity for the storage account', text),
    about: '',
    leftOut: null,
    pointsSomewhere: true,
  }),
  CREDENTIAL: setting({
    codec: withDefault(
      'managed-identity, or developer for your own az or azd login',
      oneOfTexts('managed-identity', 'developer'),
      'managed-identity',
    ),
    about: '',
    leftOut: null,
    pointsSomewhere: true,
    isForDevelopment: (credential) => credential === 'developer',
  }),
  MANAGED_IDENTITY_CLIENT_ID: setting({
    codec: optional('the client id of a user-assigned identity; blank for the system-assigned one', text),
    about: 'who calls the destinations',
    leftOut: null,
    pointsSomewhere: true,
  }),
  DESTINATIONS: setting({
    codec: chosenOf(kinds),
    about: 'where indicators go; required, unless the profile has destinations: then it chooses among them',
    sample: 'graph,sentinel,defender',
    leftOut: null,
  }),
  PROFILE: setting({
    codec: optional('a JSON document, or the path of a JSON file in the app', text),
    about: "the deployment's rules ([docs/profile.md](profile.md))",
    leftOut: null,
  }),
  IDENTITY_SCOPE: setting({
    codec: withDefault(
      'a name of up to 100 characters',
      (value) => (value.length <= 100 ? value : undefined),
      'default',
    ),
    about: 'namespace of computed `externalId`s',
    leftOut: 'another scope makes every indicator a new one; the default is right for one gateway',
  }),
  HTTP_BODY_LIMIT_BYTES: tuning(integer(1024, 100 * MiB, MiB), 'longest body that is taken over HTTP'),
  HTTP_JOBS_MAX_AGE_SECONDS: tuning(
    integer(0, 604_800, 0),
    'events are answered 503 while the oldest job waits longer than this; 0 = they are taken however long jobs wait',
  ),
  CLIENT_CERTIFICATES: setting({
    codec: withDefault('required or off', oneOfTexts('required', 'off'), 'off'),
    about:
      '`required` says that the platform asks every caller for a client certificate and writes `X-ARR-ClientCert` itself; else senders may not prove themselves by it',
    leftOut: null,
  }),
  FEED_MAX_LINES: tuning(
    integer(10_000, 1_000_000, 100_000),
    'lines of a list that are taken over HTTP, where HTTP_BODY_LIMIT_BYTES allows them; more than 10,000 are put on the queue and answered 202',
  ),
  HTTP_BUDGET_SECONDS: tuning(
    integer(1, 200, 20),
    'for all that an HTTP call waits for, reading its body included: three quarters are for body and destinations, the rest for queueing and outcomes',
  ),
  REQUEST_TIMEOUT_SECONDS: tuning(integer(1, 200, 10), 'for one call to a destination'),
  BATCH_WINDOW_MILLISECONDS: tuning(
    integer(0, 1000, 300),
    'the longest that an indicator waits for others to share its call with (where fewer than 200 calls a minute are allowed: the time between two of them); a lone one of a request hardly ever waits while permits are plenty; 0 = never',
  ),
  CALLS_IN_FLIGHT: tuning(integer(1, 64, 8), 'calls to one destination at once, from one instance'),
  BREAKER_SECONDS: tuning(
    integer(1, 3600, 30),
    'how long a destination that settles nothing (five calls in a row) is left alone before one call probes it',
  ),
  RETRY_DELAY_SECONDS: tuning(
    integer(1, 3600, 30),
    "first wait of a job; it doubles, and a random part of it is waited; a destination's `Retry-After` is obeyed whatever it is",
  ),
  RETRY_DELAY_MAX_SECONDS: tuning(integer(1, 86_400, 3600), 'longest wait of a job'),
  RETRY_MAX_ATTEMPTS: tuning(integer(1, 1000, 25), 'then a job is parked'),
  RETRY_MAX_AGE_HOURS: tuning(integer(1, 8760, 24), 'then a job is parked'),
  GRANT_WAIT_MINUTES: tuning(
    integer(0, 1440, 60),
    'how long 403 is taken for a role that has not spread yet',
  ),
  LEDGER: tuning(
    withDefault('on or off', oneOfTexts('on', 'off'), 'on'),
    '`off` sends every indicator every time',
  ),
  LEDGER_REFRESH_DAYS: tuning(
    withDefault('an integer from 1 to 365, or 0 for never', integerText(0, 365), 7),
    'the same content is sent again when its expiry would move by so much',
  ),
  LEDGER_ROW_DAYS: tuning(
    integer(1, 3650, 30),
    'a row leaves the ledger so long after the end of what it holds ([docs/life-cycle.md](life-cycle.md#how-long-rows-stay))',
  ),
  LEDGER_TOMBSTONE_DAYS: tuning(
    integer(1, 3650, 90),
    'that something was taken back is known so long; what waited for longer is not sent any more',
  ),
  OUTCOMES_KEPT_DAYS: tuning(
    withDefault('an integer from 1 to 3650, or 0 for not at all', integerText(0, 3650), 30),
    'how long outcomes are kept to be read, beside the queue of them ([docs/outcomes.md](outcomes.md#reading-them))',
  ),
  READ_BACK_HOURS: tuning(
    withDefault('1, 2, 3, 4, 6, 8, 12 or 24, or 0 for never', hoursOfDay, 0),
    'every so many hours what the ledger says is held against what each product shows ([docs/life-cycle.md](life-cycle.md#reading-back))',
  ),
});

/** The value of every setting, with defaults filled in. */
export type Settings = ValuesOf<ReturnType<typeof appSettings>>;
