import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { at } from '../codec/json-pointer';
import {
  environmentSource,
  setting,
  type DeclaredSettings,
  type SettingsSource,
  type ValuesOf,
} from '../codec/setting';
import { integerText, oneOfTexts, optional, secureUrl, text, withDefault } from '../codec/text-value';
import { type Violation } from '../codec/violation';
import { type Destination, type Instance } from './destination';

/** Tenants and apps are named by GUIDs. */
const guid = (value: string): string | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : undefined;

const shout = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase();

/** The variable that holds a setting of an instance: `baseUrl` of `graph` is in GRAPH_BASE_URL. */
export const variableOf =
  (instance: string) =>
  (setting: string): string =>
    `${shout(instance)}_${shout(setting.replace(/[A-Z]/g, '_$&'))}`;

/** The environment as a source of an instance's settings. */
export const environmentOf = (
  instance: string,
  variables: Readonly<Record<string, string | undefined>>,
): SettingsSource => environmentSource(variables, variableOf(instance));

/** Settings that every instance has, whatever its kind. */
export const instanceSettings = {
  identity: setting({
    codec: optional('the client id of a user-assigned identity', text),
    about: 'who calls it, where that is not `MANAGED_IDENTITY_CLIENT_ID`',
    leftOut: 'one identity calls all',
    pointsSomewhere: true,
  }),
  tenantId: setting({
    codec: optional('the GUID of a tenant', guid),
    about:
      'the tenant it belongs to, where that is another one: `appId` is called in it (docs/many-tenants.md)',
    leftOut: 'it is in the tenant of the app',
    pointsSomewhere: true,
  }),
  appId: setting({
    codec: optional('the client id of an app registration', guid),
    about: 'the multi-tenant app that is called in `tenantId`, with the identity as its federated credential',
    leftOut: 'the identity calls by itself',
    pointsSomewhere: true,
  }),
  authority: setting({
    codec: optional('the https origin that gives tokens', secureUrl),
    about: 'of another cloud: `https://login.microsoftonline.us`, `https://login.partner.microsoftonline.cn`',
    leftOut: 'it is https://login.microsoftonline.com',
    pointsSomewhere: true,
  }),
  countedBy: setting({
    codec: withDefault(
      'instance, identity or tenant',
      oneOfTexts('instance', 'identity', 'tenant'),
      'instance',
    ),
    about:
      'what its API counts calls by: destinations of one kind that have the identity, or the tenant, in common share their permits',
    leftOut: 'with one destination of a kind it makes no difference',
  }),
  successor: setting({
    codec: optional('the name of another destination', text),
    about: 'gets what this one takes no more, where its API was retired; switched on or not',
    leftOut: 'what comes after is for the owner to say',
  }),
  drain: setting({
    codec: withDefault('on or off', oneOfTexts('on', 'off'), 'off'),
    about:
      'takes nothing new and finishes what waits for it; what is new goes to its successor, if it has one',
    leftOut: 'it is for the time of a move',
  }),
  failoverMinutes: setting({
    codec: optional('minutes, a whole number from 1 to 1440', integerText(1, 1440)),
    about:
      'after it has been down for so long, what it does not take goes to its successor, until it answers again; without it all of it waits',
    leftOut: 'one destination stands for no other by itself',
  }),
  failback: setting({
    codec: withDefault('itself or command', oneOfTexts('itself', 'command'), 'itself'),
    about:
      'with `failoverMinutes`: how it comes back. `itself`: it is tried with what comes next; `command`: all that is new goes to its successor until `indicator-gateway fail-back`',
    leftOut: 'one destination stands for no other by itself',
  }),
  shadow: setting({
    codec: optional('the name of another destination', text),
    about:
      'it gets what that destination got, after it; nobody is told what comes of it but who asks for the differences (`indicator-gateway shadow`)',
    leftOut: 'it is for trying a destination out',
  }),
  shadowMaxJobs: setting({
    codec: withDefault('a whole number from 1 to 100000', integerText(1, 100_000), 1_000),
    about: 'with `shadow`: while so many messages wait on the queue of jobs, nothing is put there for it',
    leftOut: 'it is for trying a destination out',
  }),
};

/** Both or neither have to be set, since an app is called in a tenant. */
const federationFaults = (
  { tenantId, appId }: { readonly tenantId: string | undefined; readonly appId: string | undefined },
  placeOf: (setting: string) => string,
): readonly Violation[] => {
  if ((tenantId === undefined) === (appId === undefined)) return [];
  const missing = tenantId === undefined ? 'tenantId' : 'appId';
  return [{ pointer: placeOf(missing), expected: 'to be given too: an app is called in a tenant' }];
};

type CountedBy = 'instance' | 'identity' | 'tenant';

const limitedAs = (
  { name, kind }: { readonly name: string; readonly kind: Destination },
  {
    countedBy,
    identity,
    appId,
    tenantId,
  }: { readonly countedBy: CountedBy } & Readonly<
    Partial<Record<'identity' | 'appId' | 'tenantId', string | undefined>>
  >,
): string => {
  if (countedBy === 'instance') return name;
  const tenant = tenantId ?? 'the tenant';
  if (countedBy === 'tenant') return `${kind.name} of ${tenant}`;
  return `${kind.name} of ${appId === undefined ? (identity ?? 'the app') : `${appId} in ${tenant}`}`;
};

/** A source for settings that were already read. */
const readOnce =
  (values: Readonly<Record<string, unknown>>): SettingsSource =>
  <D extends DeclaredSettings>() =>
    E.right(values as ValuesOf<D>);

/**
 * Reads an instance whose settings stand in `source`: the environment, or its entry in a document. Reports all faults at once.
 */
export const instanceFrom = (
  source: SettingsSource,
  { name, kind }: { readonly name: string; readonly kind: Destination },
  placeOf: (setting: string) => string = (setting) => at('', variableOf(name)(setting)),
): E.Either<readonly Violation[], Instance> =>
  pipe(
    // Both are read at once, since a member of a document has to be known to one of them.
    source({ ...kind.settings, ...instanceSettings }),
    E.flatMap((values) => {
      const faults = federationFaults(values, placeOf);
      return faults.length > 0 ? E.left(faults) : E.right(values);
    }),
    E.flatMap((values) =>
      pipe(
        kind.configure(readOnce(values)),
        E.map(({ endpoint, calls }) => ({
          name,
          kind: { ...kind, ...calls },
          endpoint,
          identity: values.identity,
          federation:
            values.tenantId === undefined || values.appId === undefined
              ? undefined
              : { tenantId: values.tenantId, appId: values.appId, authority: values.authority },
          limitedAs: limitedAs({ name, kind }, values),
          successor: values.successor,
          standby: false,
          drain: values.drain === 'on',
          failoverMinutes: values.failoverMinutes,
          failback: values.failback,
          shadows:
            values.shadow === undefined ? undefined : { of: values.shadow, maxJobs: values.shadowMaxJobs },
        })),
      ),
    ),
  );
